"""The gradebook has a row for everything; the pages give nothing hidden away."""

import csv
import io
import re

import pytest
from helpers.gradebooks import EXERCISES, HIDDEN, ONE, RULE, TWO, WRONG, Class, points

from course_lib.classroom import CannotGrade
from course_lib.classroom.book import Book, Copy
from course_lib.classroom.class_page import class_page
from course_lib.classroom.grade_one import Mark
from course_lib.classroom.owners import Owner
from course_lib.classroom.people import Person
from course_lib.classroom.store import Store
from course_lib.classroom.student_page import file_name, student_page
from course_lib.classroom.tables import grades, pages, sum_of, totals, unused


def small_class(**options):
    made = Class(**options)
    made.hand_in("ada", file="ada-0.ipynb", right="1", when=1.0)
    made.hand_in("ada", file="ada.ipynb", when=2.0)
    made.hand_in("bob", marks=[WRONG, HIDDEN, Mark("4", 0, "error", error="KeyError")])
    made.put_aside("eve", "eve.pdf")
    return made


def lines_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_student_and_task_has_a_row():
    lines = lines_of(grades(small_class(students="Ada\nbob\nfred\n").work_out()))
    by_student = {}
    for line in lines:
        by_student.setdefault(line["student"], []).append((line["points"], line["result"]))
    assert by_student["Ada"] == [("2", "right")] * 5
    wrong, stopped = ("0", "not right yet"), ("0", "stopped with an error")
    assert by_student["bob"] == [("2", "right"), wrong, wrong, stopped, ("2", "right")]
    assert by_student["eve"] == [("0", "handed in, but nothing that can be graded")] * 5
    assert by_student["fred"] == [("0", "nothing handed in")] * 5
    about = {"file": "ada.ipynb", "other files": "ada-0.ipynb", "notes": "A note."}
    assert lines[0].items() >= about.items()


def test_who_handed_in_nothing_usable_has_a_row_in_a_book_of_nothing():
    made = Class()
    made.put_aside("eve", "eve.pdf")
    (line,) = lines_of(grades(made.work_out()))
    assert (line["student"], line["file"]) == ("eve", "eve.pdf")
    assert line["result"] == "handed in, but nothing that can be graded"


def test_an_exercise_that_few_handed_in_is_missing_to_nobody():
    made = Class()
    for name in "abcdefghi":
        made.hand_in(name)
    made.hand_in("a", TWO)
    book = made.work_out()
    assert points(book)["a"] == {ONE: 10, TWO: 10}
    assert points(book)["b"] == {ONE: 10}
    assert book.problems == [
        f"{TWO}: handed in by 1 of 9, so nobody is missing it. If you have set it, say so in "
        f"decisions.toml: [exercises.{TWO}]"
    ]


def test_a_book_keeps_all_that_was_ever_added(tmp_path):
    first, path = small_class(students="x"), tmp_path / "book.json"
    first.book.save(path)
    again = Book.load(path)
    assert again.students == "x"
    for kept in ("copies", "unused", "exercises"):
        assert getattr(again, kept) == getattr(first.book, kept)
    first.book = again
    more = first.hand_in("carl", TWO)
    before = {"ada": {ONE: 10}, "bob": {ONE: 4}, "eve": {ONE: 0}, "x": {ONE: 0}}
    # Who is on no list misses nothing; of eve's file nobody can tell now which exercise it is.
    assert points(first.work_out()) == {**before, "carl": {TWO: 10}, "eve": {}}
    first.book.add(Copy.of(more))
    first.hand_in("bob", TWO, right="2")
    after = {**before, "eve": {}, "bob": {ONE: 4, TWO: 2}, "x": {ONE: 0, TWO: 0}, "carl": {TWO: 10}}
    assert points(first.work_out()) == after


def test_what_comes_again_keeps_its_marks_and_all_its_times():
    made = Class()
    one = made.hand_in("ada", when=5.0)
    again = Copy.of(one)
    made.book.add(again)
    ((_, copy),) = made.book.copies.items()
    assert (copy.stamp, copy.seed, [time.when for time in copy.times]) == (one.digest, 7, [5.0])
    made.book.mark(one, "", "the disk is full", 8)
    ((_, copy),) = made.book.copies.items()
    assert (copy.stamp, copy.seed, copy.reason) == (one.digest, 7, "")


def test_who_goes_back_to_an_earlier_version_is_graded_by_it():
    made = Class()
    first = made.hand_in("ada", right="1", when=1.0)
    made.hand_in("ada", right="12", when=2.0)
    assert points(made.work_out()) == {"ada": {ONE: 4}}
    back = Copy.of(first)
    made.book.add(Copy(**{**vars(back), "times": (back.times[0]._replace(when=3.0),)}))
    assert points(made.work_out()) == {"ada": {ONE: 2}}


def test_a_damaged_book_is_never_begun_anew(tmp_path):
    path = tmp_path / "book.json"
    for text in ("{", "{}", "[]", '{"students": "", "exercises": {}, "copies": [3], "unused": []}'):
        path.write_text(text)
        with pytest.raises(CannotGrade, match=r"is damaged .* so nothing was changed"):
            Book.load(path)


def test_names_that_differ_in_capitals_keep_their_rows_together():
    made = Class()
    for name in ("ada", "Ada"):
        made.hand_in(name)
    found = [line["student"] for line in lines_of(grades(made.work_out()))]
    assert found == ["Ada"] * 5 + ["ada"] * 5


def test_no_name_starts_another_column_or_a_formula():
    made = Class()
    made.put_aside("eve;=1+1", "eve.pdf")
    made.hand_in("=cmd()")
    for table in (grades, totals, pages, unused):
        text = table(made.work_out())
        assert ";" not in text
        assert {name[0] for name in (line["student"] for line in lines_of(text))} <= {"e", "'"}


def test_totals_have_a_line_a_student_and_a_column_an_exercise():
    made = small_class()
    made.hand_in(Owner("Müller", "12", "canvas"), TWO, right="12")
    text = totals(made.work_out())
    assert text.startswith("\ufeff")
    assert text.splitlines()[1:] == [
        ",ada,10,0,10,20,50",
        ",bob,4,0,4,20,20",
        ",eve,0,0,0,20,0",
        "12,Müller,0,4,4,20,20",
    ]


def test_pages_have_readable_names_and_a_list_of_whose_they_are():
    made = Class(students="student,id,email\n김민준,12,min@x.org\n王,13,\n")
    made.hand_in("김민준")
    lines = lines_of(pages(made.work_out()))
    assert [(line["id"], line["email"], line["page"].split("/")[1][:6]) for line in lines] == [
        ("13", "", "王-13-c"),
        ("12", "min@x.org", "김민준-12"),
    ]
    twins = [Person("Bob", line=1), Person("Bob", line=2)]
    assert len({file_name(one) for one in twins}) == 2
    assert len(file_name(Person("𠮷" * 200)).encode()) < 255


def page_of(made, name):
    book = made.work_out()
    person = next(one for one in book.scores if one.name == name)
    scores, own = book.scores[person], [one for whose, one in book.unused if whose == person]
    return student_page(person, scores.values(), sum_of(scores.values()), own)


def test_a_student_is_told_the_rule_which_files_count_and_no_hidden_value():
    made = small_class()
    assert "eve.pdf: a printed page, not the notebook." in page_of(made, "eve")
    assert "Graded: ada.ipynb. Not counted: ada-0.ipynb." in page_of(made, "ada")
    text = page_of(made, "bob")
    assert RULE in text
    assert "Not right: TRY 2.1: a 5×7 image" in text
    assert "The numbers in the notebook are right, but others are not." in text
    assert "It stopped with a KeyError." in text
    for task in EXERCISES[ONE].tasks:
        for cell in task.checks:
            if cell.role == "hidden":
                assert cell.source not in text
                for line in cell.output.splitlines():
                    assert len(line) < 12 or line not in text


def test_a_student_is_told_where_it_stopped_and_what_course_check_shows_of_it():
    made = Class()
    stopped = Mark("3", 0, "error", ("check-3-1", "hidden-3"), error="KeyError")
    on_others = Mark("4", 0, "error", ("hidden-4",), error="TypeError")
    made.hand_in("ada", marks=[Mark("1", 0, "wrong", ("check-1-1",)), stopped, on_others])
    text = page_of(made, "ada")
    assert "To see which of its parts are right: course check 01" in text
    assert "It stopped with a KeyError.</li><li>Checks that failed: TRY 3.1" in text
    assert "a TypeError.</li><li>It did so on other numbers, drawn at random." in text


def test_pages_stand_alone_and_names_are_no_html():
    made = small_class()
    made.hand_in("<b>x</b>", file="<b>y</b>")
    made.put_aside("<b>x</b>", "<b>z</b>")
    of_students = [page_of(made, name) for name in ("bob", "<b>x</b>")]
    for text in (*of_students, class_page(made.work_out(), [7])):
        assert not re.search(r'(?:src|href)="(?!data:|students/)', text)
        assert not re.search(r"<b>[xyz]</b>", text)
    assert "<script" not in "".join(of_students)


def test_the_class_page_counts():
    made = small_class(students="ada\nbob\nfred\n")
    text = class_page(made.work_out(), [7, 8])
    assert "4 students, 35 % of all points, seed 7, 8." in text
    assert f'<td class="number">1</td><td>{ONE}</td><td>2</td><td>{RULE}</td>' in text
    needs_help = text.split("Who needs help")[1].split("Mistakes")[0]
    assert re.findall(r'\.html">([^<]+)</a>', needs_help) == ["eve", "fred", "bob"]
    assert "less than half of the points" in needs_help
    assert "right 2, not right yet 0" in text  # the bars of task 1, as words
    hardest = text.split("<th>Title</th>")[1].split("<td>")[1]
    assert hardest.startswith("2<")


def test_the_report_counts_what_unused_csv_lists():
    made = small_class()
    made.put_aside("eve", "eve/course_lib/", "the course itself (3 files)")
    book = made.work_out()
    assert len(lines_of(unused(book))) == 3
    assert (
        "unused.csv has 3 lines. Files that can&#x27;t be graded: 1, folders that were not looked "
        "into, or are empty: 1, copies that do not count, because another one does: 1."
    ) in class_page(book, [7])


def class_of_both():
    """Return a class of ada, who handed in both exercises, and eve."""
    made = Class("ada\neve\n")
    made.hand_in("ada", ONE)
    made.hand_in("ada", TWO)
    return made


def result_of(book, name):
    """Return the results of a student by exercise, and the notes."""
    lines = [line for line in lines_of(grades(book)) if line["student"] == name]
    return {line["exercise"]: line["result"] for line in lines}, [line["notes"] for line in lines]


NOTHING, UNGRADED = "nothing handed in", "handed in, but nothing that can be graded"


def test_a_file_without_an_exercises_name_is_of_what_it_came_along_with():
    made = class_of_both()
    made.put_aside("eve", "eve/onlinetext.html", along=(TWO,))
    found, _ = result_of(made.work_out(), "eve")
    assert found == {ONE: NOTHING, TWO: UNGRADED}
    made.put_aside("eve", "eve/onlinetext.html", along=(ONE, TWO))  # all of a term once more
    assert result_of(made.work_out(), "eve")[0] == found


def test_where_it_may_be_of_several_it_marks_none_and_is_told():
    made = class_of_both()
    made.put_aside("eve", "eve/a.pdf", along=(ONE, TWO))
    found, notes = result_of(made.work_out(), "eve")
    assert found == {ONE: NOTHING, TWO: NOTHING}
    assert "eve/a.pdf can't be graded, and does not tell which exercise it is." in notes
    made.put_aside("eve", "eve/b.pdf", along=(ONE, TWO))
    assert result_of(made.work_out(), "eve")[0] == {ONE: UNGRADED, TWO: UNGRADED}
    made.hand_in("eve", ONE)
    assert result_of(made.work_out(), "eve")[0][ONE] == "right"


def test_a_damaged_seed_is_drawn_anew(tmp_path):
    store = Store(tmp_path / "results")
    assert store.seed(7) == store.seed(None) == 7
    (store.private / "seed.json").write_text("{", encoding="utf-8")
    assert store.seed(None) == store.seed(None)
