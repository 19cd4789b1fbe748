"""What a known mistake is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
