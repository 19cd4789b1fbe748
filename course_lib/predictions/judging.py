"""Whether a guess is right, and what to say to it: by the engine that judges exercises."""

import contextlib
import io

import numpy as np

from ..grading.diagnosis import diagnose
from ..grading.fingerprints import fingerprint
from ..grading.show import show
from .question import CHOICE, SHAPE, Question
from .reading import Unreadable, read

RIGHT = "Right. Now run the next cell."


def judge(question: Question, text: str, table: list | None = None) -> tuple[bool, str]:
    """Return whether a guess is right, and what to say to it.

    The answer is not told: not even where it differs from the guess. Who judges many guesses gives
    the :func:`table_of` the question along, which takes long for families.

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
    table = table_of(question) if table is None else table
    found = diagnose([_shown(question.right, question)], [_shown(came, question)], table, True)
    if found.right:
        return True, RIGHT
    rules = [" And: ".join(reason.rules) for reason in found.reasons[:1]]
    if rules:
        return False, f"Not yet. Likely reason: {rules[0]}"
    seen = [told.removeprefix(": ") for told in found.seen]
    told = " ".join([*seen, question.hint]).strip()
    return False, f"Not yet. {told or 'Try again, or press Show me.'}"


def _chosen(question: Question, text: str) -> tuple[bool, str]:
    if text == question.right:
        return True, RIGHT
    if text not in question.choices:
        return False, "Choose one."
    rules = [rule for rule, answer in question.wrong.items() if answer == text]
    return False, f"Not yet. {' '.join(rules[:1]) or 'Try again, or press Show me.'}"


def _shown(answer, question: Question) -> str:
    answer = _plain(answer, question)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        show(answer, digits=question.digits)
    text = out.getvalue().strip()
    return text if np.ndim(answer) else f"guess: {text}"


def table_of(question: Question) -> list:
    """Return what each known mistake answers, as the engine wants it."""
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
