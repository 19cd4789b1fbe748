"""The command ``course``: check, status, reset, make."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import homework

from course_lib.cli import AT_ONCE, main
from course_lib.grading import command
from course_lib.grading.handout import fresh_handout
from course_lib.grading.judge import CHECKING
from course_lib.grading.make import write

NAME = "02_convolution"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a copy of the course, made the current folder."""
    for folder in ("notebooks", "exercises", "solutions"):
        shutil.copytree(homework.ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys):
    def said():
        captured = capsys.readouterr()
        return captured.out + captured.err

    return said


def solve(course, name, keys=None):
    answers = homework.solutions(name)
    chosen = {key: answers[key] for key in keys or answers}
    return homework.save(course / "exercises", name, homework.fill(homework.notebook(name), chosen))


def test_check_and_status_from_untouched_to_done(course, said):
    assert main(["status"]) == 0
    assert said().count("not started") == len(homework.NAMES)
    solve(course, NAME, ["1", "2"])
    assert main(["status"]) == 0
    assert "begun, not checked: course check 02" in said()
    assert main(["check", "02"]) == 1
    assert "4 of 10" in said()
    main(["status"])
    assert "####...... 4 of 10 points\n" in said()
    solve(course, NAME)
    main(["status"])
    assert "4 of 10 points, changed since: course check 02" in said()
    assert main(["check", "02_conv"]) == 0
    main(["status"])
    assert "########## 10 of 10 points\n" in said()


def test_check_takes_numbers_names_and_paths(course, said):
    file = solve(course, NAME, ["1"])
    (course / "elsewhere").mkdir()
    moved = shutil.copy(file, course / "elsewhere" / file.name)
    for wanted in ("2", str(file), str(moved)):
        assert main(["check", wanted, "--seed", "3"]) == 1
        assert "2 of 10" in said()


def test_the_command_runs_as_a_module_from_a_folder_below(course):
    solve(course, NAME)
    command = [sys.executable, "-m", "course_lib", "check", "02"]
    done = subprocess.run(command, cwd=course / "exercises", capture_output=True, encoding="utf-8")
    assert "10 of 10" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("wanted", ["77", "pool_ing", "", "notebooks/00_start_here.ipynb"])
def test_an_unknown_exercise_is_told_with_those_there_are(course, said, wanted):
    assert main(["check", wanted]) == 2
    text = " ".join(said().split())
    assert f"The exercises are: {', '.join(homework.NAMES)}." in text


def test_a_missing_file_is_told_with_the_way_out(course, said):
    (course / "exercises" / f"{NAME}.ipynb").unlink()
    assert main(["check", "02"]) == 2
    assert "course reset 02" in said()
    main(["status"])
    assert "no file: course reset 02" in said()


def test_one_missing_file_does_not_keep_the_others_from_being_checked(course, said):
    for file in (course / "exercises").iterdir():
        file.unlink()
    solve(course, NAME)
    assert main(["check"]) == 2
    assert "10 of 10" in said()


def test_a_lesson_is_no_exercise_and_costs_no_progress(course, said):
    solve(course, "01_max_pooling")
    main(["check", "01"])
    said()
    assert main(["check", "notebooks/01_max_pooling.ipynb"]) == 2
    assert "The exercise is exercises/01_max_pooling.ipynb" in said()
    main(["status"])
    assert "10 of 10 points\n" in said()


def test_a_copy_under_jupyterlabs_name_is_checked(course, said):
    file = solve(course, NAME)
    shutil.copy(file, file.with_name(f"{NAME}-Copy1.ipynb"))
    assert main(["check", f"exercises/{NAME}-Copy1.ipynb"]) == 0


def test_after_a_reset_the_exercise_is_not_started(course, said):
    solve(course, NAME)
    main(["check", "02"])
    main(["reset", "01", "02"])
    said()
    main(["status"])
    assert said().count("not started") == len(homework.NAMES)


def test_the_command_alone_shows_what_it_can_do(said):
    assert main([]) == 0
    assert "check" in said()


def test_lab_hands_on_its_arguments_and_starts_in_the_course(course, monkeypatch):
    started = {}
    monkeypatch.setattr("os.execve", lambda path, command, env: started.update(c=command, e=env))
    monkeypatch.setattr("subprocess.call", lambda command, env: started.update(c=command, e=env))
    main(["lab", "--no-browser"])  # on Windows by subprocess, elsewhere by execve
    assert started["c"][1:3] == ["-m", "jupyterlab"]
    assert started["c"][-1] == "--no-browser"
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in started["c"]
    assert AT_ONCE in started["c"]
    room, _, name = AT_ONCE.partition("=")[2].rpartition(".")
    assert hasattr(importlib.import_module(room), name)
    assert started["e"]["PATH"].startswith(str(Path(sys.executable).parent))


def test_a_damaged_file_is_told(course, said):
    (course / "exercises" / f"{NAME}.ipynb").write_text("{")
    assert main(["check", "02"]) == 2
    assert "can't be read as a notebook" in " ".join(said().split())


def test_far_from_the_course_it_finds_the_one_it_belongs_to(tmp_path, monkeypatch, said):
    monkeypatch.chdir(tmp_path)
    assert main(["status"]) == 0
    assert NAME in said()


def test_reset_keeps_the_old_exercise_beside_the_fresh_one(course, said):
    file = solve(course, NAME)
    mine = file.read_text()
    assert main(["reset", "2"]) == 0
    kept = list((course / "exercises").glob(f"{NAME}.kept-*.ipynb"))
    assert [path.read_text() for path in kept] == [mine]
    assert kept[0].name in " ".join(said().split())
    assert file.read_text(encoding="utf-8") == fresh_handout(NAME)


def test_resets_in_the_same_second_lose_nothing(course):
    for mine in ("first", "second", "third"):
        (course / "exercises" / f"{NAME}.ipynb").write_text(mine)
        assert main(["reset", "02"]) == 0
    kept = (course / "exercises").glob(f"{NAME}.kept-*.ipynb")
    assert {path.read_text() for path in kept} == {"first", "second", "third"}


def test_where_there_is_no_answer_there_is_no_work_to_keep(course):
    assert main(["reset", "02"]) == 0
    document = homework.notebook(NAME)
    document["cells"][1].update(execution_count=1)  # only run
    homework.save(course / "exercises", NAME, document)
    assert main(["reset", "02"]) == 0
    assert list((course / "exercises").glob("*.kept-*")) == []


def test_a_kept_copy_can_be_checked_and_does_not_count_as_progress(course, said):
    solve(course, NAME)
    main(["reset", "02"])
    kept = next((course / "exercises").glob("*.kept-*"))
    assert main(["check", str(kept)]) == 0
    main(["status"])
    assert said().count("not started") == len(homework.NAMES)


def test_make_keeps_a_learners_work(course):
    file = solve(course, NAME)
    mine = file.read_text()
    written = write({file: fresh_handout(NAME)})
    assert file.read_text(encoding="utf-8") == fresh_handout(NAME)
    assert [path.read_text() for path in written if path != file] == [mine]
    assert write({file: fresh_handout(NAME)}) == []


def test_make_check_names_what_differs_and_changes_nothing(course, said):
    lesson = course / "notebooks" / "00_start_here.ipynb"
    exercise = course / "exercises" / "01_max_pooling.ipynb"
    lesson.write_text(json.dumps(json.loads(lesson.read_text())))
    exercise.write_text(exercise.read_text().replace("# ANSWER 2", "# ANSWER 2 "))
    before = {path: path.read_text() for path in course.rglob("*.ipynb")}
    assert main(["make", "--check", "00", "01"]) == 1
    text = said()
    assert "not what its source makes: notebooks/00_start_here.ipynb" in text
    assert "not what its source makes: exercises/01_max_pooling.ipynb" in text
    assert text.count("not what its source makes") == 2
    assert {path: path.read_text() for path in course.rglob("*.ipynb")} == before


def test_make_stores_what_a_run_gives_and_make_check_runs_nothing(course):
    lesson = course / "notebooks" / "00_start_here.ipynb"
    made = lesson.read_text(encoding="utf-8")
    other = made.replace('"All four numbers:\\n"', '"All five numbers:\\n"')
    assert other != made
    lesson.write_text(other, encoding="utf-8")
    assert main(["make", "--check", "00"]) == 0
    assert main(["make", "00"]) == 0
    assert lesson.read_text(encoding="utf-8") == made


def test_make_of_what_is_not_there_is_told(course, said):
    assert main(["make", "--check", "77"]) == 2
    assert "No lesson and no solution has 77 in its name." in said()


def test_reset_of_a_copy_resets_the_exercise_and_keeps_the_copy(course):
    file = solve(course, NAME)
    copy = file.with_name(f"{NAME}-Copy1.ipynb")
    shutil.copy(file, copy)
    assert main(["reset", f"exercises/{copy.name}"]) == 0
    assert copy.exists()
    assert file.read_text(encoding="utf-8") == fresh_handout(NAME)


def test_the_result_says_which_file_it_is_of(course, said):
    solve(course, NAME)
    main(["check", "02"])
    assert f"This is exercises/{NAME}.ipynb as saved at " in said()


def test_progress_is_of_what_was_checked_not_of_what_was_saved_meanwhile(course, monkeypatch, said):
    file = solve(course, NAME)
    real = command.check

    def slow(*arguments):
        result = real(*arguments)
        solve(course, NAME, ["1"])
        return result

    monkeypatch.setattr(command, "check", slow)
    main(["check", "02"])
    said()
    main(["status"])
    assert "changed since" in said()
    assert file.exists()


@pytest.mark.parametrize("content", ["[", "{", '{"01_max_pooling": 3}', '{"01_max_pooling": {}}'])
def test_damaged_progress_counts_as_none(course, said, content):
    (course / ".course").mkdir()
    (course / ".course" / "progress.json").write_text(content)
    assert main(["status"]) == 0
    assert said().count("not started") == len(homework.NAMES)


@pytest.mark.parametrize("change", ["not JSON", "another answer", "an error"])
def test_a_changed_solution_is_told_and_does_no_harm(course, said, change):
    path = course / "solutions" / f"{NAME}.ipynb"
    text = path.read_text(encoding="utf-8")
    right = "* kernel).sum()"
    assert right in text
    wrong = {"not JSON": "{", "another answer": text.replace(right, "* kernel).max()")}
    path.write_text(wrong.get(change, text.replace(right, "* kernel).summ()")), encoding="utf-8")
    solve(course, NAME)
    assert main(["check", "02"]) == 0
    text = said()
    assert "02_convolution.ipynb in solutions/ can't be used" in text
    assert "10 of 10" in text


def test_a_console_that_knows_few_characters_is_no_obstacle(course):
    answers = homework.solutions("01_max_pooling")
    wrong = {**answers, "4": answers["4"].replace("-np.inf", "0")}
    homework.save(
        course / "exercises",
        "01_max_pooling",
        homework.fill(homework.notebook("01_max_pooling"), wrong),
    )
    done = subprocess.run(
        [sys.executable, "-m", "course_lib", "check", "01"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTEST_ADDOPTS": "-n 2"},
        capture_output=True,
        encoding="cp1252",
    )
    assert "8 of 10" in done.stdout
    assert "Likely reason: The padding is 0" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_make_tells_which_cell_fails(course, said):
    lesson = course / "notebooks" / "00_start_here.ipynb"
    document = json.loads(lesson.read_text())
    document["cells"][2]["source"] = "1 / 0"
    lesson.write_text(json.dumps(document))
    assert main(["make", "00"]) == 2
    text = said()
    assert "notebooks/00_start_here.ipynb: a cell fails" in text
    assert "ZeroDivisionError" in text


def test_a_notebook_that_is_checked_does_not_check_itself(course, monkeypatch, said):
    monkeypatch.setenv(CHECKING, "1")
    assert main(["check", "02"]) == 0
    assert said() == ""
