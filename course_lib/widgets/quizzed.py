"""The quiz of an explorer, as its state: what is asked, what is known already, and the score."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from .grids import HIDDEN, TO_FIND
from .quiz import Wrong, judge, read_number, same, tell_shown
from .view import Question, View, grids_of

OTHER = f"{HIDDEN} is to be found, too. Asked for is the number in the dashed frame."
NOTHING = "There is nothing to ask here: no window fits. Change a control."
DONE = "This one is done. Press “Next question”."
AGAIN = "You were asked for all numbers. Now they come again."
CHANGED = "The numbers have changed, so here is another question."


class Quizzed:
    """Asks for each number once before any is asked again.

    Attributes
    ----------
    score : (int, int)
        How many questions were answered right, and how many were answered or shown.
    """

    hint = "Multiply and add cell by cell."  # after an answer with an unknown mistake
    quiz: bool
    filled: Callable
    look: Callable[[], View]
    refresh: Callable[[], None]
    _step: str

    def __init__(self, **state):
        self._question: Question | None = None
        self._known: set = set()
        self._seen: set = set()
        self._place = None  # that the quiz asks for
        self._asked_cell: tuple[str, int, int] | None = None  # where that place is shown
        self._number_asked = 0  # questions
        self._random = random.Random(1)
        self.score = (0, 0)
        super().__init__(**state)

    # What a kind of explorer has to tell.

    def questions(self) -> list[tuple]:
        """Return the places that a quiz can ask for."""
        return []

    def ask(self, place) -> tuple[str, float, list[Wrong]]:
        """Pick a place; return what to ask, the right number, and known mistakes."""
        raise NotImplementedError

    def number_at(self, place) -> float:
        """Return the right number at a place that a quiz can ask for."""
        raise NotImplementedError

    def spot(self, place) -> tuple[tuple, tuple[int, int]]:
        """Return which grid a place of the quiz lies in, and its row and column there."""
        return place[2:], place[:2]

    def placed(self, row: int, column: int) -> str:
        """Return how a place of the grid is called, such as ``at (1, 2)``."""
        return f"at ({row}, {column})"

    def called(self, grid: tuple) -> str:
        """Return how a number at the same place of another grid is called, such as ``of map 2``."""
        return f"of output channel {grid[0]}"

    def cell_asked(self) -> tuple[str, int, int] | None:
        """Return the cell of the number that is asked for, while it is picked."""
        return self.filled()

    def level(self, place) -> int:
        """Return how far on a number is: what is nearer than the one asked for is not hidden."""
        return 0

    def made_from(self) -> list[tuple]:
        """Return other places of a quiz whose numbers are told along with the picked one."""
        return []

    # What they share.

    def mark_asked(self, view: dict) -> None:
        """Mark the number that is asked for, also while another is picked, which is told."""
        if not self._question or self._question.done or not self._asked_cell:
            return
        key, row, column = self._asked_cell
        for grid in grids_of(view["parts"]):
            if grid["key"] != key:
                continue
            cell = grid["cells"][row][column]
            cell["kind"] = f"{cell.get('kind', '')} asked".strip()
            cell["name"] = f"{cell.get('name', cell['text'])}, asked for"
            if tuple(grid["picked"] or ()) != (row, column):
                view["lines"] = [line.replace(TO_FIND, OTHER) for line in view["lines"]]
                self._step = self._step.replace(TO_FIND, OTHER)

    def hides(self, *place) -> bool:
        """Tell whether the number at a place is to be found out by the learner."""
        asked = self.level(self._place) if self._place else 0
        return self.quiz and place not in self._known and self.level(place) >= asked

    def begin_quiz(self) -> None:
        """Forget what was asked; ask for a first number if the quiz is on, and keep its score."""
        asked = self._place is not None
        self._known.clear()
        self._seen.clear()
        self._question, self._place = None, None
        if self.quiz:
            self.ask_next(CHANGED if asked else "")
        else:
            self.score = (0, 0)
            self.refresh()

    def ask_next(self, said: str = "") -> None:
        """Ask for another place; when all were asked, begin again."""
        left = [place for place in self.questions() if place not in self._seen]
        said = AGAIN if self._seen and not left else said
        if not left:
            self._known.clear()
            self._seen.clear()
            left = self.questions()
        if not left:
            self._question = Question(NOTHING, done=True, empty=True)
            return self.refresh()
        fresh = [place for place in left if place != self._place] or left
        self._place = self._random.choice(fresh)
        self._seen.add(self._place)
        self._number_asked += 1
        label = self.ask(self._place)[0]
        self._asked_cell = self.cell_asked()
        self._question = Question(label, said, score=self._told_score(), asked=self._number_asked)
        self.refresh()

    def answer(self, text: str) -> None:
        """Judge an answer; a right one shows the number."""
        if self._question and self._question.done:
            return self._tell_answer(DONE, right=self._question.right, done=True)
        _, right, mistakes = self.ask(self._place)
        good, said = judge(text, right, mistakes, self._near(text) or self.hint)
        if good:
            self._count(1)
        self._tell_answer(said, right=good, done=good)

    def show_me(self) -> None:
        """Show the number that is asked for; the lines below tell what makes it."""
        if self._question is None or self._question.done:
            return
        right = self.ask(self._place)[1]
        self._count(0)
        self._step = " ".join(self.look().lines)  # they are heard, too
        self._tell_answer(tell_shown(right), done=True)

    def _count(self, right: int) -> None:
        self._known.add(self._place)
        self.score = (self.score[0] + right, self.score[1] + 1)

    def _tell_answer(self, said: str, right: bool = False, done: bool = False) -> None:
        label = self._question.label if self._question else ""
        state = {"score": self._told_score(), "asked": self._number_asked}
        self._question = Question(label, said, right, done, **state)
        self.refresh()

    def _told_score(self) -> str:
        right, all_of = self.score
        return f"{right} of {all_of} right" if all_of else ""

    def _near(self, text: str) -> str:
        """Say so where an answer is another number: that of a neighbour, or of another channel."""
        value = read_number(text)
        if value is None:
            return ""
        names = (name for name, near in self.alike(self._place) if same(near, value))
        return next((f"That is the number {name}." for name in names), "")

    def alike(self, place) -> Iterator[tuple[str, float]]:
        """Return what could be taken for the number at a place: how it is called, and its value."""
        grid, (row, column) = self.spot(place)
        others = [(*self.spot(other), other) for other in self.questions() if other != place]
        for where, (y, x), other in others:
            if where == grid and max(abs(y - row), abs(x - column)) == 1:
                yield self.placed(y, x), self.number_at(other)
        for where, at, other in others:
            if where != grid and at == (row, column):
                yield self.called(where), self.number_at(other)
