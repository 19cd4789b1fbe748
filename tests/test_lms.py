"""The files of Canvas and Moodle are filled so that they import again, and nothing else changes."""

import csv
import io

import pytest
from helpers.gradebooks import ONE, TWO, Class

from course_lib.classroom import CannotGrade
from course_lib.classroom.decisions import ByHand, Decisions, Rules
from course_lib.classroom.grade_one import Mark
from course_lib.classroom.lms import fill_canvas, fill_moodle, known_as
from course_lib.classroom.owners import Owner

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,01 Max pooling (98765),Quiz (1),Final Score
    Points Possible,,,,,10.00,5.00,(read only)
"Doe, Jane",12345,s1,jdoe,A,,3,
"Müller, Bob",12346,s2,bm,A,7,,88
"Nobody, No",12348,s4,nn,A,4,,
"Student, Test",99999,,,A,,,
"""
MOODLE = """\
Identifier,Full name,Email address,Status,Grade,Maximum grade,Feedback comments
Participant 12,Bob Smith,bob@x.org,Submitted,,10.00,
Participant 13,Bob Smith,bob2@x.org,Submitted,,10.00,Hello
Participant 14,Eve,eve@x.org,No submission,,10.00,
"""


def lines_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def canvas_class():
    made = Class(CANVAS)
    made.hand_in(Owner("doejane", "12345", "canvas"), right="123")
    made.hand_in(Owner("mullerbob", "12346", "canvas"), right="1")
    return made


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(CANVAS, "utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_but_for_the_points_a_file_comes_back_as_it_was(
    canvas_class, tmp_path, end, mark, encoding
):
    """Columns, their order, what divides them, and how lines end; and the mark that Excel needs."""
    given = {"canvas": CANVAS, "moodle": MOODLE}
    for name, text in given.items():
        rows = lines_of(text)
        if mark != ",":
            quoted = io.StringIO()
            csv.writer(quoted, delimiter=mark, lineterminator="\n").writerows(rows)
            given[name] = text = quoted.getvalue()
        (tmp_path / f"{name}.csv").write_bytes(text.replace("\n", end).encode(encoding))
    text, told = fill_canvas(tmp_path / "canvas.csv", canvas_class.work_out(), Decisions())
    assert told == []
    expected = given["canvas"].replace(f"A{mark}{mark}3", f"A{mark}6{mark}3")
    expected = expected.replace(f"A{mark}7{mark}{mark}88", f"A{mark}2{mark}{mark}88")
    assert text == "\ufeff" + expected.replace("\n", end)
    made = Class()
    made.hand_in(Owner("Bob Smith", "12", "moodle"), right="1")
    _, text, _ = fill_moodle(tmp_path / "moodle.csv", made.work_out())
    expected = given["moodle"].replace("Submitted" + 2 * mark, f"Submitted{mark}2{mark}", 1)
    assert text == "\ufeff" + expected.replace("\n", end)


def test_canvas_is_told_what_has_no_place(canvas_class, export):
    export.write_text(CANVAS.replace("12346", "77777").replace("10.00", "20"), "utf-8")
    canvas_class.hand_in(Owner("doejane", "12345", "canvas"), TWO)
    text, told = fill_canvas(export, canvas_class.work_out(), Decisions())
    assert lines_of(text)[3][5] == "2"  # by the name, which only one has
    assert any(f"no column for {TWO}" in line for line in told)
    assert f"{ONE} is worth 10 points here, 20 there." in told
    export.write_text(CANVAS.replace("Müller, Bob", "Other"), "utf-8")
    told = fill_canvas(export, canvas_class.work_out(), Decisions())[1]
    assert not any("no line" in line for line in told)
    made = Class()
    made.hand_in(Owner("eve", "5", "canvas"))
    _, told = fill_canvas(export, made.work_out(), Decisions())
    assert told == [f"export.csv has no line for eve (5) ({ONE})"]


def test_canvas_with_a_column_decided_on_and_an_excuse(canvas_class, export):
    excused = ByHand("", "12345", ONE, excused=True)
    decisions = Decisions({ONE: Rules(canvas="Quiz")}, (excused,))
    text, _ = fill_canvas(export, canvas_class.work_out(decisions), decisions)
    assert [line[5:7] for line in lines_of(text)[2:4]] == [["", "EX"], ["7", "2"]]


def test_what_could_not_be_graded_leaves_the_cell_as_it_was(export):
    made = Class(CANVAS)
    made.hand_in(Owner("mullerbob", "12346", "canvas"), marks=[Mark("1", 0, "ungraded")])
    text, _ = fill_canvas(export, made.work_out(), Decisions())
    assert lines_of(text)[3][5] == "7"


def test_moodle_tells_two_of_a_name_by_their_numbers(tmp_path):
    made, path = Class(), tmp_path / "Grades.csv"
    path.write_text(MOODLE, "utf-8")
    made.hand_in(Owner("Bob Smith", "12", "moodle"), right="1")
    made.hand_in(Owner("Bob Smith", "13", "moodle"), right="123")
    made.hand_in(Owner("Bob Smith", "99", "moodle"), TWO)
    name, text, told = fill_moodle(path, made.work_out())
    assert (name, [line[4] for line in lines_of(text)]) == (ONE, ["Grade", "2", "6", ""])
    assert [line[6] for line in lines_of(text)] == ["Feedback comments", "", "Hello", ""]
    assert told == []


def test_moodle_tells_by_name_where_files_came_otherwise(tmp_path):
    made, path = Class(), tmp_path / f"Grades-{TWO}.csv"
    path.write_text(MOODLE.replace("10.00", "100.00"), "utf-8")
    for exercise in (ONE, TWO):
        made.hand_in("Eve", exercise, right="12")
    name, text, told = fill_moodle(path, made.work_out())
    assert (name, lines_of(text)[3][4]) == (TWO, "4")
    assert told == [f"{TWO} is worth 10 points here, 100.00 there."]
    path.rename(tmp_path / "Grades.csv")
    with pytest.raises(CannotGrade, match="does not tell its exercise"):
        fill_moodle(tmp_path / "Grades.csv", made.work_out())


def test_another_file_is_refused(tmp_path):
    made, path = Class(), tmp_path / "x.csv"
    made.hand_in("ada")
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CannotGrade, match="has no column ID and Student"):
        fill_canvas(path, made.work_out(), Decisions())
    with pytest.raises(CannotGrade, match="has no column Identifier and Grade"):
        fill_moodle(path, made.work_out())


def test_what_the_files_say_of_numbers(export, tmp_path):
    moodle = tmp_path / "moodle.csv"
    moodle.write_text(MOODLE, "utf-8")
    assert known_as(export, "canvas")["canvas 12345"] == ["s1", "jdoe"]
    assert known_as(moodle, "moodle") == {
        "moodle 12": ["bob@x.org"],
        "moodle 13": ["bob2@x.org"],
        "moodle 14": ["eve@x.org"],
    }
