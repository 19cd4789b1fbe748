"""Whether a guess is right, and what to say to it: by the engine that judges exercises."""

from __future__ import annotations

import contextlib
import io

import numpy as np

from ..grading.diagnosis import diagnose
from ..grading.fingerprints import fingerprint
from ..grading.show import show
from .question import CHOICE, SHAPE, Question
from .reading import Unreadable, read


def judge(question: Question, text: str) -> tuple[bool, str]:
    """Return whether a guess is right, and what to say to it.

    The answer is not told: not even where it differs from the guess.

    Examples
    --------
    >>> area = Question("How many cells has a 3×4 image?", 12, "3·4", {"That is the sum.": 7})
    >>> judge(area, "12")
    (True, 'Right. Now run the next cell.')
    >>> judge(area, "7")
    (False, 'Not yet. Likely reason: That is the sum.')
    >>> judge(area, "11")
    (False, 'Not yet. Try again, or press Show me.')
    """
    if question.kind == CHOICE:
        return _chosen(question, text)
    try:
        came = read(text, question.kind)
    except Unreadable as error:
        return False, str(error)
    found = diagnose(
        [_shown(question.right, question)], [_shown(came, question)], _table(question), True
    )
    if found.right:
        return True, "Right. Now run the next cell."
    rules = [" And: ".join(reason.rules) for reason in found.reasons[:1]]
    if rules:
        return False, f"Not yet. Likely reason: {rules[0]}"
    seen = [told.removeprefix(": ") for told in found.seen]
    told = " ".join([*seen, question.hint]).strip()
    return False, f"Not yet. {told or 'Try again, or press Show me.'}"


def _chosen(question: Question, text: str) -> tuple[bool, str]:
    if text == question.right:
        return True, "Right. Now run the next cell."
    if text not in question.choices:
        return False, "Choose one."
    rules = [rule for rule, answer in question.wrong.items() if answer == text]
    return False, f"Not yet. {' '.join(rules[:1]) or 'Try again, or press Show me.'}"


def _shown(answer, question: Question) -> str:
    answer = list(answer) if question.kind == SHAPE else answer
    with contextlib.redirect_stdout(io.StringIO()) as out:
        show(answer, digits=question.digits)
    text = out.getvalue().strip()
    return text if np.ndim(answer) else f"guess: {text}"


def _table(question: Question) -> list:
    right = fingerprint(_plain(question.right, question), question.digits)
    rows = []
    for rules, answer in question.mistakes():
        print_ = fingerprint(_rounded(answer, question), 6)
        if print_ != right:
            rows.append([list(rules), [[print_]]])
    return rows


def _plain(answer, question: Question):
    return list(answer) if question.kind == SHAPE else answer


def _rounded(answer, question: Question):
    """Return numbers rounded to the digits that are compared."""
    numbers = np.asarray(_plain(answer, question), float)
    if question.digits >= 6:
        return numbers
    return np.vectorize(lambda value: float(f"{value:.{question.digits}g}"))(numbers)
