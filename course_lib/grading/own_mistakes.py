"""The mistakes that a teacher lists for an exercise of their own, and whether they can be used."""

import traceback
from collections import Counter
from pathlib import Path

from ..mistakes import Mistake
from .canonical import NotebookError
from .exercise import Exercise, Task
from .fingerprints import fingerprint
from .places import OWN, own_mistakes
from .printed import read
from .search import of_mistakes, run


def read_mistakes(source: str, task: str) -> list[Mistake]:
    """Return a teacher's own mistakes for a task, from the text of their file."""
    space: dict = {}
    exec(compile(source, "<mistakes>", "exec"), space)
    found = []
    for name, answer, *rule in space.get("MISTAKES", {}).get(task, []):
        told = f"{name}: {rule[0]}" if rule else " ".join(answer.__doc__.split())
        found.append(Mistake(name, answer, told))
    return found


def refuse_mistakes(solution: Path, exercise: Exercise):
    """Refuse a teacher's own mistakes that can't be read, or that no check can run.

    Raises NotebookError with the file, what is wrong, and what to do.
    """
    source = own_mistakes(solution.stem)
    if solution.parent.name != OWN or not source:
        return
    file = f"{OWN}/{solution.stem}.py"
    setup = [cell.source for cell in exercise.setup]
    wrong = []
    for task in exercise.tasks:
        try:
            found = read_mistakes(source, task.key)
        except Exception:
            last = traceback.format_exc(limit=0).strip().split("\n")[-1]
            raise NotebookError(f"{file} can't be read: {last}") from None
        wrong += filter(None, (_unusable(mistake, task, setup) for mistake in found))
    if wrong:
        raise NotebookError("\n".join([f"{file} can't be used:", *wrong]))


def _unusable(mistake: Mistake, task: Task, setup: list[str]) -> str:
    """Return why a mistake can't be used; nothing if it can."""
    if mistake.name not in task.names:
        return f"task {task.key} asks for {', '.join(task.names)}, not for {mistake.name}."
    rule, checks = f"'{mistake.rule[:60]}'", [cell.source for cell in task.checks]
    ((_, prints),) = of_mistakes(setup, checks, [mistake])
    if not any(prints):
        error = _error(setup, checks, mistake)
        return f"task {task.key}: no check prints anything with {rule}{error}."
    right = [[fingerprint(one.value) for one in read(cell.output)] for cell in task.checks]
    return f"task {task.key}: {rule} prints what is right." if prints == right else ""


def _error(setup: list[str], checks: list[str], mistake: Mistake) -> str:
    """Return the first error that the checks of a task end with under a mistake."""
    space: dict = {}
    errors: list[Exception] = []
    run(setup, space)
    run(checks, space | {mistake.name: mistake.answer}, errors)
    if not errors:
        return ""
    return ": " + " ".join(traceback.format_exception_only(errors[0])[-1].split()).rstrip(".")


def summary(exercise: Exercise) -> list[str]:
    """Return what a teacher's own exercise has, a line a task, and what could be better."""
    source, told = own_mistakes(exercise.name), []
    for task in exercise.tasks:
        roles = Counter(cell.role for cell in task.checks)
        known = read_mistakes(source, task.key) if source else []
        told.append(
            f"task {task.key}, {task.title}: {_many(task.points, 'point')}, "
            f"{_many(roles['check'], 'check')}, {_many(roles['hidden'], 'hidden check')}, "
            f"{_many(len(known), 'known mistake')}"
        )
        if not roles["hidden"] and not task.predicted:
            told.append("  Without a hidden check, who prints the numbers that are seen is right.")
        if not known:
            told.append(
                "  Without a known mistake, a wrong answer is only told what is seen of it."
            )
    return told


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
