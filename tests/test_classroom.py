"""Grading a small class with the command, again after changes, and after an interruption."""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from attacks.submission import HONEST, NAME, filled
from helpers import homework, skip_without

from course_lib import cli

pytestmark = pytest.mark.once


CLASS = ["grade", "class", "--seconds", "60"]


@pytest.fixture
def submissions(tmp_path, monkeypatch):
    """Return a folder with three submissions, into which the command writes its results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "find_course", lambda: homework.ROOT)
    for student, answers in {"ada": HONEST, "bob": {"3": HONEST["3"]}}.items():
        save(tmp_path, student, json.dumps(filled(answers)))
    save(tmp_path, "eve", "{")
    return tmp_path


@pytest.fixture
def place(submissions):
    """Return the folder of submissions, where there is a sandbox to grade them in."""
    skip_without.sandbox()
    return submissions


@pytest.fixture
def told(capsys):
    """Return a function that returns all that was said since it was last asked, in one line."""
    return lambda: " ".join("".join(capsys.readouterr()).split())


def save(folder, student, text):
    path = folder / "class" / student / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def table(folder, name="totals"):
    """Return a table of the results: student → column → text."""
    with open(folder / "grades" / f"{name}.csv", encoding="utf-8-sig") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def points(folder):
    return {student: int(row[NAME]) for student, row in table(folder).items()}


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


def test_a_class_is_graded_and_only_changes_are_graded_again(place, jobs, told):
    (place / "list.csv").write_text("ada\nbob\nfred\n")
    assert cli.main([*CLASS, "--students", "list.csv", "--seed", "5"]) == 0
    assert points(place) == {"ada": 10, "bob": 2, "eve": 0, "fred": 0}
    assert sorted(jobs) == ["ada", "bob", "eve"]
    said = told()
    assert "Not on the list: eve" in said
    assert "Nothing that counts from 1: fred" in said
    assert "earlier" not in said
    assert f"Not graded: eve/{NAME}.ipynb (not a readable notebook)" in said
    assert table(place, "unused")["eve"]["reason"] == "not a readable notebook"
    assert len(list((place / "grades" / "students").iterdir())) == 4
    assert "seed 5" in (place / "grades" / "report.html").read_text("utf-8")
    jobs.clear()
    save(place, "bob", json.dumps(filled({"3": HONEST["3"], "5": HONEST["5"]})))
    assert cli.main(CLASS) == 0
    assert (points(place)["bob"], jobs) == (4, ["bob"])
    assert "seed 5" in told()
    assert cli.main(["grade", "class/eve", "--student", "adda"]) == 2
    said = told()
    assert "Nobody on the list of the class is called 'adda', as --student says." in said
    assert "Do you mean ada?" in said


def test_no_grading_erases_what_another_one_graded(place, jobs):
    second = "02_convolution"
    assert cli.main(CLASS) == 0
    for student in ("ada", "carl"):
        path = place / "second" / student / f"{second}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(homework.notebook(second)), encoding="utf-8")
    assert cli.main(["grade", "second", "--seconds", "60"]) == 0
    everybody = {"ada": 10, "bob": 2, "carl": 0, "eve": 0}
    assert points(place) == everybody
    assert {row[second] for row in table(place).values()} == {"0"}
    jobs.clear()
    one = {"5": HONEST["5"], "3": HONEST["3"]}
    save(place, "bob", json.dumps(filled(one)))
    assert cli.main(["grade", f"class/bob/{NAME}.ipynb", "--seconds", "60"]) == 0
    assert (jobs, points(place)) == (["bob"], {**everybody, "bob": 4})
    save(place, "bob", json.dumps(filled({**one, "2": HONEST["2"]})))
    assert cli.main(["grade", "class/bob", "--seconds", "60"]) == 0
    assert points(place) == {**everybody, "bob": 6}
    loose = place / "Downloads" / f"{NAME}.ipynb"
    loose.parent.mkdir()
    loose.write_text(json.dumps(filled(one)), encoding="utf-8")
    assert cli.main(["grade", str(loose), "--seconds", "60"]) == 2
    assert points(place) == {**everybody, "bob": 6}
    assert cli.main(["grade", str(loose), "--student", "dora", "--seconds", "60"]) == 0
    assert points(place) == {**everybody, "bob": 6, "dora": 4}


def test_what_a_teacher_writes_into_the_results_is_kept(place, capsys):
    assert cli.main(CLASS) == 0
    path = place / "grades" / "totals.csv"
    path.write_text("mine", encoding="utf-8")
    capsys.readouterr()
    for _ in range(2):
        assert cli.main(["grade"]) == 0
    assert capsys.readouterr().out.count("You had changed totals.csv: your version is kept") == 1
    (kept,) = path.parent.glob("totals.yours-*.csv")
    assert kept.read_text("utf-8") == "mine"
    assert points(place)["ada"] == 10


def test_the_page_of_who_is_no_longer_there_goes(place, told):
    assert cli.main(CLASS) == 0
    grades = place / "grades"
    (grades / "decisions.toml").write_text('[[names]]\nhanded_in_as = "eve"\nstudent = ""\n')
    (grades / "canvas.csv").touch()
    record = grades / "private" / "written.json"
    written = json.loads(record.read_text())
    record.write_text(json.dumps({**written, "canvas.csv": "of a run before"}))
    told()
    assert cli.main(["grade"]) == 0
    assert [page.name[:3] for page in sorted((grades / "students").iterdir())] == ["ada", "bob"]
    assert "canvas.csv is of an earlier run. Fill it anew before you upload it: --canvas" in told()


def test_two_gradings_do_not_work_in_one_folder(place, told):
    from course_lib.classroom.store import Store

    with Store(place / "grades").alone():
        assert cli.main(CLASS) == 2
    assert "Another course grade works in grades" in told()


def test_marks_are_kept_for_the_same_conditions_only(tmp_path, monkeypatch):
    skip_without.module("course_lib.classroom.sandbox")
    from course_lib.classroom import grade_all
    from course_lib.classroom.grade_one import Marks
    from course_lib.classroom.handed_in import HandedIn
    from course_lib.classroom.limits import Limits
    from course_lib.classroom.owners import Owner
    from course_lib.classroom.store import Store

    graded, work = {NAME: SimpleNamespace(digest="d")}, []

    def grade_one(job):
        work.append(job.works[0].name)
        return (Marks(NAME, (), ()),)

    def grade(name="a/x.ipynb", sandboxed=True, seconds=10):
        one = HandedIn(Owner("ada"), NAME, name, b"{}")
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
    skip_without.module("course_lib.classroom.sandbox")
    from course_lib.classroom import assignment

    made = []

    def with_hidden_checks(exercise, *arguments):
        made.append(arguments)
        return exercise

    monkeypatch.setattr(assignment, "with_hidden_checks", with_hidden_checks)
    monkeypatch.setattr(assignment, "wrong_answers", lambda *arguments: {})
    monkeypatch.setattr(assignment.sandbox, "command", lambda *arguments, **options: [])

    def prepare(**options):
        assignment.prepare(homework.solution_path(NAME), 1, tmp_path, **options)
        return len(made)

    assert [prepare(), prepare(), prepare(sandboxed=False)] == [1, 1, 2]
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "x.py").write_text("1")
    monkeypatch.setattr(assignment.sandbox_mounts, "PACKAGE", tmp_path / "package")
    assignment.code_digest.cache_clear()
    assert [prepare(), prepare()] == [3, 3]
    assignment.code_digest.cache_clear()


def test_an_interrupted_run_goes_on(place, jobs, monkeypatch):
    from course_lib.classroom import grade_all

    counting = grade_all.grade_one

    def interrupted(job):
        if jobs:
            raise KeyboardInterrupt
        return counting(job)

    monkeypatch.setattr(grade_all, "grade_one", interrupted)
    command = [*CLASS, "--jobs", "1"]
    assert cli.main(command) == 130
    monkeypatch.setattr(grade_all, "grade_one", counting)
    assert cli.main(command) == 0
    assert sorted(jobs) == ["ada", "bob", "eve"]
    assert points(place) == {"ada": 10, "bob": 2, "eve": 0}


def test_a_job_that_fails_costs_the_others_nothing(place, monkeypatch, capsys):
    from course_lib.classroom import grade_all

    real = grade_all.grade_one

    def failing(job):
        if job.student == "bob":
            raise RuntimeError("the disk is full")
        return real(job)

    monkeypatch.setattr(grade_all, "grade_one", failing)
    assert cli.main(CLASS) == 1
    assert points(place)["ada"] == 10
    assert "RuntimeError: the disk is full" in capsys.readouterr().out
    text = (place / "grades" / "grades.csv").read_text("utf-8")
    assert text.count("could not be graded") == 5


def test_without_a_sandbox_nothing_is_graded(submissions, monkeypatch, told):
    sandbox = skip_without.module("course_lib.classroom.sandbox")
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert cli.main(["grade", "class"]) == 2
    said = told()
    assert "sudo apt install bubblewrap" in said
    assert "--unsafe" in said
    assert not (submissions / "grades").exists()


NO_SOLUTIONS = f"{NAME}.ipynb is not there, and without it nothing is graded."
READABLE = "which learners' code can read. Move it"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["class", "--solutions", "none"], [NO_SOLUTIONS, "--solutions FOLDER"]),
        (["class", "--out", "/usr/share/x"], [READABLE]),
        (["class", "--solutions", "/usr/share/x"], [READABLE]),
        (["/usr/share"], [READABLE]),
    ],
)
def test_nothing_is_graded_from_or_to_a_wrong_place(place, told, arguments, words):
    assert cli.main(["grade", *arguments]) == 2
    said = told()
    assert all(text in said for text in words)
    assert not (place / "grades").exists()


def test_a_machine_without_a_filter_is_told(monkeypatch, capsys):
    skip_without.sandbox()
    from course_lib.classroom import command

    command._demand_sandbox()
    assert "not filtered" not in capsys.readouterr().out
    monkeypatch.setattr(command, "call_filter", lambda: b"")
    command._demand_sandbox()
    assert "system calls are not filtered" in capsys.readouterr().out


def test_results_are_for_nobody_else(tmp_path):
    skip_without.module("course_lib.classroom.sandbox")
    from course_lib.classroom.store import Store

    tmp_path.chmod(0o755)
    Store(tmp_path / "grades")
    Store(tmp_path)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "grades")}
    assert modes == {tmp_path: 0o755, tmp_path / "grades": 0o700}


def test_a_folder_without_notebooks_is_told(tmp_path, monkeypatch, capsys):
    skip_without.sandbox()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "find_course", lambda: homework.ROOT)
    assert cli.main(["grade", str(tmp_path)]) == 2
    assert "holds no file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []  # a run that is refused leaves nothing
    (tmp_path / "grades").mkdir()
    assert cli.main(["grade", str(tmp_path / "nothing")]) == 2
    assert "is not there" in capsys.readouterr().err
    assert (tmp_path / "grades").exists()
