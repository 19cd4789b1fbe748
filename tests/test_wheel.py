"""The course in one line: a wheel, built here and installed into an environment of its own.

It is tried with the Python that runs the tests, and with an older one that has the course's
packages: ``OLDEST_PYTHON`` holds its path, as ``.ci/run`` sets it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import homework, skip_without

from course_lib.grading.handout import fresh_handout
from course_lib.grading.new_course import RECORD
from course_lib.grading.update import manifest_of

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("wheel")]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, encoding="utf-8", timeout=300, **options
    )
    return done.stdout + done.stderr, done.returncode


PIP = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
LIBRARY = "import sysconfig; print(sysconfig.get_path('purelib'))"
OLDEST = "another Python with the course's packages (OLDEST_PYTHON holds its path)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    skip_without.module("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    said, code = run(
        *PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, homework.ROOT
    )
    assert code == 0, said
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module", params=["this Python", "the oldest Python"])
def installed(request, wheel, tmp_path_factory):
    """Return what runs the commands of the wheel; its packages are those that a Python has."""
    begins = sys.executable
    if request.param != "this Python":
        begins = skip_without.part(os.environ.get("OLDEST_PYTHON"), OLDEST)
    new = tmp_path_factory.mktemp("installed") / "new"
    said, code = run(begins, "-m", "venv", "--without-pip", new)
    assert code == 0, said
    python = new / SCRIPTS / "python"
    said, code = run(*PIP, "--python", python, "install", "--no-deps", "--no-index", wheel)
    assert code == 0, said
    library, others = (run(one, "-c", LIBRARY)[0].strip() for one in (python, begins))
    Path(library, "others.pth").write_text(others, "utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

    def course(folder, *arguments, program="course", **options):
        options = {"stdin": subprocess.DEVNULL, "cwd": folder, "env": environment} | options
        return run(new / SCRIPTS / program, *arguments, **options)

    course.library = library
    return course


@pytest.fixture
def begun(installed, tmp_path):
    said, code = installed(tmp_path, "new", "mine")
    assert code == 0, said
    assert "course lab" in said
    return tmp_path / "mine"


def test_a_new_folder_has_lessons_and_fresh_exercises(begun):
    lessons = {
        path.name: path.read_bytes() for path in (homework.ROOT / "notebooks").glob("*.ipynb")
    }
    assert {path.name: path.read_bytes() for path in (begun / "notebooks").iterdir()} == lessons
    exercises = {path.stem: path.read_text("utf-8") for path in (begun / "exercises").iterdir()}
    assert exercises == {name: fresh_handout(name) for name in homework.NAMES}
    assert sorted(path.name for path in begun.iterdir()) == [
        ".course",
        "README.md",
        "exercises",
        "notebooks",
    ]


def test_answers_are_checked_there(begun, installed):
    said, code = installed(begun, "check", "01")
    assert "not started" in said.lower(), said
    name = "01_max_pooling"
    solved = homework.fill(homework.notebook(name), homework.solutions(name))
    homework.save(begun / "exercises", name, solved)
    said, code = installed(begun, "check", "01")
    assert code == 0, said


def test_update_touches_nothing_that_a_learner_wrote(begun, installed):
    exercise = begun / "exercises" / "02_convolution.ipynb"
    mine = exercise.read_text("utf-8").replace("return ...", "return 42")
    exercise.write_text(mine, "utf-8")
    lesson = begun / "notebooks" / "01_max_pooling.ipynb"
    changed = lesson.read_text("utf-8").replace("Max pooling", "My own words")
    lesson.write_text(changed, "utf-8")
    stale = begun / "notebooks" / "glossary.ipynb"
    older = stale.read_text("utf-8").replace("Glossary", "An older glossary")
    pretend_it_came_so(begun, stale, older)
    said, code = installed(begun, "update")
    assert code == 0, said
    assert exercise.read_text("utf-8") == mine
    assert "# Glossary" in stale.read_text("utf-8")
    assert not list(stale.parent.glob("glossary.kept-*"))
    (kept,) = lesson.parent.glob("01_max_pooling.kept-*")
    assert kept.read_text("utf-8") == changed
    again, code = installed(begun, "update")
    assert code == 0
    assert "0 files are new, 0 are gone" in again


def pretend_it_came_so(folder, path, text):
    """Lay out another lesson than the wheel has, as an older wheel would have done."""
    name = path.relative_to(folder).as_posix()
    path.write_text(text, "utf-8")
    record = json.loads((folder / RECORD).read_text("utf-8"))
    record |= json.loads(manifest_of({name: text.encode()}))
    (folder / RECORD).write_text(json.dumps(record), "utf-8")


def test_where_there_is_no_course_lab_says_how_to_get_one(installed, tmp_path):
    said, code = installed(tmp_path, "lab")
    assert code == 2
    assert "course new convolution-course" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a terminal is made as on Unix")
def test_where_there_is_no_course_lab_offers_to_make_one(installed, tmp_path):
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, b"yes\n")
    said, code = installed(tmp_path, "lab", "--version", stdin=theirs)
    os.close(ours)
    os.close(theirs)
    assert code == 0, said
    assert "Shall I put it into the folder" in said
    assert (tmp_path / "convolution-course" / "exercises" / "01_max_pooling.ipynb").exists()


def test_the_package_has_a_command_of_its_own_name(installed, tmp_path):
    said, code = installed(tmp_path, program="convolution-course")  # as pipx run does
    assert code == 2
    assert "course new convolution-course" in said


def test_a_folder_that_holds_something_is_left_alone(begun, installed):
    (begun / "mine.txt").write_text("mine", "utf-8")
    said, code = installed(begun.parent, "new", "mine")
    assert code == 2
    assert "is not empty" in said


def test_the_wheel_has_no_solutions(installed):
    notebooks = list(Path(installed.library).rglob("*.ipynb"))
    assert len(notebooks) > 2 * len(homework.NAMES)
    texts = [path.read_text("utf-8") for path in notebooks]
    assert [text for text in texts if "BEGIN SOLUTION" in text or '"hidden"' in text] == []
