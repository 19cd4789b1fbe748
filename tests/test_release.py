"""What a class is handed works, and holds no answer."""

import json
import re
import zipfile
from datetime import date
from fnmatch import fnmatch

import pytest
from helpers import homework
from helpers.course_command import course

from course_lib.classroom import CannotGrade
from course_lib.classroom.release import NAME, release
from course_lib.grading.exercise import read_exercise
from course_lib.grading.handout import fresh_handout
from course_lib.grading.update import MANIFEST, CannotUpdate, manifest_of, update


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / "new"
    release(homework.ROOT, folder)
    return folder


def texts(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def secrets():
    """Return lines that stand only in solutions: of answers, of hidden checks, and their output."""
    for name in homework.NAMES:
        exercise = read_exercise(homework.solution_path(name))
        for task in exercise.tasks:
            stub = homework.answer_cell(homework.notebook(name), task.key)["source"]
            answer = task.answer.source.splitlines()
            yield from (line for line in answer if line not in "".join(stub) and "###" not in line)
            for cell in task.checks:
                if cell.role == "hidden":
                    yield cell.source


def test_no_answer_and_no_hidden_check_is_handed_out(made):
    notebooks = [path for path in (made / NAME).rglob("*.ipynb") if "notebooks" not in str(path)]
    assert len(notebooks) == len(homework.NAMES)  # exercises are laid out at the first start
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


def test_the_zip_is_the_folder_and_of_today(made):
    """By the dates ``make`` installs what a newer zip needs."""
    with zipfile.ZipFile(made / f"{NAME}.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        dates = {entry.date_time[:3] for entry in archive.infolist()}
    assert {abs(date(*day) - date.today()).days for day in dates} <= {0, 1}
    folder = {path.relative_to(made).as_posix(): data for path, data in texts(made / NAME).items()}
    assert packed == folder


def test_the_teacher_keeps_the_solutions(made):
    kept = sorted(path.stem for path in (made / "private" / "solutions").glob("*.ipynb"))
    assert kept == homework.NAMES


def copy_for(student, made, archive=None):
    """Unpack the class's zip as a student does."""
    with zipfile.ZipFile(archive or made / f"{NAME}.zip") as opened:
        opened.extractall(student)
    return student / NAME


def work(folder, name="01_max_pooling"):
    """Solve an exercise in a class's copy; return its file."""
    answers = homework.solutions(name)
    document = homework.fill(homework.notebook(name), answers)
    return homework.save(folder / "exercises", name, document)


def newer(made, target, changes):
    """Write a newer zip: texts replaced in files of the class's copy, and files added."""
    with zipfile.ZipFile(made / f"{NAME}.zip") as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in changes.items():
        files[name] = files[name].replace(old, new) if old else new
    files = {name: data for name, data in files.items() if data and name != MANIFEST}
    files[MANIFEST] = manifest_of(files).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{NAME}/{name}", data)
    return target


def test_the_released_course_lays_out_exercises_and_checks_answers(made, tmp_path):
    folder = copy_for(tmp_path, made)
    assert not (folder / "exercises").exists()
    said, _ = course(folder, "status")
    assert said.count("not started") == len(homework.NAMES)
    for name in homework.NAMES:
        assert (folder / "exercises" / f"{name}.ipynb").read_text("utf-8") == fresh_handout(name)
    work(folder)
    said, code = course(folder, "check", "01")
    assert "10 of 10" in said
    assert code == 0


def test_a_newer_zip_unpacked_over_the_folder_takes_no_work(made, tmp_path):
    folder = copy_for(tmp_path, made)
    course(folder, "status")
    mine, gone = work(folder).read_bytes(), folder / "exercises" / "03_inside_conv2d.ipynb"
    gone.unlink()
    file = "course_lib/grading/released/02_convolution.ipynb"
    archive = newer(made, tmp_path / "new.zip", {file: (b"Exercise 02", b"Exercise Two")})
    copy_for(tmp_path, made, archive)
    course(folder, "status")
    assert (folder / "exercises" / "01_max_pooling.ipynb").read_bytes() == mine
    assert "Exercise Two" in (folder / "exercises" / "02_convolution.ipynb").read_text("utf-8")
    assert not gone.exists()


def test_update_takes_the_new_and_keeps_what_was_written(made, tmp_path):
    folder = copy_for(tmp_path, made)
    course(folder, "status")
    mine, lessons = work(folder).read_bytes(), folder / "notebooks"
    document = json.loads((lessons / "01_max_pooling.ipynb").read_text("utf-8"))
    document["cells"].append(homework.code_cell("my = 'note'", id="mine"))
    (lessons / "01_max_pooling.ipynb").write_text(json.dumps(document), "utf-8")
    document = json.loads((lessons / "02_convolution.ipynb").read_text("utf-8"))
    document["cells"][1]["execution_count"] = 99  # only run
    (lessons / "02_convolution.ipynb").write_text(json.dumps(document), "utf-8")
    (folder / "my notes.txt").write_text("mine")
    changes = {
        "notebooks/01_max_pooling.ipynb": (b"# ", b"# New: "),
        "notebooks/02_convolution.ipynb": (b"# ", b"# New: "),
        "notebooks/09_new.ipynb": (None, b"{}"),
        "notebooks/glossary.ipynb": (None, b""),
        "exercises/01_max_pooling.ipynb": (None, b"never"),
    }
    archive = newer(made, tmp_path / "new.zip", changes)
    said, code = course(folder, "update", str(archive))
    assert code == 0, said
    assert said.count("your version is kept") == 1
    (kept,) = lessons.glob("*.kept-*")
    assert "my = 'note'" in kept.read_text("utf-8")
    assert "# New: " in (lessons / "01_max_pooling.ipynb").read_text("utf-8")
    assert "# New: " in (lessons / "02_convolution.ipynb").read_text("utf-8")
    assert (lessons / "09_new.ipynb").exists()
    assert not (lessons / "glossary.ipynb").exists()
    assert (folder / "exercises" / "01_max_pooling.ipynb").read_bytes() == mine
    assert (folder / "my notes.txt").read_text() == "mine"
    again, code = course(folder, "update", str(archive))
    assert "0 files are new, 0 are gone" in again
    assert list(lessons.glob("*.kept-*")) == [kept]


@pytest.mark.parametrize("name", ["../evil.txt", "..\\evil.txt", "C:/evil.txt"])
def test_update_takes_no_other_zip(made, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for wanted in ("course_lib/__init__.py", "pyproject.toml", MANIFEST, name):
            archive.writestr(f"{NAME}/{wanted}", "x")
    for wrong in (tmp_path / "x.zip", homework.ROOT / "README.md", tmp_path / "none.zip"):
        with pytest.raises(CannotUpdate):
            update(tmp_path, wrong)
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
    with pytest.raises(CannotUpdate, match="is no copy that a class is given"):
        update(homework.ROOT, made / f"{NAME}.zip")


def test_the_readme_of_a_class_speaks_of_what_it_has(made):
    text = (made / NAME / "README.md").read_text("utf-8")
    assert "git clone" not in text
    assert "as a zip, unpack that" in text
    for word in ("solutions/", "pytest", "make test", "course grade", "leave out"):
        assert word not in text
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (made / NAME / target).exists(), target
    assert not (made / NAME / "TEACHERS.md").exists()
    assert "/exercises/" in (made / NAME / ".gitignore").read_text("utf-8")


def test_without_solutions_or_into_a_folder_that_holds_something_nothing_is_released(tmp_path):
    with pytest.raises(CannotGrade, match="has no solutions"):
        release(tmp_path, tmp_path / "new")
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CannotGrade, match="is not empty"):
        release(homework.ROOT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("folder", ["handout", "handout-2", "grades", "grades-2", "own"])
def test_git_takes_nothing_that_a_teacher_makes(folder):
    """Solutions and marks lie beside the course: ``git add .`` must not publish them."""
    lines = (homework.ROOT / ".gitignore").read_text("utf-8").split()
    patterns = [line.strip("/") for line in lines if line.startswith("/")]
    assert any(fnmatch(folder, one) for one in patterns)
    assert ".course/" in lines
