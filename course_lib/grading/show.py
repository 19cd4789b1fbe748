"""Printing an answer so that the same numbers always look the same."""

from __future__ import annotations

import numpy as np

_LONGEST = 500  # characters of an answer that is not made of numbers


def show(answer, label=""):
    """Print an answer: numbers to six digits, with the shape where it has rows and columns.

    Lists, tuples and arrays of any number type print alike, so what counts is the numbers.

    Parameters
    ----------
    answer : number, list, tuple or array
        Anything else is printed as Python shows it, ``...`` as "nothing yet".
    label : str, optional
        Words to put before it.

    Examples
    --------
    >>> show((1, 5.0))
    [1, 5]
    >>> show([[1, -0.0], [0.1 + 0.2, 4]], "pooled")
    pooled: shape (2, 2)
    [[1, 0],
     [0.3, 4]]
    """
    print(f"{label}: {_text(answer)}" if label else _text(answer))


def show_each(answers, labels):
    """Print several answers that a function returns together, each as :func:`show` does.

    Parameters
    ----------
    answers : tuple or list
        Anything else, or one of another length, is printed as it is.
    labels : list of str
        Words to put before each.

    Examples
    --------
    >>> show_each(([1, 2], 0.5), ["by x", "by b"])
    by x: [1, 2]
    by b: 0.5
    >>> show_each(0, ["by x", "by b"])
    not 2 answers: 0
    """
    if not isinstance(answers, tuple | list) or len(answers) != len(labels):
        print(f"not {len(labels)} answers: {_text(answers)}")
        return
    for answer, label in zip(answers, labels, strict=True):
        show(answer, label)


def kind(answer) -> str:
    """Tell whether an answer holds integers, floats, booleans, or something else.

    Examples
    --------
    >>> kind([1, 2]), kind(0.5)
    ('integers', 'floats')
    """
    kinds = {"i": "integers", "u": "integers", "f": "floats", "b": "booleans"}
    return kinds.get(np.asarray(answer).dtype.kind, "no numbers")


def _text(answer) -> str:
    if answer is ...:
        return "nothing yet"
    try:
        array = np.asarray(answer)
    except ValueError:  # rows of different lengths
        return repr(answer)[:_LONGEST]
    if array.dtype.kind not in "iufb":
        return repr(answer)[:_LONGEST]
    return f"shape {array.shape}\n{_numbers(array)}" if array.ndim > 1 else _numbers(array)


def _numbers(array: np.ndarray) -> str:
    def number(value):
        return str(value) if array.dtype.kind == "b" else f"{value + 0:.6g}"

    if array.ndim == 0:
        return number(array[()])
    options = {"threshold": array.size + 1, "max_line_width": 100, "separator": ", "}
    return np.array2string(array, formatter={"all": number}, **options)
