"""Who is who: lists of Canvas, Moodle and teachers, in any common encoding, and nobody merged."""

import unicodedata

import pytest
from helpers.gradebooks import ONE, TWO, Class, points

from course_lib.classroom.decisions import Decisions
from course_lib.classroom.owners import SAID, Owner, composed
from course_lib.classroom.people import read_people, text_of

NAMES = ["Zoë Müller", "Łukasz Żak", "François d'Étoile", "José Núñez"]
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (98765),Final Score
    Points Possible,,,,,10,(read only)
"Doe, Jane",12345,s1,jdoe,A,,
"Smith, Bob",12346,s2,bsmith,A,,
"Smith, Bob",12347,s3,bsmith2,A,,
"Student, Test",99999,,,A,,
"""
BOB_12, BOB_13 = (Owner("Bob Smith", number, "moodle") for number in ("12", "13"))
MOODLE = """\
First name,Last name,ID number,Email address,Groups
Bob,Smith,s2,bob@x.org,A
Ada,Lovelace,,ada@x.org,B
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_read_in_any_common_encoding(encoding, form):
    names = [name for name in NAMES if encoding.startswith("utf") or "Ł" not in name]
    form = form if encoding.startswith("utf") else "NFC"
    data = unicodedata.normalize(form, "\r\n".join(["student", *names])).encode(encoding)
    assert [one.name for one in read_people(text_of(data))] == names


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gb18030", ["王小明", "李娜", "张伟", "刘洋", "陈静", "杨帆"]),
        ("cp949", ["김민준", "이서연", "박지훈", "최수빈", "정예은", "강도윤"]),
    ],
)
def test_a_long_list_in_an_older_encoding_is_told_by_its_letters(encoding, names):
    data = "\n".join(names * 5).encode(encoding)
    assert [one.name for one in read_people(text_of(data))] == names * 5


def test_a_list_of_canvas_and_of_moodle():
    people = read_people(CANVAS)
    told = ["Doe, Jane (12345)", "Smith, Bob (12346)", "Smith, Bob (12347)"]
    assert [one.told for one in people] == told
    assert {"s1", "jdoe"} <= people[0].ids
    bob, ada = read_people(MOODLE)
    assert (bob.name, bob.id, bob.email) == ("Bob Smith", "s2", "bob@x.org")
    assert bob.ids == {"s2", "bob", "bob@x.org"}
    assert (ada.name, ada.id) == ("Ada Lovelace", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ada\nbob\n", ["ada", "bob"]),
        ("Doe, Jane\nSmith, Bob\n", ["Doe, Jane", "Smith, Bob"]),
        ("Name;Gruppe\nAda;1\n\nBob;2\n", ["Ada", "Bob"]),
        ("ada\t1\nbob\t2\n", ["ada", "bob"]),
        ("", []),
    ],
)
def test_a_plain_list(text, names):
    assert [one.name for one in read_people(text)] == names


def handed_in(students, *handed):
    """Return a class, after each ``(owner, right, ...)`` of it has handed in."""
    made = Class(students)
    for owner, *marks in handed:
        made.hand_in(owner, ONE, *marks)
    return made


def decided(**who):
    return Decisions(who={name.replace("_", " "): wanted for name, wanted in who.items()})


def test_canvas_tells_by_its_number():
    jane, bob = Owner("doejane", "12345", "canvas"), Owner("smithbob", "12347", "canvas")
    book = handed_in(CANVAS, (jane,), (bob, "1")).work_out()
    assert points(book) == {
        "Doe, Jane (12345)": {ONE: 10},
        "Smith, Bob (12346)": {ONE: 0},
        "Smith, Bob (12347)": {ONE: 2},
    }
    assert book.problems == []


def test_two_of_the_same_name_are_asked_about():
    made = handed_in(CANVAS, ("Bob Smith",))
    book = made.work_out()
    assert points(book)["Bob Smith"] == {ONE: 10}
    assert points(book)["Smith, Bob (12346)"] == {ONE: 0}
    assert book.problems == [
        "Bob Smith: 2 on the list are called so: Smith, Bob (12346) and Smith, Bob (12347). "
        "Say whose it is in decisions.toml, under [[names]]."
    ]
    for wanted in ("12347", "Smith, Bob (12347)", "s3"):
        book = made.work_out(decided(Bob_Smith=wanted))
        assert points(book)["Smith, Bob (12347)"] == {ONE: 10}
        assert "Bob Smith" not in points(book)
        assert book.problems == []


def test_two_without_ids_on_a_list_stay_two():
    book = handed_in("Bob Smith\nBob Smith\nAda\n", (BOB_12,)).work_out()
    assert [person.name for person in book.scores] == ["Ada", "Bob Smith", "Bob Smith", "Bob Smith"]
    assert "2 on the list are called so" in book.problems[0]


def test_two_who_hand_in_under_one_name_on_the_list_are_asked_about():
    made = handed_in(MOODLE, (BOB_12,), (BOB_13, "1"))
    book = made.work_out()
    assert points(book) == {
        "Ada Lovelace": {ONE: 0},
        "Bob Smith (s2)": {ONE: 0},
        "Bob Smith (12)": {ONE: 10},
        "Bob Smith (13)": {ONE: 2},
    }
    assert "several hand in the same exercise" in book.problems[0]
    book = made.work_out(decided(Bob_Smith_13="s2"))
    assert points(book)["Bob Smith (s2)"] == {ONE: 2}
    assert points(book)["Bob Smith"] == {ONE: 10}


TWO_BOBS = "student,id,email\nBob Smith,s2,bob@x.org\nBob Smith,s3,rob@x.org\nAda,s4,ada@x.org\n"
BOBS_ARE = {"moodle 12": ["bob@x.org"], "moodle 13": ["rob@x.org"], "moodle 77": ["rob@x.org"]}


def two_bobs(students=TWO_BOBS, **known_as):
    made = handed_in(students, (BOB_12,), (BOB_13, "1"))
    made.hand_in(Owner("Bob Smith", "77", "moodle"), TWO, right="12")
    made.book.known_as = known_as
    return made


@pytest.mark.parametrize(
    ("students", "ids"),
    [
        (TWO_BOBS, ("s2", "s3")),
        ("Full name,Email\nBob Smith,bob@x.org\nBob Smith,rob@x.org\n", ("bob@x.org", "rob@x.org")),
    ],
)
def test_addresses_of_a_worksheet_tell_two_of_one_name_apart(students, ids):
    book = two_bobs(students, **BOBS_ARE).work_out()
    found = [points(book)[f"Bob Smith ({one})"] for one in ids]
    assert found == [{ONE: 10, TWO: 0}, {ONE: 2, TWO: 4}]
    assert book.problems == []
    assert len(book.scores) == students.count("\n") - 1


def test_a_decision_holds_for_later_numbers_of_the_same_address():
    """The list has no addresses; what is said of one number is true of the address."""
    made = two_bobs(TWO_BOBS.replace("@x.org", ""), **BOBS_ARE)
    said = made.work_out(decided(Bob_Smith_12="s2", Bob_Smith_13="s3"))
    assert points(said)["Bob Smith (s3)"] == {ONE: 2, TWO: 4}
    assert said.problems == []
    by_address = decided(**{"bob@x.org": "s2", "rob@x.org": "s3"})
    assert points(made.work_out(by_address)) == points(said)


def test_a_decision_on_a_name_merges_no_two():
    book = two_bobs().work_out(decided(Bob_Smith="s2"))
    assert points(book)["Bob Smith (s2)"] == {ONE: 0}
    assert "several hand in the same exercise" in book.problems[0]


def test_what_no_address_tells_is_asked_about_once():
    problems = two_bobs().work_out().problems
    asked = [one.split(":")[0] for one in problems if "Bob" in one]
    assert asked == ["Bob Smith 12, Bob Smith 13, Bob Smith 77"]
    assert "grading worksheet (--moodle): its addresses tell" in problems[0]
    assert "--moodle" not in two_bobs(TWO_BOBS.replace("@x", ""), **BOBS_ARE).work_out().problems[0]


@pytest.mark.parametrize("students", ["", MOODLE])
def test_moodle_gives_another_number_in_each_assignment(students):
    made = handed_in(students, (BOB_12,))
    made.hand_in(Owner("Bob Smith", "777", "moodle"), TWO, right="1")
    name = "Bob Smith (s2)" if students else "Bob Smith"
    assert points(made.work_out())[name] == {ONE: 10, TWO: 2}


def test_without_a_list_two_of_a_name_in_one_assignment_are_told_apart():
    book = handed_in("", (BOB_12, "1"), (BOB_13, "12")).work_out()
    assert points(book) == {"Bob Smith (12)": {ONE: 2}, "Bob Smith (13)": {ONE: 4}}
    assert "Moodle has several of that name (12, 13)" in book.problems[0]


@pytest.mark.parametrize(
    ("listed", "folder"),
    [
        ("Zoë Müller", unicodedata.normalize("NFD", "Zoë Müller")),
        ("Ada Lovelace", "ada lovelace"),
        ("Ada Lovelace", "lovelaceada"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Maria Lovelace", "lovelaceadamaria"),
        ("García López, Ana", "Ana García López"),
        ("김민준", "김민준"),
        *(("Bob Smith (s2)", folder) for folder in ("s2", "bob@x.org", "bob", "S2", "Bob s2")),
    ],
)
def test_who_it_is_is_found_however_it_is_written(listed, folder):
    students = MOODLE if listed.endswith("(s2)") else f'student\n"{listed}"\n'
    assert points(handed_in(students, (composed(folder),)).work_out())[listed] == {ONE: 10}


def test_whoever_is_on_no_list_stays_somebody():
    made = handed_in("ada\n", ("eve",))
    made.put_aside("fred", "fred/x.pdf")
    assert points(made.work_out()) == {"ada": {ONE: 0}, "eve": {ONE: 10}, "fred": {ONE: 0}}


@pytest.mark.parametrize("name", ["Smith, Bob (12346)", "12346", "s2"])
def test_who_the_teacher_says_it_is_adds_to_what_came_before(name):
    bob = Owner("smithbob", "12346", "canvas")
    book = handed_in(CANVAS, (bob, "1"), (Owner(name, system=SAID),)).work_out()
    assert "Smith, Bob (12346)" in points(book)
    assert len(points(book)) == 3
    assert book.problems == []


def test_a_number_of_ones_own_goes_before_what_is_said_of_a_name():
    made = handed_in(CANVAS, ("Bob Smith",), (Owner("Bob Smith", "12347", "canvas"), "1"))
    book = made.work_out(decided(Bob_Smith="12346"))
    assert points(book)["Smith, Bob (12346)"] == {ONE: 10}
    assert points(book)["Smith, Bob (12347)"] == {ONE: 2}
