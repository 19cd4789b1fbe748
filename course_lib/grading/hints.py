"""The hints of a task, and which of them helps with what is wrong."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .fast_nbformat import nbformat
from .places import released_path

_DETAILS = re.compile(r"<details><summary>(?P<title>.*?)</summary>(?P<text>.*?)</details>", re.S)
_TASK = re.compile(r"^## Task (\w+)", re.M)
_COMMON = re.compile(
    r"an?|and|are|as|at|be|but|by|do|does|each|for|from|has|have|how|in|into|is|its?|no|not|of|on|"
    r"one|or|so|than|that|the|their|them|then|there|they|this|to|two|under|was|were|what|when|"
    r"where|which|with|you|your|all|also|can|only|put|used?|uses|goe?s?|takes?|taken|must|other"
)  # words that tell nothing


@dataclass(frozen=True)
class Hint:
    """A hint: its title, such as "Hint 2: where a window starts", and its text."""

    title: str
    text: str


def hints_of(exercise: str) -> dict[str, list[Hint]]:
    """Return the hints of an exercise's tasks."""
    notebook = nbformat.read(released_path(exercise), as_version=4)
    found: dict[str, list[Hint]] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (task := _TASK.search(cell.source)):
            found[task[1]] = [
                Hint(match["title"].strip(), match["text"])
                for match in _DETAILS.finditer(cell.source)
            ]
    return found


def best_hint(hints: Sequence[Hint], told: list[str]) -> str:
    """Return the title of the hint that speaks of what is told; nothing if none does.

    Where nothing is told it is the first.

    Examples
    --------
    >>> hints = [Hint("Hint 1: how many windows", "Count the rows."),
    ...          Hint("Hint 2: where a window starts", "It starts at y * stride.")]
    >>> best_hint(hints, ["The window of row y starts at row y. It must start at y * stride."])
    'Hint 2: where a window starts'
    """
    if not hints:
        return ""
    words = Counter(word for text in told for word in _words(text))
    known = [_words(f"{hint.title} {hint.title} {hint.text}") for hint in hints]
    spread = Counter(word for text in known for word in set(text))
    scores = [
        sum(min(words[word], 2) / spread[word] ** 2 for word in set(text) if word in words)
        for text in known
    ]
    best = max(range(len(hints)), key=lambda k: (scores[k], -k))
    if scores[best] > 0.5:
        return hints[best].title
    return "" if told else hints[0].title


def _words(text: str) -> list[str]:
    found = re.findall(r"[a-z_∞−]{2,}|-?np\.\w+", text.lower())
    return [re.sub(r"(s|ed|ing)$", "", word) for word in found if not _COMMON.fullmatch(word)]
