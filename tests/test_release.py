"""What a class is handed works, and holds no answer."""

import os
import subprocess
import sys
import zipfile

import learner
import pytest

from course_lib.classroom import CannotGrade
from course_lib.classroom.release import NAME, release
from course_lib.grading.exercise import read_exercise


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / "new"
    release(learner.ROOT, folder)
    return folder


def texts(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def secrets():
    """Return lines that stand only in solutions: of answers, of hidden checks, and their output."""
    for name in learner.NAMES:
        exercise = read_exercise(learner.solution_path(name))
        for task in exercise.tasks:
            stub = learner.answer_cell(learner.notebook(name), task.key)["source"]
            answer = task.answer.source.splitlines()
            yield from (line for line in answer if line not in "".join(stub) and "###" not in line)
            for cell in task.checks:
                if cell.role == "hidden":
                    yield cell.source


def test_no_answer_and_no_hidden_check_is_handed_out(made):
    notebooks = [
        path
        for path in texts(made / NAME)
        if path.suffix == ".ipynb" and "notebooks" not in str(path)
    ]
    assert len(notebooks) == 2 * len(learner.NAMES)
    handed = "\n".join(path.read_text("utf-8") for path in notebooks)
    assert "BEGIN SOLUTION" not in handed
    assert '"hidden"' not in handed
    assert "SEED =" not in handed
    everything = b"\n".join(texts(made / NAME).values()).decode("utf-8", "replace")
    hidden = [text for text in secrets() if "SEED =" in text]
    assert hidden
    for text in hidden:
        assert text not in everything
        assert text.replace("\n", "\\n").replace('"', '\\"') not in everything
    names = {path.relative_to(made / NAME).parts[0] for path in texts(made / NAME)}
    assert names.isdisjoint({"solutions", "tests", "private", ".git"})


def test_the_zip_is_the_folder(made):
    with zipfile.ZipFile(made / f"{NAME}.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    folder = {path.relative_to(made).as_posix(): data for path, data in texts(made / NAME).items()}
    assert packed == folder


def test_the_teacher_keeps_the_solutions(made):
    kept = sorted(path.stem for path in (made / "private" / "solutions").glob("*.ipynb"))
    assert kept == learner.NAMES


def test_the_released_course_checks_answers(made):
    folder = made / NAME
    answers = learner.solutions("01_max_pooling")
    learner.save(
        folder / "exercises",
        "01_max_pooling",
        learner.fill(learner.notebook("01_max_pooling"), answers),
    )
    done = subprocess.run(
        [sys.executable, "-m", "course_lib", "check", "01"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
    )
    assert "10 of 10" in done.stdout, done.stdout + done.stderr
    assert "There were no checks on fresh random numbers" in done.stdout
    assert done.returncode == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CannotGrade, match="is not empty"):
        release(learner.ROOT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_without_solutions_there_is_nothing_to_release(tmp_path):
    with pytest.raises(CannotGrade, match="has no solutions"):
        release(tmp_path, tmp_path / "new")
