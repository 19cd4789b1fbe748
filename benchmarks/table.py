"""Times made into ratios, and ratios into a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

MINE = "course_lib"
BY_READERS = ("two lines", "im2col NCHW")  # contestants that are no peers, but a measure


@dataclass(frozen=True)
class Row:
    """One pass of one case: milliseconds of course_lib, and its time over that of each peer."""

    name: str
    milliseconds: float
    ratios: dict[str, float]
    fastest: float | None


def row(name: str, seconds: list[dict[str, float]]) -> Row:
    """Return the medians over all rounds. Ratios are taken within a round.

    Parameters
    ----------
    name : str
    seconds : list of dict
        For each round, the seconds of each contestant by its name.
    """
    peers = [peer for peer in seconds[0] if peer != MINE]
    ratios = {peer: median(s[MINE] / s[peer] for s in seconds) for peer in peers}
    known = [peer for peer in peers if peer not in BY_READERS]
    fastest = median(s[MINE] / min(s[p] for p in known) for s in seconds) if known else None
    return Row(name, 1000 * median(s[MINE] for s in seconds), ratios, fastest)


def markdown(rows: list[Row], first=("operator", "pass")) -> str:
    """Return the rows as a table in Markdown; ``first`` are the heads of a name's two parts."""
    peers = list(dict.fromkeys(peer for item in rows for peer in item.ratios))
    heads = [*first, "ms", "/ faster peer", *(f"/ {peer}" for peer in peers)]
    lines = [heads, ["---"] * 2 + ["---:"] * (len(heads) - 2)]
    for item in rows:
        numbers = [item.fastest, *(item.ratios.get(peer) for peer in peers)]
        shown = ["–" if number is None else f"{number:.2f}" for number in numbers]
        lines.append([*item.name.rsplit(", ", 1), f"{item.milliseconds:.2f}", *shown])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def replace_between(text: str, mark: str, new: str) -> str:
    """Return ``text`` with ``new`` between its two comments ``mark``."""
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"the text needs {begin} and after it {end}")
    return f"{before}{begin}\n\n{new}\n\n{end}{after}"


def save_between(mark: str, new: str) -> None:
    """Put ``new`` between the two comments ``mark`` of the README beside this file."""
    readme = Path(__file__).with_name("README.md")
    old = readme.read_text(encoding="utf-8")
    readme.write_text(replace_between(old, mark, new), encoding="utf-8")
