"""A class of 120 with every kind of name and file, from the download to the files that go back."""

import csv
import io
import json
import random
import re
import unicodedata
import zipfile

import pytest
from attacks.submission import HONEST, NAME, filled
from helpers import homework, skip_without

from course_lib import cli

pytestmark = pytest.mark.once
SECOND = "02_convolution"
FIRST_NAMES = [
    "Zoë",
    "Jürgen",
    "François",
    "Łukasz",
    "O'Brien",
    "小明",
    "민준",
    "Ana María",
    "Nguyễn",
    "Bob",
]
LAST_NAMES = [
    "Müller",
    "d'Étoile",
    "Żak",
    "王",
    "김",
    "García López",
    "Smith",
    "Ó Súilleabháin",
    "Doe",
    "=cmd()",
]
LAST_NAMES += ["van der Berg", "Æther"]


def plain(text):
    return re.sub(r"[\W_]", "", text).casefold()


class Student:
    """Somebody of the class: number k of 120, with an id and what should come out."""

    def __init__(self, k):
        self.k, self.id = k, str(10_000 + k)
        self.first, self.last = FIRST_NAMES[k % 10], LAST_NAMES[k // 10]
        self.name = f"{self.last}, {self.first}"
        self.right = "12345"[: k % 6]
        self.points = 2 * len(self.right)
        # What is handed in comes in one of these shapes; the last four can't be graded.
        self.shape = ("notebook", "twice", "late", "txt", "renamed", "zip", "utf16")[k % 7]
        self.shape = {3: "pdf", 9: "tar", 15: "damaged zip", 21: "nothing"}.get(k % 40, self.shape)

    @property
    def graded(self):
        return self.shape not in ("pdf", "tar", "damaged zip", "nothing")

    def notebook(self, right=None):
        answers = {key: HONEST[key] for key in (self.right if right is None else right)}
        document = filled(answers)
        document["cells"].append(homework.code_cell(f"me = {self.k}"))
        return json.dumps(document).encode()

    def files(self):
        """Return what Canvas gives for this student: names and bytes."""
        name, whole = f"{plain(self.last)}{plain(self.first)}_", self.notebook()
        number = f"{self.id}_{self.k + 500}_"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"exercises/{NAME}.ipynb", whole)
        return {
            "notebook": {f"{name}{number}{NAME}.ipynb": whole},
            "twice": {
                f"{name}{number}{NAME}.ipynb": self.notebook(""),
                f"{name}{number}{NAME}-1.ipynb": whole,
            },
            "late": {
                f"{name}{number}{NAME}.ipynb": whole,
                f"{name}LATE_{number}{NAME}-1.ipynb": self.notebook("12345"),
            },
            "txt": {f"{name}{number}{NAME}.ipynb.txt": whole},
            "renamed": {f"{name}{number}{SECOND}.ipynb": whole},
            "zip": {f"{name}{number}work.zip": packed.getvalue()},
            "utf16": {f"{name}{number}homework.ipynb": whole.decode().encode("utf-16")},
            "pdf": {f"{name}{number}{NAME}.pdf": b"%PDF"},
            "tar": {f"{name}{number}{NAME}.tar.gz": b"x"},
            "damaged zip": {f"{name}{number}work.zip": b"PK damaged"},
            "nothing": {},
        }[self.shape]


CLASS = [Student(k) for k in range(120)]


def canvas_export():
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Student", "ID", "SIS Login ID", "Section", "01 Max pooling (77)", "Score"])
    writer.writerow(["    Points Possible", "", "", "", "10", "(read only)"])
    for one in CLASS:
        writer.writerow([one.name, one.id, f"login{one.k}", "A", "", ""])
    return unicodedata.normalize("NFD", out.getvalue())


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder in which the class has been graded, from one zip."""
    skip_without.sandbox()
    folder = tmp_path_factory.mktemp("class")
    with zipfile.ZipFile(folder / "download.zip", "w") as archive:
        everything = {name: data for one in CLASS for name, data in one.files().items()}
        for name, data in random.Random(5).sample(sorted(everything.items()), len(everything)):
            archive.writestr(name, data)
    (folder / "canvas.csv").write_text(canvas_export(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(cli, "find_course", lambda: homework.ROOT)
        command = ["grade", "download.zip", "--students", "canvas.csv", "--canvas", "canvas.csv"]
        assert cli.main([*command, "--seconds", "60"]) == 0
    return folder


@pytest.fixture
def again(place, monkeypatch, capsys):
    """Return what works the results out again; nothing may be graded for that."""
    from course_lib.classroom import grade_all

    def refuse(job):
        raise AssertionError("graded again")

    monkeypatch.chdir(place)
    monkeypatch.setattr(cli, "find_course", lambda: homework.ROOT)
    monkeypatch.setattr(grade_all, "grade_one", refuse)

    def again(*options):
        assert cli.main(["grade", *options]) == 0
        return capsys.readouterr().out

    return again


def table(place, name="totals", key="id"):
    with open(place / "grades" / f"{name}.csv", encoding="utf-8-sig") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def test_everybody_has_what_the_answers_deserve(place):
    found = table(place)
    assert len(found) == len(CLASS)
    expected = {one.id: f"{one.points if one.graded else 0:g}" for one in CLASS}
    assert {number: row[NAME] for number, row in found.items()} == expected
    assert SECOND not in next(iter(found.values()))


def test_whatever_was_not_graded_is_listed_with_its_owner(place):
    listed = table(place, "unused", "file")
    for one in CLASS:
        if not one.graded and one.shape != "nothing":
            for name in one.files():
                assert listed[name]["id"] == one.id
    result = {row["id"]: row["result"] for row in table(place, "grades", "id").values()}
    for one in CLASS:
        if not one.graded:
            words = "nothing handed in" if one.shape == "nothing" else "nothing that can be graded"
            assert words in result[one.id]


def test_the_report_and_unused_csv_count_the_same(place):
    with open(place / "grades" / "unused.csv", encoding="utf-8-sig") as file:
        lines = len(list(csv.DictReader(file)))
    report = (place / "grades" / "report.html").read_text("utf-8")
    assert f"unused.csv has {lines} lines." in report


def test_late_is_who_has_nothing_in_time(place, again):
    said = again("--canvas", "canvas.csv")
    late = {one.name for one in CLASS if one.shape == "late" and one.right != "12345"}
    told = next(line for line in said.split("\n") if line.startswith("In time; a copy"))
    assert {name for name in late if name in told} == late
    assert not re.search(r"^Late", said, re.MULTILINE)
    deadline = f"[exercises.{NAME}]\ndeadline = 2020-01-01T00:00:00\n"
    (place / "grades" / "decisions.toml").write_text(deadline, encoding="utf-8")
    assert re.search(r"^Late: ", again("--canvas", "canvas.csv"), re.MULTILINE) is not None
    (place / "grades" / "decisions.toml").write_text("", encoding="utf-8")
    again("--canvas", "canvas.csv")


def test_canvas_gets_its_file_back(place):
    text = (place / "grades" / "canvas.csv").read_text("utf-8-sig")
    rows = {line[1]: line[4] for line in csv.reader(io.StringIO(text))}
    for one in CLASS:
        assert rows[one.id] == (f"{one.points}" if one.graded else "")


def test_everybody_has_a_page(place):
    pages = table(place, "pages")
    assert {(place / "grades" / row["page"]).exists() for row in pages.values()} == {True}
    assert len({row["page"] for row in pages.values()}) == len(CLASS)
    late = next(one for one in CLASS if one.shape == "late")
    assert "LATE_" in (place / "grades" / pages[late.id]["page"]).read_text("utf-8")
    report = (place / "grades" / "report.html").read_text("utf-8")
    assert all(row["page"] in report for row in pages.values())


def test_what_is_decided_takes_seconds_and_grades_nothing(place, again):
    late, other = [one for one in CLASS if one.shape == "late"][:2]
    (place / "grades" / "decisions.toml").write_text(
        f'[exercises.{NAME}]\ndrop = ["1"]\n'
        f'[[students]]\nstudent = "{late.id}"\nexercise = "{NAME}"\ncounts = "-1.ipynb"\n'
        f'[[students]]\nstudent = "{other.id}"\nexercise = "{NAME}"\npoints = 7.5\nreason = "x"\n',
        encoding="utf-8",
    )
    before = table(place)
    again("--canvas", "canvas.csv")
    found = table(place)
    assert (found[late.id][NAME], found[other.id][NAME]) == ("8", "7.5")
    one = next(one for one in CLASS if one.shape == "zip" and one.points == 10)
    assert (before[one.id][NAME], found[one.id][NAME]) == ("10", "8")
    (place / "grades" / "decisions.toml").write_text("", encoding="utf-8")
    again("--canvas", "canvas.csv")
    assert table(place) == before


def test_the_same_download_again_changes_nothing(place, again):
    files = {path: path.read_bytes() for path in (place / "grades").glob("*.csv")}
    again("download.zip", "--seconds", "60")
    assert {path: path.read_bytes() for path in files} == files


def test_a_second_exercise_erases_nothing(place, again, monkeypatch):
    from course_lib.classroom import grade_all, grade_one

    before = table(place)
    monkeypatch.setattr(grade_all, "grade_one", grade_one.grade_one)
    with zipfile.ZipFile(place / "second.zip", "w") as archive:
        for one in CLASS[:2]:
            name = f"{plain(one.last)}{plain(one.first)}_{one.id}_9_{SECOND}.ipynb"
            archive.writestr(name, json.dumps(homework.notebook(SECOND)))
    said = again("second.zip", "--seconds", "60")
    assert f"{SECOND}: handed in by 2 of 120, so nobody is missing it" in said
    found = table(place)
    damaged = next(one for one in CLASS if one.shape == "damaged zip")
    assert found[damaged.id][SECOND] == ""  # it came along with the first exercise
    assert {number: row[NAME] for number, row in found.items()} == {
        number: row[NAME] for number, row in before.items()
    }
    assert [found[one.id][SECOND] for one in CLASS[:3]] == ["0", "0", ""]
