"""The questions of lessons on the site: what the engine says to guesses, recorded."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import numpy as np

from ..draw.palette import DARK
from ..files import write_safely
from ..predictions.judging import RIGHT, judge, table_of
from ..predictions.lessons import LESSONS, questions
from ..predictions.question import CHOICE, FORMATS, NUMBER, ROWS, Question
from ..predictions.widget import Prediction
from ..widgets.explorer import _colors

_CELL = re.compile(r'cl\.predict\("(\w+)"((?:, "[\w-]+")+)\)')
_RIGHT_HERE = "Right. Now open the answer below."
_UNFORESEEN = "Try again, or press Show me."
_ODD = 987654.5  # no answer to anything
_SCRIPTS, _STYLE = ("predict.js", "asked.js"), "asked.css"


def asked_in(source: str) -> list[str]:
    """Return the questions that a cell of a lesson asks.

    Examples
    --------
    >>> asked_in('cl.predict("01", "six", "three")')
    ['01/six', '01/three']
    """
    call = _CELL.fullmatch(source.strip())
    return [f"{call[1]}/{name}" for name in re.findall(r'"([^"]+)"', call[2])] if call else []


def asked_html(keys: list[str], still: str, first: bool) -> str:
    """Return what stands in a page: the questions as text, until the form is ready."""
    files = [*_SCRIPTS, f"asked/{keys[0].partition('/')[0]}.js"] if first else []
    scripts = "".join(f'<script defer src="../_static/{file}"></script>' for file in files)
    style = f'<link rel="stylesheet" href="../_static/{_STYLE}">' if first else ""
    return f'{style}<div data-asked="{escape(" ".join(keys))}">{still}</div>{scripts}'


def write_asked(folder: Path) -> None:
    """Write a script for the questions of each lesson, and what all of them share."""
    page = Prediction._esm.replace("export default {", "globalThis.coursePredict = {")
    write_safely(folder / "predict.js", f"(() => {{\n{page}\n}})();\n")
    dark = f'html[data-theme="dark"] .course-form {{ {_colors(DARK)} }}\n'
    write_safely(folder / _STYLE, Prediction._css + dark)
    for lesson in LESSONS:
        known = {f"{lesson}/{name}": question for name, question in questions(lesson).items()}
        told = {key: recorded(key, question) for key, question in known.items()}
        script = f"courseAsked({json.dumps(told, ensure_ascii=False, separators=(',', ':'))});\n"
        write_safely(folder / "asked" / f"{lesson}.js", script)


def recorded(key: str, question: Question) -> dict:
    """Return a question for the page, with what is said to guesses.

    ``texts`` begins with what is said to a guess that was not foreseen, and to the right one.
    Guesses are known by the hash of their form, so that none can be read.
    """
    texts, said = _judged(key, question)
    parts = [] if question.kind in (CHOICE, NUMBER) else list(np.ravel(question.right))
    return {
        "asks": question.asks,
        "format": FORMATS[question.kind],
        "choices": list(question.choices),
        "way": question.way,
        "kind": question.kind,
        "digits": question.digits,
        "rows": len(question.right) if question.kind == ROWS else 1,
        "parts": [hashed(key, f"{i} {_number(n, question.digits)}") for i, n in enumerate(parts)],
        "texts": texts,
        "said": said,
    }


def _judged(key: str, question: Question) -> tuple[list[str], dict[str, int]]:
    """Return what is said to guesses, and for the hash of each which of it."""
    texts = [f"Not yet. {question.hint or _UNFORESEEN}", _RIGHT_HERE]
    said: dict[str, int] = {}
    table = table_of(question) if question.kind != CHOICE else []
    for name, guess in _guesses(question):
        right, told = judge(question, guess, table)
        told = told.replace(RIGHT, _RIGHT_HERE)
        if told not in texts:
            texts.append(told)
        said.setdefault(hashed(key, name), 1 if right else texts.index(told))
    return texts, said


def hashed(key: str, name: str) -> str:
    """Return a few letters for the name of a guess: FNV-1a, which a page computes in a line."""
    found = 2166136261
    for byte in f"{key} {name}".encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return f"{found:x}"


def normal(answer, digits: int) -> str:
    """Return an answer in the form in which guesses are compared.

    Examples
    --------
    >>> normal(14, 6), normal([[1, 20], [-0.0, 0.5]], 2)
    ('1.40000e1', '1.0e0 2.0e1;0.0e0 5.0e-1')
    """
    rows = answer if np.ndim(answer) == 2 else [np.atleast_1d(answer)]
    return ";".join(" ".join(_number(value, digits) for value in row) for row in rows)


def _number(value: float, digits: int) -> str:
    if not np.isfinite(value):
        return str(float(value))
    letters, power = f"{value + 0.0:.{digits - 1}e}".split("e")
    return f"{letters}e{int(power)}"


def _guesses(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the names of guesses, each with a guess of that kind as it is typed."""
    if question.kind == CHOICE:
        yield from ((text, text) for text in ("", *question.choices))
        return
    right = question.right
    for answer in (right, *(answer for _, answer in question.mistakes())):
        if np.ndim(answer) == np.ndim(right):
            yield normal(answer, question.digits), _typed(answer)
    yield "unreadable", "?"
    if question.kind == NUMBER:
        yield "many", "1 2"
        return
    yield from _partly(np.asarray(right, float))
    size = np.size(right)
    for other in range(1, 2 * size + 9):
        if other != size:
            yield f"size {other}", _typed([_ODD] * other)
    if question.kind == ROWS:
        yield "ragged", "1 2; 3"
        yield "rows", _typed([_ODD] * size if len(right) > 1 else [[_ODD]] * size)


def _partly(right: np.ndarray) -> Iterator[tuple[str, str]]:
    """Yield which numbers are right; of rows only how many are."""
    which = itertools.product((1, 0), repeat=right.size)
    if right.ndim == 2:
        which = ((1,) * k + (0,) * (right.size - k) for k in range(right.size))
    for pattern in which:
        guess = np.where(np.reshape(pattern, right.shape), right, _ODD)
        yield f"parts {''.join(map(str, pattern))}", _typed(guess)


def _typed(answer) -> str:
    rows = answer if np.ndim(answer) == 2 else [np.atleast_1d(answer)]
    return "; ".join(" ".join(repr(float(value)) for value in row) for row in rows)
