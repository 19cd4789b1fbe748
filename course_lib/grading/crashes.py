"""What an error means for the answer that ended with it, in plain words."""

import difflib
import re
from functools import cache

# Functions that later exercises may use, by the exercise in which each is written.
_NAMES = {
    "01": "max_pool same_padding max_pool_same max_pool_batch",
    "02": "correlate correlate_same conv_channels conv_layer",
    "03": "conv_relu glorot_limit channel_parts weights_from_bits",
    "04": "take_patches conv_by_matrix fourier_same fourier_conv",
    "05": "filter_each depthwise separable grouped",
    "06": "stamp stamp_channels slide stamp_same",
    "07": "dense_backward max_pool_backward filter_gradient input_gradient",
    "08": "prepare loss_and_slope scores_of slopes_of train_and_test",
    "09": "net2_to_torch net2_from_torch pad_same enlarge",
}
_WRITTEN = {name: exercise for exercise, names in _NAMES.items() for name in names.split()}
_MODULES = {
    "np": "import numpy as np",
    "numpy": "import numpy as np",
    "math": "import math",
    "nn": "from course_lib import nn",
    "cl": "import course_lib as cl",
    "itertools": "import itertools",
    "functools": "import functools",
}
_FOREIGN = {
    "torch": "PyTorch",
    "F": "PyTorch",
    "tf": "TensorFlow",
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "scipy": "SciPy",
    "signal": "SciPy",
    "cv2": "OpenCV",
    "skimage": "scikit-image",
    "jax": "JAX",
    "pandas": "pandas",
    "sklearn": "scikit-learn",
    "PIL": "Pillow",
}
# What errors say, the telling ones first: patterns, a line each, and below them what they mean.
_TABLE = r"""
'float' object cannot be interpreted as an integer
slice indices must be integers
only integers, slices
integer argument expected
    A number of steps, or a size, is a float. Division with / makes one: use //.
cannot convert float infinity to integer
infinity
    −∞ is a float, and the array holds integers. Make it one of floats first:
    image.astype(float).
cannot convert float NaN to integer
    nan is a float, and the array holds integers.
Cannot cast ufunc '(\w+)' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)
    Floats can't be written into an array of integers in place. Make it one of floats first:
    np.zeros(shape), or images.astype(float).
zero-size array to reduction operation
    A window is empty: it begins beyond the end of the image. Are there too many windows, or
    steps that are too large?
operands could not be broadcast together with shapes (\((\d+),\d+\)) (\(\2,\))
    A table of shape {0} meets a row of shape {2}, one number for each of its rows. Keep the
    axis where you sum or look for the largest: keepdims=True.
operands could not be broadcast together with (?:remapped )?shapes (\([\d,]*\)) (\([\d,]*\))
    Two arrays do not fit together: one has the shape {0}, the other {1}. A window at the edge
    may be cut short, or axes stand in another order.
could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))
    What is written has the shape {0}, and its place has {1}. Is the place at the edge, and cut
    short? Or are axes in another order?
operands could not be broadcast together
    Two arrays do not fit together: their shapes differ along an axis. Print both shapes.
matmul: .*
shapes (\([\d,]+\)) and (\([\d,]+\)) not aligned
    A matrix product needs as many columns on its left as rows on its right. Print both shapes.
cannot reshape array of size (\d+) into shape (\([\d,-]*\))
    There are {0} numbers, and the shape {1} does not hold as many. Which axis is missing?
index (-?\d+) is out of bounds for axis (\d+) with size (\d+)
    Index {0} was asked for, but axis {1} has the size {2}, and counts from 0. The loop goes too
    far, or the axis is another one.
window shape cannot be larger than input array shape
    The window is larger than the image along an axis: are the axes in another order? Images are
    (n, h, w, c).
negative dimensions are not allowed
Negative dimensions
    A size came out negative: the window is larger than what is left of the image.
index can't contain negative values
    The padding came out negative. It is never less than 0: max(total, 0).
'NoneType' object
NoneType
    A function that you call returned None. Is there a return at its end?
'(list|tuple)' object has no attribute '(\w+)'
    A {0} has no {1}. Make it an array first: np.array(...).
too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed
    The array has {0} axes, and {1} indices were given.
not enough values to unpack \(expected (\d+), got (\d+)\)
too many values to unpack \(expected (\d+)
    The number of names on the left does not fit what stands on the right. Print its shape: how
    many axes are there?
missing (\d+) required positional argument
    A function was called with too few arguments. The task says which ones it takes, and in
    which order.
takes (\d+) positional arguments? but (\d+) (?:was|were) given
    A function takes {0} arguments and was called with {1}. The task says which it takes.
unexpected keyword argument '(\w+)'
    There is no argument called {0}.
setting an array element with a sequence
inhomogeneous shape
only (?:length-1|0-dimensional|size-1) arrays can be converted
only .*arrays can be converted to Python scalars
    An array stands where one number belongs. Is a sum or a maximum missing?
The truth value of an array with more than one element is ambiguous
    if and max take one number, and here is an array. Use np.maximum, np.where, or .max().
object is not (?:subscriptable|callable|iterable)
    Something is used as what it is not: a number with [ ], or an array with ( ). Look at the
    brackets in that line.
holds integers \(int\d+\), and \w+ works on floats
    The library's operators take floats. Convert first: images.astype(float).
unsupported operand type\(s\) for .*'(?:list|tuple|NoneType|method|builtin)
    A list, a tuple or None stands where an array of numbers belongs.
can't multiply sequence by non-int
    A list is multiplied, which repeats it. Make it an array first: np.array(...).
axis (\d+) is out of bounds for array of dimension (\d+)
    Axis {0} was named, and the array has {1} axes: they are counted from 0.
einstein sum
einsum
subscripts
    The letters of einsum do not fit the axes: each array needs one letter for each axis.
"""
# What the name of an error tells, where none of them fits.
_KINDS = {
    "SyntaxError": "Python can't read that line. Look at brackets, colons and quotes, there and in "
    "the line before.",
    "IndentationError": "The lines of a function stand below each other, moved in by four spaces.",
    "TabError": "Tabs and spaces are mixed. Use four spaces.",
    "ZeroDivisionError": "Something was divided by 0.",
    "RecursionError": "The function calls itself without end. Does its name stand in it where "
    "another function is meant?",
    "MemoryError": "The answer asked for more memory than there is. How large are its arrays?",
    "KeyError": "A dict has no such key.",
    "AssertionError": "An assert of your own failed.",
    "AttributeError": "There is nothing of that name. Look at its spelling.",
    "IndexError": "An index goes beyond the end of its axis. How far does the loop go?",
    "FileNotFoundError": "There is no such file. The answer needs none.",
    "OverflowError": "A number is too large for the type of its array.",
    "TypeError": "A value has another type than its place asks for. Print it before that line.",
    "ValueError": "A value does not fit its place. Print the shapes before that line.",
}


def meaning(error: str, exercise: str = "", names=(), defined=()) -> str:
    """Return what an error means; nothing if that is not known.

    ``error`` is its name and what it says, as Python tells them; ``names`` are what the task asks
    to define, and ``defined`` the functions that the answer does.

    Examples
    --------
    >>> meaning("TypeError: 'float' object cannot be interpreted as an integer")
    'A number of steps, or a size, is a float. Division with / makes one: use //.'
    """
    kind, _, says = error.split("\n")[0].partition(": ")
    if kind in ("NameError", "UnboundLocalError"):
        return _unknown_name(kind, says, exercise, names, defined)
    if kind in ("ModuleNotFoundError", "ImportError"):
        return _missing_module(says)
    for pattern, told in _meanings():
        if found := re.search(pattern, f"{kind}: {says}"):
            return told.format(*found.groups())
    return _KINDS.get(kind, "")


@cache
def _meanings() -> list[tuple[str, str]]:
    """Return the table as pairs: a pattern, and what it means."""
    entries = re.findall(r"((?:\S.*\n)+)((?: .*\n)+)", _TABLE)
    return [("|".join(said.splitlines()), " ".join(told.split())) for said, told in entries]


def _unknown_name(kind, says, exercise, names, defined) -> str:
    found = re.search(r"'(\w+)'", says)
    name = found[1] if found else ""
    if kind == "UnboundLocalError":
        return (
            f"{name} is given a value somewhere in the function, so it is a name of its own there, "
            "and it is read before that. Use another name, or give it a value first."
        )
    if name in names and defined:
        return (
            f"The task asks for {name}, and your cell defines {', '.join(defined)}. "
            f"Give your function the name {name}."
        )
    if name in names:
        return f"Nothing is called {name}. Define it in the answer's cell."
    if name in _FOREIGN:
        return f"{_FOREIGN[name]} is not part of the course. Write it with NumPy: np."
    if name in _MODULES:
        return f"{name} is not imported. Write in your answer: {_MODULES[name]}"
    written = _WRITTEN.get(name)
    if written and written != exercise[:2]:
        return (
            f"{name} is the function of exercise {written}. Copy it into a cell of this notebook: "
            "notebooks do not share what they define."
        )
    if written:
        return f"{name} is the function of another task. Its cell must define it."
    near = difflib.get_close_matches(name, [*names, *defined, *_WRITTEN], 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"Nothing is called {name} at that line: is it spelt as where it got its value?{hint}"


def _missing_module(says) -> str:
    found = re.search(r"'([\w.]+)'", says)
    name = (found[1] if found else "").split(".")[0]
    known = _FOREIGN.get(name)
    what = known or name or "That"
    return f"{what} is not part of the course. Write the answer with NumPy alone."
