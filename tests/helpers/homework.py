"""A learner's notebook, filled in and changed as learners do."""

import copy
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(path.stem for path in ROOT.glob("solutions/*.ipynb"))


def notebook(name: str) -> dict:
    """Return the exercise as it is handed out."""
    return json.loads((ROOT / "exercises" / f"{name}.ipynb").read_text(encoding="utf-8"))


def role(cell: dict) -> str:
    return cell["metadata"].get("course", {}).get("role", "")


def task(cell: dict) -> str:
    return cell["metadata"].get("course", {}).get("task", "")


def answer_cell(document: dict, key: str) -> dict:
    return next(c for c in document["cells"] if role(c) == "answer" and task(c) == key)


def solutions(name: str) -> dict[str, str]:
    """Return the answers of the solution by task."""
    document = json.loads((ROOT / "solutions" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {task(c): "".join(c["source"]) for c in document["cells"] if role(c) == "answer"}


def fill(document: dict, answers: dict[str, str]) -> dict:
    """Return a copy of a notebook with answers put in."""
    document = copy.deepcopy(document)
    for key, source in answers.items():
        answer_cell(document, key)["source"] = source
    return document


def code_cell(source: str, **extra) -> dict:
    """Return a cell that a learner added."""
    base = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return {**base, "source": source, **extra}


def save(folder: Path, name: str, document: dict) -> Path:
    """Save a notebook under the exercise's name."""
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def solution_path(name: str) -> Path:
    return ROOT / "solutions" / f"{name}.ipynb"
