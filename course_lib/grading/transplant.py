"""Taking the answers out of a learner's notebook, whatever became of the rest of it."""

import codecs
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .exercise import Cell, Exercise, marker_name

LARGEST = 20_000_000  # bytes of a learner's notebook
MOST_CELLS = 1000  # of it
MOST_ADDED = 200  # of them that the learner added
_RUN_CELLS = ("-m course_lib", "check_notebook(")  # the cell that checks must not check itself


class UnreadableNotebook(Exception):
    """A learner's file that is not a notebook, with the reason in plain words."""


@dataclass
class Answers:
    """What was found in a learner's notebook."""

    # The sources of each answer, and of the cells that the learner added after it.
    by_task: dict[str, list[str]]
    before: list[str] = field(default_factory=list)  # cells added before the first answer
    notes: list[str] = field(default_factory=list)  # what the learner should know of the rest


def read_cells(path: Path) -> list[dict]:
    """Read a learner's notebook without trusting anything in it.

    Each cell has ``type``, ``source``, ``id`` and ``course``.

    Raises UnreadableNotebook if the file is not a notebook.
    """
    with path.open("rb") as file:
        return parse_cells(file.read(LARGEST + 1), path.name)


def parse_cells(data: bytes, name: str) -> list[dict]:
    """Return the same as :func:`read_cells`, from what stands in a file of that name."""
    if len(data) > LARGEST:
        raise UnreadableNotebook(
            f"{name} is larger than {LARGEST // 10**6} MB. "
            "Clear its outputs (Edit, Clear Outputs of All Cells), save, and try again."
        )
    try:
        cells = [_plain(cell) for cell in _cells(json.loads(_text(data)))]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise UnreadableNotebook(
            f"{name} can't be read as a notebook ({type(error).__name__}). "
            f"Open it in JupyterLab and save it again, or start anew: course reset {name[:2]}"
        ) from error
    if len(cells) > MOST_CELLS:
        raise UnreadableNotebook(
            f"{name} has {len(cells)} cells; more than {MOST_CELLS} are not run."
        )
    return cells


def _text(data: bytes) -> str:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if utf16 else "utf-8-sig")


def _cells(document: dict) -> list[dict]:
    """Return the cells of a notebook in nbformat 3 or 4."""
    if "worksheets" in document:  # 3; nbformat would trust what stands in it
        cells = [cell for sheet in document["worksheets"] for cell in sheet["cells"]]
        return [{**cell, "source": cell.get("input", cell.get("source", ""))} for cell in cells]
    if not isinstance(document["cells"], list):
        raise TypeError("cells are no list")
    return document["cells"]


def _plain(cell: dict) -> dict:
    source, metadata = cell.get("source", ""), cell.get("metadata", {})
    course = metadata.get("course", {}) if isinstance(metadata, dict) else {}
    source = source if isinstance(source, str) else "".join(source)
    return {
        "type": cell["cell_type"],
        # JSON may hold halves of characters, which no file can.
        "source": source.encode("utf-8", "replace").decode("utf-8"),
        "id": cell.get("id"),
        "course": course.get("id") if isinstance(course, dict) else None,
    }


def find_answers(exercise: Exercise, cells: list[dict]) -> Answers:
    """Sort a learner's cells: answers to their tasks, added cells behind the answer before them.

    A cell is known by its id, else by ``metadata.course.id``, else by the comment on its first
    line. Checks and the setup are only looked at, to say that a change in them does not count.

    Raises UnreadableNotebook if no cell belongs to the exercise, or too many were added.
    """
    found = Answers({task.key: [] for task in exercise.tasks})
    place, seen, answers = found.before, set(), Counter()
    for cell in cells:
        known = _recognise(exercise, cell)
        if cell["type"] != "code":
            _note_cell_type(found, known)
        elif known is None:
            if not any(mark in cell["source"] for mark in _RUN_CELLS):
                place.append(cell["source"])
        elif known.role == "answer":
            place = found.by_task[known.task]
            untouched = cell["source"].strip() == known.source.strip()
            answers[known.name] += not untouched
            # An untouched copy goes first, so that it never undoes an answer.
            place.insert(0 if untouched else len(place), cell["source"])
        elif known.role != "picture":
            seen.add(known.id)
            _note_change(found, known, cell)
    if not answers and not any(cell.id in seen for cell in exercise.cells if cell.role == "check"):
        raise UnreadableNotebook(
            f"No cell of this notebook belongs to exercise {exercise.name}. "
            f"The exercise is exercises/{exercise.name}.ipynb"
        )
    _refuse_too_many(found)
    _note_copies(found, answers)
    _note_missing(found, exercise, seen)
    return found


def _refuse_too_many(found: Answers):
    added = len(found.before) + sum(max(0, len(own) - 1) for own in found.by_task.values())
    if added > MOST_ADDED:
        raise UnreadableNotebook(
            f"This notebook has {added} cells that were added to the exercise; more than "
            f"{MOST_ADDED} are not run. Delete those that no answer needs."
        )


def _recognise(exercise: Exercise, cell: dict) -> Cell | None:
    own = (*exercise.cells, *exercise.pictures)
    for key in ("id", "course"):
        for known in own:
            if cell[key] is not None and cell[key] == known.id:
                return known
    name = marker_name(cell["source"])
    return next((known for known in own if name and known.name == name), None)


def _note_cell_type(found: Answers, known: Cell | None):
    if known is not None:
        found.notes.append(
            f"The cell '{known.name}' is no longer a code cell, so it was not run. "
            "Select it and press Esc, then Y."
        )


def _note_change(found: Answers, known: Cell, cell: dict):
    if cell["source"].strip() != known.source.strip():
        found.notes.append(
            f"The cell '{known.name}' was changed, and the original was used. Write what you need "
            "into your answers, or into cells of your own."
        )


def _note_copies(found: Answers, answers: Counter):
    for name, count in answers.items():
        if count > 1:
            found.notes.append(
                f"{count} cells are '{name}'. All were run, in order, so the last one counts."
            )


def _note_missing(found: Answers, exercise: Exercise, seen: set[str]):
    for cell in exercise.cells:
        if cell.role == "answer" and not found.by_task[cell.task]:
            found.notes.append(
                f"The cell '{cell.name}' is missing. Write the answer in any cell whose "
                f"first line is '# {cell.name}'."
            )
        elif cell.role in ("check", "setup") and cell.id not in seen:
            found.notes.append(
                f"The cell '{cell.name}' is missing from your notebook. The original was used."
            )
