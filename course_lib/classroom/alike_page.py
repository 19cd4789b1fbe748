"""What a teacher may want to read: alike answers side by side, and answers that call a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from .alike import alike, libraries_in
from .grade_one import Marks
from .gradebook import Gradebook
from .page import heading, items, paragraph

_MOST = 30  # pairs that are shown of an exercise


def to_read(book: Gradebook, recall: Callable[[str], Marks | None]) -> Iterable[str]:
    """Yield parts of the class's page; nothing where there is nothing to read."""
    pairs, calls = [], []
    for name in book.exercises:
        answers = {
            person: kept.sources
            for person, scores in book.scores.items()
            if (score := scores.get(name)) and score.copy and (kept := recall(score.copy.stamp))
        }
        untouched = {task.key: task.answer.source for task in book.exercises[name].tasks}
        begun = {
            person: {key: text for key, text in sources.items() if text != untouched.get(key)}
            for person, sources in answers.items()
        }
        pairs += [_pair(name, answers, *pair) for pair in alike(begun)[:_MOST]]
        calls += [
            f"{person.told}: {name}, task {task}: {', '.join(found)}"
            for person, sources in answers.items()
            for task, source in sources.items()
            if (found := libraries_in(source))
        ]
    if pairs:
        yield heading("Alike answers")
        yield paragraph(
            "Of what few others write, these have more than half in common, whatever the names of "
            "variables. That proves nothing: read them, and ask."
        )
        yield from pairs
    if calls:
        yield heading("Answers that call a library")
        yield paragraph("The tasks ask to write the operator; these import one that has it.")
        yield items(calls)


def _pair(name: str, answers: dict, share: float, one, other) -> str:
    """Return two answers side by side, which open when they are clicked."""
    told = f"{one.told} and {other.told}: {name}, {100 * share:.0f} %"
    rows = "".join(
        f"<tr><th>{escape(key)}</th><td><pre>{escape(answers[one][key])}</pre></td>"
        f"<td><pre>{escape(answers[other].get(key, ''))}</pre></td></tr>"
        for key in answers[one]
    )
    return (
        f"<details><summary>{escape(told)}</summary>"
        f'<div class="wide"><table><thead><tr><th>Task</th><th>{escape(one.told)}</th>'
        f"<th>{escape(other.told)}</th></tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
