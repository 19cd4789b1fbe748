"""Printing an answer so that the same numbers always look the same."""

from numbers import Real

import numpy as np

_NOISE = 1e-12  # of the largest number: what is smaller is shown as 0
_LONGEST = 500  # characters of an answer that is not made of numbers


def show(answer, label="", digits=6):
    """Print an answer: numbers to some digits, with the shape where it has rows and columns.

    Lists, tuples and arrays of any number type print alike, so what counts is the numbers. A
    complex number is printed as its real and its imaginary part, and a zero has no sign.

    Parameters
    ----------
    answer : number, list, tuple or array
        Anything else is printed as Python shows it, ``...`` as "nothing yet".
    label : str, optional
        Words to put before it.
    digits : int
        Fewer than six where the way of computing may show in the last ones.

    Examples
    --------
    >>> show((1, 5.0))
    [1, 5]
    >>> show([[1, -0.0], [0.1 + 0.2, 4]], "pooled")
    pooled: shape (2, 2)
    [[1, 0],
     [0.3, 4]]
    >>> show([1 - 0j, -0.5j])
    [1+0j, 0-0.5j]
    """
    text = _text(answer, digits)
    print(f"{label}: {text}" if label else text)


def show_each(answers, labels, digits=6):
    """Print several answers that a function returns together, each as :func:`show` does.

    Parameters
    ----------
    answers : tuple or list
        Anything else, or one of another length, is printed as it is.
    labels : list of str or None
        Words to put before each; what has none is not printed.
    digits : int, or list of int
        For all, or for each.

    Examples
    --------
    >>> show_each(([1, 2], 1 / 3), ["by x", "by b"], digits=[6, 2])
    by x: [1, 2]
    by b: 0.33
    >>> show_each(0, ["by x", "by b"])
    not 2 answers: 0
    """
    if answers is ...:
        print("\n".join(f"{label}: {_text(..., 6)}" for label in labels if label))
        return
    if not isinstance(answers, tuple | list) or len(answers) != len(labels):
        print(f"not {len(labels)} answers: {_text(answers, 6)}")
        return
    each = [digits] * len(labels) if isinstance(digits, int) else digits
    for answer, label, count in zip(answers, labels, each, strict=True):
        if label is not None:
            show(answer, label, count)


def kind(answer) -> str:
    """Tell whether an answer holds integers, floats, booleans, or something else.

    Examples
    --------
    >>> kind([1, 2]), kind(0.5), kind((np.zeros(2), np.arange(3)))
    ('integers', 'floats', 'floats, integers')
    """
    if answer is ...:
        return "nothing yet"
    try:
        array = np.asarray(answer)
    except ValueError:  # a list of arrays whose shapes differ
        return ", ".join(map(kind, answer))
    if isinstance(answer, tuple) and len(answer) > 1 and np.ndim(answer[0]):
        return ", ".join(map(kind, answer))
    kinds = {"i": "integers", "u": "integers", "f": "floats", "b": "booleans"}
    return kinds.get(array.dtype.kind, "no numbers")


def _text(answer, digits: int) -> str:
    if answer is ...:
        return "nothing yet"
    try:
        array = np.asarray(answer)
    except ValueError:  # rows of different lengths
        return repr(answer)[:_LONGEST]
    objects = array.dtype.kind == "O"
    array = _plain(array) if objects else array
    if array.dtype.kind not in "iufcb":
        return repr(answer)[:_LONGEST]
    numbers = _numbers(array, digits)
    if array.ndim < 2:
        return numbers
    return f"shape {array.shape}{', of objects' if objects else ''}\n{numbers}"


def _plain(array: np.ndarray) -> np.ndarray:
    """Return an array of objects as one of floats, if each is a number."""
    return array.astype(float) if all(isinstance(one, Real) for one in array.flat) else array


def _numbers(array: np.ndarray, digits: int) -> str:
    flat = np.ravel(array)
    sizes = np.abs(flat[np.isfinite(flat)]) if array.dtype.kind in "fc" else flat[:0]
    least = _NOISE * sizes.max(initial=0) if sizes.size > 1 else 0

    def number(value):
        if array.dtype.kind == "b":
            return str(value)
        if abs(value) < least:  # what a Fourier transform leaves of a zero
            value = value * 0
        if array.dtype.kind == "c":
            return f"{value.real + 0:.{digits}g}{value.imag + 0:+.{digits}g}j"
        return f"{value + 0:.{digits}g}"

    if array.ndim == 0:
        return number(array[()])
    options = {"threshold": array.size + 1, "max_line_width": 100, "separator": ", "}
    return np.array2string(array, formatter={"all": number}, **options)
