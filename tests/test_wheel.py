"""The course in one line: a wheel, built here and installed into an environment of its own."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
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


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return what runs the command ``course`` of the wheel; its packages are those of here."""
    skip_without.module("hatchling")
    work = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", work, homework.ROOT]
    said, code = run(*pip, *build)
    assert code == 0, said
    (wheel,) = work.glob("*.whl")
    venv.create(work / "new", symlinks=os.name != "nt")
    python = work / "new" / SCRIPTS / "python"
    said, code = run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel)
    assert code == 0, said
    tell = "import sysconfig; print(sysconfig.get_path('purelib'))"
    library = run(python, "-c", tell)[0].strip()
    Path(library, "others.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

    def course(folder, *arguments):
        program = work / "new" / SCRIPTS / "course"
        return run(program, *arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL)

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
