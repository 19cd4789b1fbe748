"""Looking a solution through before an exercise is made of it: nothing must be given away."""

from collections import Counter

from .canonical import NotebookError
from .exercise import BEGIN, END, ROLES, stub

_OF_NO_TASK = ("setup", "picture")
_TELLING = 16  # characters: a shorter line of an answer may well stand elsewhere too


def refuse_unsound(notebook, name: str, more=()):
    """Refuse a solution of which no sound exercise can be made.

    ``name`` is what to call it in an error; ``more`` tells what else is wrong with it.

    Raises NotebookError with all that is wrong, each with its cell and what to do.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    wrong = [f"{named(notebook, cell)}: {told}" for cell in cells for told in _of_cell(cell)]
    wrong = [*more, *wrong, *_of_tasks(cells)]
    _refuse(name, wrong or _given_away(notebook))


def refuse_silent(notebook, name: str):
    """Refuse a solution that was run, if a check prints nothing: it could tell nothing apart.

    Raises NotebookError with the cells, and what to do.
    """
    checks = [cell for cell in notebook.cells if _about(cell).get("role") in ("check", "hidden")]
    wrong = [
        f"{named(notebook, cell)}: it prints nothing. What a check tells must be printed: "
        "show(...), or print(...). The value of its last line is not compared."
        for cell in checks
        if not any(output.get("name") == "stdout" for output in cell.outputs)
    ]
    _refuse(name, wrong)


def _refuse(name: str, wrong: list[str]):
    if wrong:
        raise NotebookError("\n".join([f"{name} makes no exercise:", *wrong]))


def named(notebook, cell) -> str:
    """Return how a cell is called in an error: its number, its first line, and its id."""
    number = next(k for k, one in enumerate(notebook.cells, 1) if one is cell)
    first = cell.source.split("\n", 1)[0]
    first = f"{first[:40]}…" if len(first) > 40 else first
    return f"cell {number}, '{first}' ({cell.id})"


def _about(cell) -> dict:
    return cell.metadata.get("course") or {}


def _of_cell(cell):
    """Yield what is wrong with a cell by itself."""
    role = _about(cell).get("role")
    if role not in ROLES:
        there = f"its role is '{role}'" if role else "it has no role"
        yield (
            f"{there} in metadata.course. There are: {', '.join(ROLES)}. In own/ its first line "
            "tells: # SETUP, # ANSWER 1: Title (2 points), # TRY 1.1, # HIDDEN 1, # PICTURE 1."
        )
        return
    if role not in _OF_NO_TASK and not _about(cell).get("task"):
        yield "metadata.course has no task. In own/ its first line tells: # TRY 1.1, # HIDDEN 1."
    if not cell.source.startswith("#"):
        yield "its first line must be a comment that names it."
    if role == "answer":
        yield from _of_answer(cell)
    elif BEGIN in cell.source or END in cell.source:
        yield f"only an answer has {BEGIN}."
    if role == "hidden" and "SEED = " not in cell.source:
        yield "a hidden check draws its numbers from a line SEED = 0."


def _of_answer(cell):
    about = _about(cell)
    if not cell.source.startswith(f"# ANSWER {about.get('task')}"):
        yield f"its first line must begin with # ANSWER {about.get('task')}"
    if not about.get("title"):
        yield f"it has no title. Write: # ANSWER {about.get('task')}: Title (2 points)"
    points = about.get("points")
    if isinstance(points, bool) or not isinstance(points, int) or points < 0:
        yield f"points must be a whole number, not {points!r}: # ANSWER 1: Title (2 points)"
    marks = [line.strip() for line in cell.source.split("\n") if line.strip() in (BEGIN, END)]
    if not marks or marks != [BEGIN, END] * (len(marks) // 2):
        yield f"the answer must stand between a line {BEGIN} and a line {END}."


def _of_tasks(cells):
    """Return what is wrong with tasks: each has one answer, and a check that all see."""
    roles = Counter(
        (str(_about(cell).get("task", "")), _about(cell).get("role"))
        for cell in cells
        if _about(cell).get("role") in ROLES
    )
    wrong = []
    for task in sorted({task for task, role in roles if role not in _OF_NO_TASK}):
        if roles[task, "answer"] != 1:
            wrong.append(f"task {task}: it has {roles[task, 'answer']} answers, and must have one.")
        if not roles[task, "check"]:
            wrong.append(f"task {task}: it has no cell with the role check.")
    return wrong or ([] if roles else ["it has no task."])


def _given_away(notebook) -> list[str]:
    """Return which answers stand as a whole in another cell; a task may show some lines of it."""
    handed = [(cell, set(map(str.strip, _handed_out(cell).split("\n")))) for cell in notebook.cells]
    return [
        f"{named(notebook, place)}: the answer of cell {cell.id} stands in it, and would be handed "
        "out."
        for cell in notebook.cells
        if _about(cell).get("role") == "answer" and (secret := _secrets(cell))
        for place, lines in handed
        if secret <= lines
    ]


def _handed_out(cell) -> str:
    role = _about(cell).get("role")
    return stub(cell.source) if role == "answer" else "" if role == "hidden" else cell.source


def _secrets(cell) -> set[str]:
    """Return the lines of an answer; none where they are too short to tell anything."""
    inside, found = False, set()
    for line in map(str.strip, cell.source.split("\n")):
        if line in (BEGIN, END):
            inside = line == BEGIN
        elif inside and line:
            found.add(line)
    return found if max(map(len, found), default=0) >= _TELLING else set()
