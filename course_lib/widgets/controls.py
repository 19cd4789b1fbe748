"""What a learner can change in an explorer. The page shows each with a label of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
    """A trait of an explorer that the page can change."""

    name: str
    label: str

    def shown(self, value) -> dict:
        """Return what the page needs to show it."""
        return vars(self) | {"value": value, "type": type(self).__name__.lower()}


@dataclass(frozen=True)
class Slider(Control):
    """A whole number between two ends."""

    least: int
    most: int


@dataclass(frozen=True)
class Number(Slider):
    """A whole number between two ends that are far apart: it is typed."""


@dataclass(frozen=True)
class Choice(Control):
    """One of several texts, in a drop-down list."""

    options: Sequence[str]


@dataclass(frozen=True)
class Switch(Control):
    """On or off."""


@dataclass(frozen=True)
class Button(Control):
    """Something to press: its value does not matter, :meth:`Explorer.press` is called."""
