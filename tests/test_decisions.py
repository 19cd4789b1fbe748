"""What a teacher decides is applied after the marks, shown, and refused where it does not fit."""

from dataclasses import replace
from datetime import datetime

import pytest
from helpers.gradebooks import ONE, TWO, Class, points

from course_lib.classroom.book import Copy
from course_lib.classroom.class_page import class_page, decided
from course_lib.classroom.decisions import FIRST, Decisions, Unfit, read_decisions
from course_lib.classroom.grade_one import Mark
from course_lib.classroom.owners import SAID, Owner
from course_lib.classroom.student_page import student_page
from course_lib.classroom.tables import grades, totals

ALL, FIRST_COPY = "12345", "ada/first.ipynb (2026-11-19 12:00:00)"
DAY = datetime(2026, 11, 20, 12)
DEADLINE = f"[exercises.{ONE}]\ndeadline = 2026-11-20T12:00:00\n"


def at(days, minutes=0):
    return DAY.timestamp() + days * 86400 + minutes * 60


def for_ada(text):
    return f'[[students]]\nstudent = "ada"\nexercise = "{ONE}"\n{text}\n'


def move(owner, student, file=""):
    at = f'file = "{file}"\n' if file else ""
    return f'[[names]]\nhanded_in_as = "{owner}"\nstudent = "{student}"\n{at}'


def handed_in(*handed, students=""):
    """Return a class, after each ``(name, right, file, days)`` of it has handed in."""
    made = Class(students)
    for name, right, file, *days in handed:
        made.hand_in(name, right=right, file=file, **({"when": at(*days)} if days else {}))
    return made


@pytest.fixture
def decide(tmp_path):
    def decide(text):
        (tmp_path / "decisions.toml").write_text(text, encoding="utf-8")
        return read_decisions(tmp_path / "decisions.toml")

    return decide


@pytest.fixture
def resubmitted():
    """Return a class of one, who handed in in time, and more of it a day and a half late."""
    return handed_in(("ada", "123", "ada/first.ipynb", -1), ("ada", ALL, "ada/second.ipynb", 1.5))


def score(made, decisions, name="ada", exercise=ONE):
    book = made.work_out(decisions)
    person = next(one for one in book.scores if one.name == name)
    return book.scores[person][exercise]


def test_what_is_offered_first_decides_nothing_and_is_right_without_its_marks(decide, tmp_path):
    assert decide(FIRST) == read_decisions(tmp_path / "none.toml")
    lines = [line.removeprefix("# ") for line in FIRST.splitlines()[3:]]
    found = decide("\n".join(lines).replace("excused = true", ""))
    assert found.of(ONE).late_percent_a_day == 10
    assert found.by_hand[0].points == 1.5
    assert found.who == {"Bob Smith 12": "s123"}
    assert [(one.file, one.student) for one in found.moved] == [("mine.ipynb", "")]


def test_the_last_in_time_counts(resubmitted, decide):
    assert score(resubmitted, decide("")).points == 10
    found = score(resubmitted, decide(DEADLINE))
    assert (found.points, found.late, found.copy.file) == (6, "", "ada/first.ipynb")
    assert [copy.file for copy in found.others] == ["ada/second.ipynb"]
    assert "ada/second.ipynb came late. The last copy in time counts." in found.notes
    assert found.has_late_copy
    assert not score(resubmitted, decide("")).has_late_copy


def test_a_late_copy_counts_where_there_is_no_other_and_is_named(decide):
    made = Class()
    made.hand_in("ada", when=at(0, 90))
    made.hand_in("bob", when=at(0, 5))
    assert score(made, decide(DEADLINE)).late == "late: 90 minutes"
    assert score(made, decide(DEADLINE)).points == 10
    grace = decide(DEADLINE + "grace_minutes = 10\n")
    assert (score(made, grace, "bob").late, score(made, grace).late) == ("", "late: 90 minutes")
    assert "late: 90 minutes" in grades(made.work_out(grace))
    assert "10 late" in class_page(made.work_out(grace), [])


@pytest.mark.parametrize(
    ("rule", "points", "late"),
    [
        ("late_counts = true", 10, "late: 36 hours"),
        ("late_counts = true\nlate_percent_a_day = 10", 8, "late: 36 hours"),
        ("late_counts = true\nlate_percent_a_day = 70", 0, "late: 36 hours"),
        ("late_counts = true\nlate_days = 1", 0, "late: 36 hours"),
        ("late_counts = true\nlate_days = 2\nlate_percent_a_day = 10", 8, "late: 36 hours"),
        (for_ada("deadline = 2026-11-25T12:00:00"), 10, ""),
    ],
)
def test_what_being_late_costs(resubmitted, decide, rule, points, late):
    found = score(resubmitted, decide(DEADLINE + rule))
    assert (found.points, found.late) == (points, late)
    assert found.taken == 10 - points


def test_what_canvas_calls_late_is_late_without_a_deadline(decide):
    made = Class()
    made.hand_in("ada", right="1", file="a_1_2_x.ipynb")
    made.hand_in("ada", file="a_LATE_1_3_x-1.ipynb", late=True, attempt=1)
    assert score(made, decide("")).points == 2
    counts = decide(f"[exercises.{ONE}]\nlate_counts = true\nlate_percent_a_day = 10")
    assert score(made, counts).points == 9
    assert score(made, counts).late == "late, as its name says"


def test_the_copy_that_counts_is_chosen(resubmitted, decide):
    found = score(resubmitted, decide(DEADLINE + for_ada('counts = "second.ipynb"')))
    assert (found.points, found.copy.file) == (10, "ada/second.ipynb")


def test_of_two_with_one_name_the_one_that_counts_is_chosen_by_its_time(decide):
    made = handed_in(("ada", "123", "ada/x.ipynb", -2), ("ada", "12", "ada/x.ipynb", -1))
    chosen = decide(for_ada("counts = 2026-11-18T12:00:00"))
    found = score(made, chosen)
    assert found.points == 6
    page = student_page(found.person, [found], (6, 10), [])
    assert "Graded: ada/x.ipynb of 2026-11-18 12:00:00. Not counted: ada/x.ipynb of 2026-1" in page
    assert "It was decided that ada/x.ipynb of 2026-11-18 12:00:00 counts." in page
    assert "what counts is 2026-11-18 12:00:00" in "".join(decided(made.work_out(chosen), chosen))


@pytest.mark.parametrize("called", ["s1", "Ada Lovelace", "ada lovelace", "Ada Lovelace (s1)"])
def test_a_file_that_was_taken_for_the_wrong_persons_is_put_right(decide, called):
    made = Class("student,id\nAda Lovelace,s1\nBob Smith,s2\n")
    made.hand_in("lovelaceada", TWO, right="123", file="mine.ipynb")
    made.hand_in("Bob Smith", right="1", file="own.ipynb", when=at(-3))
    made.hand_in(Owner("s1", system=SAID), right="12345", file="bobs.ipynb", when=at(-2))
    ada, bob = "Ada Lovelace (s1)", "Bob Smith (s2)"
    assert points(made.work_out()) == {ada: {ONE: 10, TWO: 6}, bob: {ONE: 2, TWO: 0}}
    put_right = decide(move(called, "bob smith", "bobs.ipynb"))
    book = made.work_out(put_right)
    assert points(book) == {ada: {ONE: 0, TWO: 6}, bob: {ONE: 10, TWO: 0}}
    told = f"bobs.ipynb that was handed in as {called} is bob smith&#x27;s."
    assert told in "".join(decided(book, put_right))


def test_a_file_may_be_nobodys(decide):
    made = handed_in(("ada", "123", "a.ipynb"), students="ada\nbob\n")
    made.put_aside("ada", "a.pdf")
    book = made.work_out(decide(move("ada", "")))
    assert points(book) == {"ada": {}, "bob": {}}
    assert [(person, one.file, one.reason) for person, one in book.unused] == [
        (None, file, "nobody's, as you decided") for file in ("a.ipynb", "a.pdf")
    ]


def test_two_who_handed_in_each_others_files_are_put_right(decide):
    given = ("ada", "1", "x.ipynb"), ("bob", ALL, "x.ipynb")
    made = handed_in(*given, students="ada\nbob\n")
    swapped = decide(move("ada", "bob", "x.ipynb") + move("bob", "ada", "x.ipynb"))
    assert points(made.work_out(swapped)) == {"ada": {ONE: 10}, "bob": {ONE: 2}}


def test_what_comes_to_who_had_the_same_keeps_both_times(decide):
    made = Class("ada\nbob\n")
    one = made.hand_in("bob", right="123", when=at(-1), file="x.ipynb")
    again = replace(one, owner=Owner("ada"), when=at(8))
    made.book.add(Copy.of(again))
    found = score(made, decide(DEADLINE + move("ada", "bob", "x.ipynb")), name="bob")
    assert (found.points, found.late, len(found.copy.times)) == (6, "", 2)


def test_without_a_list_it_goes_to_who_handed_in_under_that_name(decide):
    made = Class()
    made.hand_in("ada", right="1", file="x.ipynb")
    made.hand_in(Owner("bob", "12", "canvas"), TWO)
    assert points(made.work_out(decide(move("ada", "bob", "x.ipynb")))) == {
        "bob (12)": {ONE: 2, TWO: 10}
    }
    made.book.students = "ada\nbob\n"
    with pytest.raises(Unfit, match="'bobby' is the name of nobody on your list"):
        made.work_out(decide(move("ada", "bobby", "x.ipynb")))


def test_what_cannot_be_read_counts_only_where_nothing_else_came(decide):
    made = Class()
    made.hand_in("ada", right="123", when=at(-2), file="good.ipynb")
    broken = [Mark(key, 0, "unreadable") for key in "12345"]
    made.hand_in("ada", right="", marks=broken, when=at(-1), file="broken.ipynb")
    found = score(made, decide(""))
    assert (found.points, found.copy.file) == (6, "good.ipynb")


def test_points_by_hand_for_a_task_and_for_all(resubmitted, decide):
    task = for_ada('task = "4"\npoints = 1.5\nreason = "nearly"\ncomment = "Well tried."')
    book = resubmitted.work_out(decide(DEADLINE + task))
    assert points(book) == {"ada": {ONE: 7.5}}
    ((person, scores),) = book.scores.items()
    page = student_page(person, scores.values(), (7.5, 10), [])
    for text in (page, grades(book)):
        assert "nearly" in text
        assert "Well tried." in text
    assert ",ada,7.5,7.5,10,75" in totals(book)
    whole = decide(for_ada('points = 3\nreason = "copied"'))
    found = score(resubmitted, whole)
    assert found.points == 3
    page = student_page(person, [found], (3, 10), [])
    assert "3 points for the whole exercise: copied" in page


def test_excused_counts_nowhere(resubmitted, decide):
    resubmitted.hand_in("ada", TWO, right="12")
    book = resubmitted.work_out(decide(for_ada("excused = true")))
    assert ",ada,excused,4,4,10,40" in totals(book)


def test_tasks_are_dropped_and_worth_other_points(decide):
    made = Class()
    made.hand_in("ada", right="145")
    rules = decide(f'[exercises.{ONE}]\ndrop = ["4"]\npoints = {{"5" = 5, "2" = 0.5}}')
    found = score(made, rules)
    assert (found.points, found.of) == (7, 9.5)
    assert [row.reason for row in found.rows] == ["", "", "", "this task does not count", ""]


def test_who_handed_in_nothing_has_no_points_or_those_by_hand(decide):
    made = Class()
    for name in "abcdefgh":
        made.hand_in(name)
    made.hand_in("a", TWO)
    assert points(made.work_out(decide(f"[exercises.{TWO}]")))["b"] == {ONE: 10, TWO: 0}
    on_paper = decide(for_ada('points = 5\nreason = "on paper"').replace("ada", "i"))
    made.book.students = "i\n"
    assert score(made, on_paper, "i").points == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[exercises.1_max]", "there is no exercise '1_max'"),
        ("[exercises.01_max_poolin]", "Did you mean 01_max_pooling?"),
        (f"[exercises.{ONE}]\ndedline = 3", "no word 'dedline'. Did you mean deadline?"),
        (f"[exercises.{ONE}]\ndeadline = 3", "deadline must be a date and time, not 3"),
        (f'[exercises.{ONE}]\ndeadline = "tomorrow"', "must be a date and time"),
        (f"[exercises.{ONE}]\ndeadline = 2026-11-20T12:00:00Z", "without a zone"),
        (f"[exercises.{ONE}]\ngrace_minutes = true", "must be a number"),
        (f"[exercises.{ONE}]\ngrace_minutes = -1", "must not be below 0"),
        (f'[exercises.{ONE}]\npoints = {{"5" = "x"}}', "must be a number"),
        (f'[exercises.{ONE}]\ndrop = ["9"]', "no task '9'"),
        (f"[exercises.{ONE}]\ndeadline = 20.11.", "at line 2"),
        ("[student]", "Did you mean students?"),
        ('[[students]]\nstudent = "ada"', "exercise must be there"),
        (for_ada("points = 1"), "points need a reason"),
        (for_ada('points = 1\nreason = "x"\nexcused = true'), "has no points"),
        (for_ada(""), "nothing is decided"),
        (for_ada('task = "9"\ncomment = "x"'), "no task '9'"),
        (for_ada('task = "1"\npoints = 3\nreason = "x"'), "task 1 is worth 2, not 3"),
        (for_ada('points = 11\nreason = "x"'), "is worth 10, not 11"),
        (for_ada('comment = "x"').replace("ada", "adda"), "'adda' is the name of nobody"),
        ('[[names]]\nhanded_in_as = "x"', "must be there"),
        ('[[names]]\nhanded_in_as = "x"\nstudent = ""', "x has handed in nothing"),
        (for_ada("counts = 2026-11-20T12:00:00"), FIRST_COPY),
        (for_ada('counts = "third.ipynb"'), f"among: {FIRST_COPY}, ada/second.ipynb ("),
        (for_ada("counts = 3"), "a text, or a date and time"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_place(resubmitted, decide, text, told):
    with pytest.raises(Unfit) as error:
        resubmitted.work_out(decide(text))
    assert told in str(error.value)
    assert "decisions.toml" in str(error.value) or "[exercises." in str(error.value)


def test_a_decision_on_what_nobody_handed_in_is_told(resubmitted, decide):
    text = for_ada('comment = "x"').replace(ONE, TWO)
    assert resubmitted.work_out(decide(text)).problems == [
        f"decisions.toml, [[students]] number 1: nobody has handed in {TWO} yet, so it changes "
        "nothing."
    ]


def test_all_that_is_decided_stands_in_the_report_and_the_students_part_on_the_page(
    resubmitted, decide
):
    decisions = decide(
        f"[exercises.{ONE}]\ndeadline = 2026-11-20T23:59:00\nlate_percent_a_day = 10\n"
        'grace_minutes = 5\ndrop = ["4"]\npoints = {"5" = 3}\nlate_days = 4\n'
        + for_ada('task = "2"\npoints = 1.5\nreason = "nearly"\ncomment = "Well done."')
        + for_ada('counts = "second.ipynb"\ndeadline = 2026-11-25T12:00:00')
    )
    book = resubmitted.work_out(decisions)
    (_, told) = decided(book, decisions)
    for words in (
        f"{ONE}: deadline 2026-11-20 23:59 and 5 minutes, each day late costs 10 %, after 4 days "
        "it earns nothing, not counted: task 4, task 5 is worth 3.",
        f"ada, {ONE}, task 2: 1.5 points (nearly); Well done.",
        f"ada, {ONE}: what counts is second.ipynb; deadline 2026-11-25 12:00",
    ):
        assert f"<li>{words}</li>" in told
    (person,) = [one for one in book.scores if one.name == "ada"]
    page = student_page(person, book.scores[person].values(), (1, 2), [])
    for words in ("(nearly)", "Task 2: Well done.", "Your deadline was 2026-11-25 12:00."):
        assert words in page
    assert "It was decided that ada/second.ipynb counts." in page
    assert list(decided(Class().work_out(), Decisions())) == []
