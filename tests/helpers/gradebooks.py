"""Gradebooks made for tests: submissions with marks that nobody graded."""

from course_lib.classroom.book import Book, Copy
from course_lib.classroom.decisions import Decisions
from course_lib.classroom.grade_one import Mark, Marks
from course_lib.classroom.gradebook import work_out
from course_lib.classroom.handed_in import HandedIn, Unused
from course_lib.classroom.owners import Owner
from course_lib.classroom.people import read_people
from course_lib.grading.exercise import read_exercise
from helpers import homework

ONE, TWO = "01_max_pooling", "02_convolution"
EXERCISES = {name: read_exercise(homework.solution_path(name)) for name in (ONE, TWO)}
RULE = "The window moved by 1. It must move by the stride."
WRONG = Mark("2", 0, "wrong", ("check-2-1", "hidden-2"), (RULE,))
HIDDEN = Mark("3", 0, "wrong", ("hidden-3",))


class Class:
    """A class whose submissions have the marks that a test gives them."""

    def __init__(self, students=""):
        self.book, self.marks = Book(students=students), {}

    def hand_in(self, owner, exercise=ONE, right="12345", marks=(), **about):
        """Add a notebook; tasks are right, or not started, or as ``marks`` say."""
        owner = owner if isinstance(owner, Owner) else Owner(owner)
        about = {"file": f"{owner.name}/{exercise}.ipynb", **about}
        data = repr((owner, exercise, right, sorted(about.items()))).encode()
        one = HandedIn(owner, exercise, data=data, **about)
        self.book.add(Copy.of(one))
        self.book.mark(one, stamp := one.digest, "", 7)
        self.book.exercises[exercise] = EXERCISES[exercise]
        found = {
            key: Mark(key, 2, "right") if key in right else Mark(key, 0, "untouched")
            for key in "12345"
        } | {mark.task: mark for mark in marks}
        self.marks[stamp] = Marks(exercise, tuple(found.values()), ("A note.",), {})
        return one

    def put_aside(
        self, name, file, reason="a printed page, not the notebook", exercise="", **about
    ):
        self.book.put_aside(Unused(Owner(name), exercise, file, reason, **about))

    def work_out(self, decisions=None):
        people = read_people(self.book.students)
        return work_out(self.book, people, decisions or Decisions(), self.marks.get)


def points(made):
    """Return the points of everybody: name → exercise → points."""
    return {
        person.told: {name: score.points for name, score in scores.items()}
        for person, scores in made.scores.items()
    }
