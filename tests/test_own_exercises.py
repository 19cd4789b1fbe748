"""An exercise of a teacher's own: begun, made, checked, handed out, graded; no package edited."""

import csv
import json
import shutil

import nbformat
import pytest
from helpers import homework, skip_without
from helpers.course_command import course

pytestmark = pytest.mark.once
NAME = "10_my_rows"
WRONG = "# ANSWER 1\ndef differences(row):\n    return row[:-1] - row[1:]"
RIGHT = "# ANSWER 1\ndef differences(row):\n    return np.diff(row)"


def answered(path, answer):
    document = json.loads(path.read_text("utf-8"))
    homework.answer_cell(document, "1")["source"] = answer
    return json.dumps(document)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a copy of the course with an exercise of a teacher's own, made and handed out."""
    folder = tmp_path_factory.mktemp("own")
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("course_lib", "notebooks", "exercises", "solutions"):
        shutil.copytree(homework.ROOT / name, folder / name, ignore=ignored)
    for name in ("README.md", "LICENSE", "Makefile", "environment.yml", "pyproject.toml"):
        shutil.copyfile(homework.ROOT / name, folder / name)
    package = {
        path: path.read_bytes()
        for path in (folder / "course_lib").rglob("*.*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for command in (["new-exercise", NAME], ["make", NAME], ["release", "handout"]):
        said, code = course(folder, *command)
        assert code == 0, said
    assert {path: path.read_bytes() for path in package} == package
    return folder


def test_what_is_made_has_no_answer(place):
    text = (place / "exercises" / f"{NAME}.ipynb").read_text("utf-8")
    assert "row[1:] - row[:-1]" not in text
    assert "SEED" not in text
    assert "### BEGIN" not in text
    said, code = course(place, "make", "--check", NAME)
    assert code == 0, said


@pytest.mark.parametrize(
    ("answer", "points", "told"),
    [
        (RIGHT, "2 of 2", "All right."),
        (WRONG, "0 of 2", "Likely reason: Each number was taken from the one before it."),
    ],
)
def test_it_is_checked_with_its_own_mistakes_by_teacher_and_class(place, answer, points, told):
    fresh = place / "exercises" / f"{NAME}.ipynb"
    text = answered(fresh, answer)
    handed = place / "handout" / "convolution-course"
    said, _ = course(handed, "status")
    assert NAME in said
    for folder in (place, handed):
        path = folder / "homework.ipynb"
        path.write_text(text, encoding="utf-8")
        said, _ = course(folder, "check", "homework.ipynb")
        assert points in said
        assert told in " ".join(said.split())


def test_the_class_gets_no_solution_of_it(place):
    handed, private = place / "handout" / "convolution-course", place / "handout" / "private"
    names = {path.relative_to(handed).as_posix() for path in (handed / "own").rglob("*.*")}
    assert {name for name in names if "__pycache__" not in name} == {
        f"own/{NAME}.py",
        f"own/released/{NAME}.ipynb",
    }
    assert "row[1:] - row[:-1]" not in (handed / f"own/released/{NAME}.ipynb").read_text("utf-8")
    assert (private / "solutions" / f"{NAME}.ipynb").exists()


def test_it_is_graded_in_the_sandbox(place):
    skip_without.sandbox()
    for student, answer in [("ada", RIGHT), ("bob", WRONG)]:
        path = place / "class" / student / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(answered(place / "exercises" / f"{NAME}.ipynb", answer), encoding="utf-8")
    private = place / "handout" / "private" / "solutions"
    for more in ([], ["--solutions", str(private), "--out", "other"]):
        said, code = course(place, "grade", "class", "--seconds", "60", *more)
        assert code == 0, said
    for out in ("grades", "other"):
        with (place / out / "grades.csv").open(encoding="utf-8-sig") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
        assert (rows["ada"]["points"], rows["bob"]["points"]) == ("2", "0")
        assert "Each number was taken" in rows["bob"]["rules broken"]


@pytest.mark.parametrize("name", ["my", "9_x", "09 x", "09_X", "../09_x", "01_other", NAME])
def test_a_name_that_cannot_be_used_is_refused(place, name):
    before = sorted((place / "own").iterdir())
    said, code = course(place, "new-exercise", name)
    assert code == 2
    assert "is no name" in said or "is there already" in said
    assert sorted((place / "own").iterdir()) == before


def test_what_is_missing_is_told_at_once(tmp_path):
    """A frame of three tasks: the first is made, of the others each place is named."""
    from course_lib.grading.canonical import NotebookError
    from course_lib.grading.new_exercise import new_exercise
    from course_lib.grading.own_cells import label, unfilled
    from course_lib.grading.sound import refuse_unsound

    paths = new_exercise(tmp_path, "77_new", tasks=3)
    notebook, mistakes = nbformat.read(paths[0], as_version=4), paths[1].read_text("utf-8")
    missing = unfilled(notebook, mistakes, "own/77_new.py")
    assert [line.split(" (")[0] for line in missing][::4] == [
        "cell 7, '## Task 2: FILL IN its title'",
        "cell 11, '## Task 3: FILL IN its title'",
        "own/77_new.py: FILL IN stands in line 16, 17, 21, 22, 29, 30.",
    ]
    notebook.cells[-1].source = "x = 1"
    label(notebook)
    notebook.cells[-1].metadata.clear()
    with pytest.raises(NotebookError) as refused:
        refuse_unsound(notebook, "own/77_new.ipynb", missing)
    for told in (*missing, "cell 14, 'x = 1' (hidden-3): it has no role"):
        assert told in str(refused.value)


def test_a_mistake_that_no_check_can_run_is_refused_with_the_error(place):
    path = place / "own" / f"{NAME}.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("return row[:-1] - row[1:]", "return rows[:-1] - row[1:]"))
    said, code = course(place, "make", NAME)
    path.write_text(text, encoding="utf-8")
    assert code == 2
    assert "no check prints anything with" in said
    assert "NameError: name 'rows' is not defined." in " ".join(said.split())


def test_no_metadata_is_typed(place):
    """Cells as JupyterLab adds them, one of them copied from another task: first lines tell."""
    path = place / "own" / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    texts = [
        "# ANSWER 2: Doubled (3 points)\ndef doubled(x):\n    ### BEGIN SOLUTION\n"
        "    return 2 * x\n    ### END SOLUTION",
        "# TRY 2.1\nshow(doubled(3))",
    ]
    new = [nbformat.v4.new_code_cell(text) for text in texts]
    new[1].metadata = {"course": {"role": "hidden", "task": "1", "id": "hidden-1"}}
    notebook.cells += new
    other = path.with_name("10_two.ipynb")
    nbformat.write(notebook, other)
    said, code = course(place, "make", "10_two")
    assert code == 0, said
    assert "task 1, Differences: 2 points, 1 check, 1 hidden check, 0 known mistakes" in said
    assert "task 2, Doubled: 3 points, 1 check, 0 hidden checks, 0 known mistakes" in said
    assert "One task is still the example." in said
    assert "Without a hidden check, who prints the numbers that are seen is right." in said
    for made in (other, place / "exercises" / "10_two.ipynb", place / "own/released/10_two.ipynb"):
        made.unlink()
