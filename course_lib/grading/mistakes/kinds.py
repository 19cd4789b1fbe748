"""What a known mistake is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Mistake:
    """A wrong answer, and the rule it breaks.

    Attributes
    ----------
    name : str
        What the task asks the learner to define.
    answer : function or value
        What a learner with this mistake would give.
    rule : str
        What the learner is told.
    """

    name: str
    answer: Any
    rule: str

    @classmethod
    def of(cls, name: str, function) -> Mistake:
        """Return the mistake of a function whose docstring is the rule."""
        return cls(name, function, " ".join(function.__doc__.split()))

    @classmethod
    def value(cls, name: str, answer, rule: str) -> Mistake:
        """Return the mistake of a predicted value; its rule begins with the name it is about."""
        return cls(name, answer, f"{name}: {rule}")


def without_last(out, axes):
    """Return what loops that end one step early leave in an array of zeros."""
    kept, cut = np.zeros_like(out), [slice(None)] * out.ndim
    for axis in axes:
        cut[axis] = slice(0, -1)
    kept[tuple(cut)] = out[tuple(cut)]
    return kept
