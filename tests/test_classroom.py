"""Grading a small class with the command, again after changes, and after an interruption."""

import csv
import json
import re
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import learner
import needs
import pytest
from attacks.submission import HONEST, NAME, filled

from course_lib import cli

pytestmark = pytest.mark.once


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return a folder with three submissions, into which the command writes its results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "find_course", lambda: learner.ROOT)
    for student, answers in {"ada": HONEST, "bob": {"3": HONEST["3"]}}.items():
        save(tmp_path, student, json.dumps(filled(answers)))
    save(tmp_path, "eve", "{")
    return tmp_path


def save(folder, student, text):
    path = folder / "class" / student / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def points(folder):
    found = {}
    with open(folder / "grades" / "grades.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["student"]] = found.get(row["student"], 0) + int(row["points"])
    return found


@pytest.fixture
def jobs(monkeypatch):
    """Return the students whose work is graded, in the order in which it is."""
    from course_lib.classroom import grade_all

    seen, real = [], grade_all.grade_one

    def grade_one(job):
        seen.append(job.student)
        return real(job)

    monkeypatch.setattr(grade_all, "grade_one", grade_one)
    return seen


def test_a_class_is_graded_and_only_changes_are_graded_again(place, jobs, capsys):
    needs.sandbox()
    (place / "list.csv").write_text("ada\nbob\nfred\n")
    command = ["grade", "class", "--students", "list.csv", "--seconds", "60"]
    assert cli.main([*command, "--seed", "5"]) == 0
    assert points(place) == {"ada": 10, "bob": 2, "eve": 0, "fred": 0}
    assert sorted(jobs) == ["ada", "bob", "eve"]
    said = capsys.readouterr().out
    assert "Not on the list: eve" in said
    assert "Nothing from: fred" in said
    assert "earlier" not in said
    assert len(list((place / "grades" / "students").iterdir())) == 4
    assert "seed 5" in (place / "grades" / "report.html").read_text("utf-8")
    jobs.clear()
    save(place, "bob", json.dumps(filled({"3": HONEST["3"], "5": HONEST["5"]})))
    assert cli.main(command[:2] + command[4:]) == 0
    assert (points(place)["bob"], jobs) == (4, ["bob"])
    said = capsys.readouterr().out
    assert "seed 5" in said
    assert re.search(r"From an earlier grading, not of this class: fred\S*\.html", said)


def test_marks_are_kept_for_the_same_conditions_only(tmp_path, monkeypatch):
    needs.module("course_lib.classroom.sandbox")
    from course_lib.classroom import grade_all
    from course_lib.classroom.grade_one import Marks
    from course_lib.classroom.handed_in import HandedIn
    from course_lib.classroom.limits import Limits
    from course_lib.classroom.store import Store

    graded, work = {NAME: SimpleNamespace(digest="d")}, []

    def grade_one(job):
        work.append(job.works[0].name)
        return (Marks(NAME, (), ()),)

    def grade(name="a/x.ipynb", sandboxed=True, seconds=10):
        one = HandedIn("ada", NAME, name, b"{}")
        with ThreadPoolExecutor(1) as executor:
            limits = Limits(cell_seconds=seconds)
            grade_all.grade_all([one], graded, Store(tmp_path), executor, limits, sandboxed)
        return len(work)

    monkeypatch.setattr(grade_all, "grade_one", grade_one)
    assert [grade(), grade(), grade("b/x.ipynb")] == [1, 1, 1]
    assert [grade("a/y.ipynb"), grade(sandboxed=False), grade(seconds=20)] == [2, 3, 4]
    monkeypatch.setattr(grade_all, "code_digest", lambda: "another")
    assert [grade(), grade()] == [5, 5]


def test_expected_numbers_are_kept_for_the_same_code_only(tmp_path, monkeypatch):
    needs.module("course_lib.classroom.sandbox")
    from course_lib.classroom import assignment

    made = []

    def with_hidden_checks(exercise, *arguments):
        made.append(arguments)
        return exercise

    monkeypatch.setattr(assignment, "with_hidden_checks", with_hidden_checks)
    monkeypatch.setattr(assignment, "mistaken_outputs", lambda *arguments: {})
    monkeypatch.setattr(assignment.sandbox, "command", lambda *arguments, **options: [])

    def prepare(**options):
        assignment.prepare(learner.solution_path(NAME), 1, tmp_path, **options)
        return len(made)

    assert [prepare(), prepare(), prepare(sandboxed=False)] == [1, 1, 2]
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "x.py").write_text("1")
    monkeypatch.setattr(assignment.sandbox_mounts, "PACKAGE", tmp_path / "package")
    assignment.code_digest.cache_clear()
    assert [prepare(), prepare()] == [3, 3]
    assignment.code_digest.cache_clear()


def test_an_interrupted_run_goes_on(place, jobs, monkeypatch):
    needs.sandbox()
    from course_lib.classroom import grade_all

    counting = grade_all.grade_one

    def interrupted(job):
        if jobs:
            raise KeyboardInterrupt
        return counting(job)

    monkeypatch.setattr(grade_all, "grade_one", interrupted)
    command = ["grade", "class", "--seconds", "60", "--jobs", "1"]
    assert cli.main(command) == 130
    monkeypatch.setattr(grade_all, "grade_one", counting)
    assert cli.main(command) == 0
    assert sorted(jobs) == ["ada", "bob", "eve"]
    assert points(place) == {"ada": 10, "bob": 2, "eve": 0}


def test_a_job_that_fails_costs_the_others_nothing(place, monkeypatch, capsys):
    needs.sandbox()
    from course_lib.classroom import grade_all

    real = grade_all.grade_one

    def failing(job):
        if job.student == "bob":
            raise RuntimeError("the disk is full")
        return real(job)

    monkeypatch.setattr(grade_all, "grade_one", failing)
    assert cli.main(["grade", "class", "--seconds", "60"]) == 1
    assert points(place)["ada"] == 10
    assert "RuntimeError: the disk is full" in capsys.readouterr().out
    text = (place / "grades" / "grades.csv").read_text("utf-8")
    assert text.count("could not be graded") == 5


def test_without_a_sandbox_nothing_is_graded(place, monkeypatch, capsys):
    sandbox = needs.module("course_lib.classroom.sandbox")
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert cli.main(["grade", "class"]) == 2
    told = capsys.readouterr().err
    assert "sudo apt install bubblewrap" in told
    assert "--unsafe" in told
    assert not (place / "grades").exists()


@pytest.mark.parametrize("option", ["--out", "--solutions", None])
def test_nothing_that_learners_code_can_read_is_graded_from_or_to(place, capsys, option):
    needs.sandbox()
    there = ["class", option, "/usr/share/x"] if option else ["/usr/share"]
    assert cli.main(["grade", *there]) == 2
    assert "which learners' code can read. Move it" in capsys.readouterr().err
    assert not (place / "grades").exists()


def test_a_machine_without_a_filter_is_told(monkeypatch, capsys):
    needs.sandbox()
    from course_lib.classroom import command

    command._demand_sandbox()
    assert "not filtered" not in capsys.readouterr().out
    monkeypatch.setattr(command, "call_filter", lambda: b"")
    command._demand_sandbox()
    assert "system calls are not filtered" in capsys.readouterr().out


def test_results_are_for_nobody_else(tmp_path):
    needs.module("course_lib.classroom.sandbox")
    from course_lib.classroom.store import Store

    tmp_path.chmod(0o755)
    Store(tmp_path / "grades")
    Store(tmp_path)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "grades")}
    assert modes == {tmp_path: 0o755, tmp_path / "grades": 0o700}


def test_a_folder_without_notebooks_is_told(tmp_path, monkeypatch, capsys):
    needs.sandbox()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "find_course", lambda: learner.ROOT)
    assert cli.main(["grade", str(tmp_path)]) == 2
    assert "holds no notebook" in capsys.readouterr().err
