"""A walk through an explorer: one step after the other, computed at once for the page to play."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from .grids import HIDDEN
from .view import View, changed_cells

MOST_TERMS = 4000  # of a whole walk that are told one by one

Cells = list[tuple[str, int, int]]


class Walked:
    """Steps from place to place in a fixed order; what is not reached yet stays empty.

    Attributes
    ----------
    picks : tuple of str
        The attributes that tell what is picked.
    by_term : bool
        Whether numbers grow term by term.
    walked : int or None
        The step that is shown, counted from 0; None while nobody walks.
    """

    picks: tuple[str, ...] = ()
    by_term = True
    quiz: bool
    hides: Callable
    look: Callable[[], View]

    def __init__(self, **state):
        self.walked: int | None = None
        self._order: dict = {}
        self._counted = -1, ""  # for which numbers, and what was found: see _why_whole
        self._numbers = 0  # goes up when the numbers change: then frames are out of date
        super().__init__(**state)

    # What a kind of explorer has to tell.

    def steps(self) -> list:
        """Return the places of a walk, in their order; none where there is nothing to walk."""
        return []

    def step_to(self, place) -> None:
        """Pick a place of the walk."""
        raise NotImplementedError

    def terms(self) -> list[tuple[str, Cells]]:
        """Return how the number that is picked grows: for each term a line, and its cells.

        A cell is the key of its grid, with row and column counted from 0 in the grid.
        """
        return []

    def filled(self) -> tuple[str, int, int] | None:
        """Return the cell that the terms fill in the end."""
        return None

    # What they share.

    def cover(self, *place) -> str | None:
        """Return what stands in the place of a number: ``?`` in a quiz, nothing before its step."""
        if self.hides(*place):
            return HIDDEN
        later = self.walked is not None and self._order.get(place, -1) > self.walked
        return "" if later else None

    def walk_to(self, step: int) -> None:
        """Show a step of the walk."""
        steps = self.steps()
        if not isinstance(step, int) or not 0 <= step < len(steps):
            raise ValueError(f"there is no step {step}: the walk has {len(steps)}")
        self._order = {place: i for i, place in enumerate(steps)}
        self.walked = step
        self.step_to(steps[step])

    def stop(self) -> None:
        """Walk no more: all numbers are shown."""
        self.walked = None

    def walk(self) -> dict | None:
        """Return what the page has to know of the walk; None where there is none."""
        count = 0 if self.quiz else len(self.steps())
        if count < 2:
            return None
        state = {"count": count, "at": self.walked, "terms": self.by_term}
        return state | {"numbers": self._numbers, "why": self._why_whole(count)}

    def _why_whole(self, count: int) -> str:
        """Say why the numbers of a walk of some steps cannot grow term by term, if so."""
        if not self.by_term or self._counted[0] == self._numbers:
            return self._counted[1]
        terms = count * len(self.terms())
        why = f"(for at most {MOST_TERMS} terms; here are {terms})"
        self._counted = self._numbers, why if terms > MOST_TERMS else ""
        return self._counted[1]

    def frames(self) -> list[dict]:
        """Return all steps of the walk, each as what differs from the first.

        What is picked stays as it was.
        """
        before = {name: copy(getattr(self, name)) for name in (*self.picks, "walked")}
        views, grown = [], []
        for step in range(len(self.steps())):
            self.walk_to(step)
            views.append(self.look().to_dict())
            told = [] if self._why_whole(len(self.steps())) else self.terms()
            grown.append({"terms": told, "filled": self.filled()})
        for name, value in before.items():
            setattr(self, name, value)
        frames = [changed_cells(views[0], view) for view in views]
        return [frame | growth for frame, growth in zip(frames, grown, strict=True)]
