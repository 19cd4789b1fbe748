"""What a learner is told of a task that is not right: as text, and as a page in the notebook."""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from .diagnosis import Diagnosis, Place, Reason
from .grids import Grid, as_text, grids
from .hints import Hint, best_hint
from .printed import NOTHING
from .reference import seeded
from .results import TaskResult

WORDS = {
    "right": "right",
    "wrong": "not right yet",
    "error": "stopped with an error",
    "endless": "did not end",
    "untouched": "not started",
    "missing": "answer cell missing",
}


@dataclass
class Told:
    """What is told of a task: sentences, then numbers, what they are, and the code behind them."""

    title: str
    lines: list[str] = field(default_factory=list)
    shown: str = ""
    numbers: list[Grid] = field(default_factory=list)
    code: str = ""


def tell(result: TaskResult, seed: int | None, hints: Sequence[Hint] = ()) -> Told | None:
    """Return what is told of a task; nothing of one that is right, or was not begun.

    ``seed`` is what the random numbers of hidden checks were drawn from; of the task's ``hints``
    one may be named.
    """
    if result.status in ("untouched", "missing"):
        return None
    told = Told(f"Task {result.task.key}, {result.task.title}: {WORDS[result.status]}.")
    _tell_uses(told, result)
    _tell_printed(told, result.diagnosis)
    if result.status == "right":
        return told if told.lines else None
    if result.status == "endless":
        told.lines.append(
            "It ran too long, or it stopped Python. Look for a loop that never ends, or for exit()."
        )
        return told
    if result.error:
        told.lines.append(_tidy_error(result.error))
    if result.meaning:
        told.lines.append(result.meaning)
    _tell_diagnosis(told, result, seed)
    if hint := best_hint(hints, [*result.rules, *result.seen]):
        told.lines.append(f"This may help: {hint}.")
    return told


def _tell_uses(told: Told, result: TaskResult):
    for name, task in result.uses:
        if not result.helped:
            told.lines.append(
                f"It uses {name} of task {task}, which is not right. Fix that one first."
            )
        elif result.status == "right":
            told.lines.append(
                f"It uses {name} of task {task}, which is not right yet. With the right {name} in "
                "its place it is right, so it has its points."
            )
        else:
            told.lines.append(
                f"It uses {name} of task {task}, which is not right yet. It was judged with the "
                f"right {name} in its place."
            )


def _tell_printed(told: Told, diagnosis: Diagnosis | None):
    if diagnosis is None or not any(place.right for place in diagnosis.places):
        return
    if diagnosis.extra:
        printed = ", ".join(diagnosis.extra)
        told.lines.append(
            f"Your code prints: {textwrap.shorten(printed, 80)}. That costs nothing, but take the "
            "print out when you no longer need it."
        )
    kinds = {place.came.kind for place in diagnosis.places if place.came and place.came.kind}
    if kinds:
        told.lines.append(
            "Your answer is an array of objects. Its numbers count; an array of floats would be "
            "faster: np.array(..., dtype=float)."
        )


def _tidy_error(error: str) -> str:
    return re.sub(r"\(\S+\.py, line (\d+)\)", r"(line \1 of its cell)", error)


def _tell_diagnosis(told: Told, result: TaskResult, seed: int | None):
    found = result.diagnosis
    if found is None:
        return
    told.lines += [_reason(reason) for reason in found.reasons]
    told.lines += [f"What we see: {seen}" for seen in found.seen]
    told.lines += _which(found, result)
    shown = next((place for place in found.wrong if place.has_numbers), None)
    if shown and not result.error:
        told.numbers = grids(shown, secret=result.task.predicted)
        told.shown = _heading(result, shown, seed)
        check = result.task.checks[shown.check]
        if check.role == "hidden":
            told.code = seeded(check, seed).split("\n", 1)[1]


def _reason(reason: Reason) -> str:
    where = f", for {_listed(reason.where)}" if reason.where else ""
    if len(reason.rules) == 1:
        return f"Likely reason{where}: {reason.rules[0]}"
    return f"Likely reason{where}, two things at once: {' And: '.join(reason.rules)}"


def _which(found: Diagnosis, result: TaskResult) -> list[str]:
    """Tell which results are right, which are wrong, and which are not there yet."""
    nothing = [p.label for p in found.places if p.came and str(p.came.value) == NOTHING]
    right = [p.label for p in found.places if p.right and p.label]
    wrong = [p.label for p in found.wrong if p.label and p.label not in nothing]
    lines = [f"{_listed(nothing)}: {NOTHING}."] if nothing else []
    mixed = set(right) - set(wrong)
    given = {p.label for p in found.places if p.right and not _of_answer(p)}
    good = [label for label in dict.fromkeys(right) if label in mixed and label not in given]
    if good and wrong:
        lines.append(f"Right: {_listed(good)}. Not right: {_listed(wrong)}.")
    missing = [p.label for p in found.wrong if p.came is None and p.label]
    if missing and not result.error and len(missing) < len(found.places):
        lines.append(f"Missing: {_listed(missing)}.")
    return lines


def _of_answer(place: Place) -> bool:
    """Tell whether a place shows the answer's numbers, and not the check's own."""
    return not place.label.startswith(("the image", "channel ", "image ", "by nudging"))


def _listed(labels) -> str:
    labels = list(dict.fromkeys(label for label in labels if label))
    shown = "; ".join(labels[:4])
    return shown + (f"; and {len(labels) - 4} more" if len(labels) > 4 else "")


def _heading(result: TaskResult, place: Place, seed: int | None) -> str:
    check = result.task.checks[place.check]
    name = f"{check.marker} (seed {seed})" if check.role == "hidden" else check.marker
    return f"{name}: {place.label}" if place.label else name


def as_lines(told: Told) -> list[str]:
    """Return what is told as the lines of a terminal."""
    lines = [told.title]
    for line in told.lines:
        short = len(line) <= 90 or "\n" in line  # what Python says stays as it is
        lines += (
            textwrap.indent(line, "  ").split("\n")
            if short
            else textwrap.wrap(line, 92, initial_indent="  ", subsequent_indent="    ")
        )
    if told.numbers:
        lines += [f"  {told.shown}:", *(f"    {line}" for line in as_text(told.numbers))]
    if told.code:
        lines += ["  The numbers were made by:", *textwrap.indent(told.code, "    ").split("\n")]
    return [*lines, ""]


_STYLE = """<style>
.course-check table {border-collapse: collapse; margin: 0.3em 1em 0.6em 0;}
.course-check td, .course-check th {border: 1px solid #8888; padding: 0.15em 0.5em;
  text-align: right; font-variant-numeric: tabular-nums;}
.course-check caption {text-align: left; font-weight: bold;}
.course-check .wrong {background: #c6282833; outline: 2px solid #c62828; font-weight: bold;}
.course-check .grids {display: flex; flex-wrap: wrap; gap: 0 2em; overflow-x: auto;}
.course-check .tasks td {text-align: left;}
.course-check h4 {margin: 0.8em 0 0.2em;}
.course-check p {margin: 0.3em 0;}
.course-check pre {margin: 0.3em 0; white-space: pre-wrap;}
</style>"""


def as_html(told: Told) -> str:
    """Return what is told as a part of a page."""
    parts = [f"<h4>{html.escape(told.title)}</h4>"]
    parts += [f"<p>{html.escape(line).replace(chr(10), '<br>')}</p>" for line in told.lines]
    if told.numbers:
        tables = "".join(map(_table, told.numbers))
        parts.append(f'<p>{html.escape(told.shown)}:</p><div class="grids">{tables}</div>')
    if told.code:
        parts.append(
            "<details><summary>The code that made the numbers</summary>"
            f"<pre>{html.escape(told.code)}</pre></details>"
        )
    return "\n".join(parts)


def _table(grid: Grid) -> str:
    rows = [
        "".join(
            f'<td class="wrong">✗ {html.escape(cell)}</td>'
            if bad
            else f"<td>{html.escape(cell)}</td>"
            for cell, bad in zip(cells, wrong, strict=True)
        )
        for cells, wrong in zip(grid.cells, grid.wrong, strict=True)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    title = html.escape(f"{grid.title} {grid.part}".rstrip())
    return f'<table aria-label="{html.escape(grid.alt)}"><caption>{title}</caption>{body}</table>'


def page(parts: list[str]) -> str:
    """Return parts as what a notebook shows."""
    return f'{_STYLE}<div class="course-check">{"".join(parts)}</div>'
