"""The quiz of an explorer: a hidden number, and what a wrong answer tells of its mistake."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from ..explain.notation import number


class Wrong(NamedTuple):
    """A known mistake: the rule that it breaks, and the number that it gives here."""

    rule: str
    value: float


def read_number(text: str) -> float | None:
    """Return the number that somebody typed, or None.

    A comma may stand for the point, and the long minus for the short one. Digits never stand for
    ∞, however many there are.

    Examples
    --------
    >>> read_number(" −2,5 "), read_number("-∞"), read_number("two"), read_number("1e999")
    (-2.5, -inf, None, None)
    """
    plain = text.strip().replace("−", "-").replace(",", ".").replace("∞", "inf")
    try:
        value = float(plain)
    except ValueError:
        return None
    too_large = math.isinf(value) and any(sign.isdigit() for sign in plain)
    return None if math.isnan(value) or too_large else value


def same(a: float, b: float) -> bool:
    """Tell whether two numbers agree to three digits or to two decimal places.

    Whole numbers must be equal.

    Examples
    --------
    >>> same(0.333, 1 / 3), same(-5.37, -5.37249), same(14, 15)
    (True, True, False)
    >>> same(1621, 1620.0), same(1620.4, 1620.0)
    (False, True)
    """
    if float(a).is_integer() and float(b).is_integer():
        return a == b
    return a == b or math.isclose(a, b, rel_tol=1e-3, abs_tol=5e-3)


def tell_shown(right: float) -> str:
    """Return what is said to a number that is shown; how it is made stands in the lines below.

    Examples
    --------
    >>> tell_shown(-2.0)
    'It is −2.'
    """
    return f"It is {number(right)}."


def judge(text: str, right: float, mistakes: Iterable[Wrong], hint: str = "") -> tuple[bool, str]:
    """Return whether an answer is right, and what to say to it.

    Parameters
    ----------
    text : str
        What was typed.
    right : float
    mistakes : iterable of Wrong
        Those that give the right number are passed over.
    hint : str
        What to say to a wrong number that no known mistake gives.

    Examples
    --------
    >>> judge("14", 14.0, [])
    (True, 'Right: 14.')
    >>> judge("13", 14.0, [], "Add the products.")
    (False, '13 is not it. Add the products. Try again.')
    >>> judge("9", 14.0, [Wrong("The kernel was flipped. Convolution here does not flip it.", 9.0)])
    (False, '9 is what comes out of a mistake: The kernel was flipped. Convolution here does not \
flip it. Try again.')
    >>> judge("nine", 14.0, [])
    (False, 'Type a number, such as 3 or −2.5.')
    """
    value = read_number(text)
    if value is None:
        return False, "Type a number, such as 3 or −2.5."
    if same(value, right):
        return True, f"Right: {number(right)}."
    for wrong in mistakes:
        if same(wrong.value, value) and not same(wrong.value, right):
            return False, f"{number(value)} is what comes out of a mistake: {wrong.rule} Try again."
    return False, " ".join(filter(None, [f"{number(value)} is not it.", hint, "Try again."]))
