"""A question of a lesson: what is asked, what is right, and which mistakes give what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

NUMBER, NUMBERS, SHAPE, ROWS, CHOICE = "number", "numbers", "shape", "rows", "choice"
FORMATS = {
    NUMBER: "a number",
    NUMBERS: "numbers with spaces between them, such as 3 0 −2",
    SHAPE: "a shape, such as (2, 30, 40, 3)",
    ROWS: "rows of numbers with semicolons between the rows, such as 3 0; −2 1",
    CHOICE: "choose one",
}


@dataclass(frozen=True)
class Question:
    """What a lesson asks."""

    asks: str  # the question, in a sentence that can be read alone
    right: Any  # numbers, in lists; a tuple is a shape, a text one of the choices
    way: str  # how to get there: it may tell the answer, and is shown when asked for
    # What known mistakes answer, under the rule that each breaks.
    wrong: dict[str, Any] = field(default_factory=dict)
    # Returns a computation of the right answer, and the changes that fit it.
    families: Callable | None = None
    choices: tuple[str, ...] = ()
    digits: int = 6  # to how many digits a number is compared
    secret: tuple[str, ...] = ()  # what must not be visible in the lesson before the question
    hint: str = ""  # what to say to a wrong answer that no rule explains

    @property
    def kind(self) -> str:
        """What is to be typed."""
        if isinstance(self.right, str):
            return CHOICE
        if isinstance(self.right, tuple):
            return SHAPE
        return (NUMBER, NUMBERS, ROWS)[np.ndim(self.right)]

    def mistakes(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield the rules that are broken, and the answer that this gives."""
        for rule, answer in self.wrong.items():
            yield (rule,), answer
        if self.families is None:
            return
        computation, changes = self.families()
        for one in changes:
            try:
                with np.errstate(all="ignore"):
                    yield (one.rule,), np.asarray(one.change(computation).result())
            except Exception:  # a change that does not fit these sizes
                continue
