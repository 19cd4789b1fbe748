"""The kinds of controls: what a learner can change in an explorer, each declared once in its class.

The page shows each with a label of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import traitlets


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
        if not isinstance(value, int) or not self.least <= value <= self.most:
            received = "" if value is None else f", received {value}"  # None: nothing was typed
            whole = f"a whole number from {self.least} to {self.most}"
            raise ValueError(f"{self.label} is {whole}{received}")


@dataclass(frozen=True)
class Stops(Slider):
    """A slider that stops at some of the whole numbers between its ends only."""

    stops: Sequence[int] = ()

    def shown(self, value) -> dict:
        return super().shown(value) | {"type": "slider"}

    def check(self, value):
        if value not in self.stops:
            stops = ", ".join(map(str, self.stops))
            raise ValueError(f"{self.label} is one of {stops}; received {value}")


@dataclass(frozen=True)
class Number(Slider):
    """A whole number between two ends that are far apart: it is typed."""


@dataclass(frozen=True)
class Choice(Control):
    """One of several texts, in a drop-down list."""

    options: Sequence[str]

    def check(self, value):
        if value not in self.options:
            options = ", ".join(self.options)
            raise ValueError(f"{self.label} is one of {options}; received {value}")


@dataclass(frozen=True)
class Switch(Control):
    """On or off."""


@dataclass(frozen=True)
class Button(Control):
    """Something to press: it has no value, :meth:`Explorer.press` is called."""

    def shown(self, value=None) -> dict:
        return super().shown(None)


def choice(label: str, options: Iterable[str], first: str | None = None) -> traitlets.Enum:
    """Return a trait that is one of several texts, with its control."""
    texts = list(options)
    trait = traitlets.Enum(texts, texts[0] if first is None else first)
    return trait.tag(control=Choice("", label, texts))


def slider(label: str, value: int, least: int, most: int) -> traitlets.Int:
    """Return a trait that is a whole number between two ends, with its control."""
    return traitlets.Int(value, min=least, max=most).tag(control=Slider("", label, least, most))


def typed(label: str, value: int, least: int, most: int) -> traitlets.Int:
    """Return a trait that is a whole number and is typed, with its control."""
    return traitlets.Int(value, min=least, max=most).tag(control=Number("", label, least, most))


def switch(label: str) -> traitlets.Bool:
    """Return a trait that is on or off, with its control."""
    return traitlets.Bool(False).tag(control=Switch("", label))


def button(label: str) -> Button:
    """Return a control that is pressed; its name is that of the attribute."""
    return Button("", label)


def declared(kind: type) -> tuple[Control, ...]:
    """Return the controls that a class declares, in their order.

    Examples
    --------
    >>> class Kind(traitlets.HasTraits):
    ...     size = slider("Size", 2, 1, 3)
    ...     draw = button("Draw again")
    >>> declared(Kind)
    (Slider(name='size', label='Size', least=1, most=3), Button(name='draw', label='Draw again'))
    """
    found = []
    for name, value in vars(kind).items():
        if isinstance(value, traitlets.TraitType):
            value = value.metadata.get("control")
        if isinstance(value, Control):
            found.append(replace(value, name=name))
    return tuple(found)
