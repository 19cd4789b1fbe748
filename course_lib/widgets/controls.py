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

    def check(self, value) -> None:
        """Raise a ValueError that says what is right, if ``value`` is not."""


@dataclass(frozen=True)
class Slider(Control):
    """A whole number between two ends."""

    least: int
    most: int

    def check(self, value):
        """Take whole numbers between the ends."""
        if not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(
                f"{self.label} is a whole number from {self.least} to {self.most}, received {value}"
            )


@dataclass(frozen=True)
class Number(Slider):
    """A whole number between two ends that are far apart: it is typed."""


@dataclass(frozen=True)
class Choice(Control):
    """One of several texts, in a drop-down list."""

    options: Sequence[str]

    def check(self, value):
        """Take one of the options."""
        if value not in self.options:
            options = ", ".join(self.options)
            raise ValueError(f"{self.label} is one of {options}; received {value}")


@dataclass(frozen=True)
class Switch(Control):
    """On or off."""


@dataclass(frozen=True)
class Button(Control):
    """Something to press: its value does not matter, :meth:`Explorer.press` is called."""
