"""What errors of Python and NumPy mean: patterns of what they say, then their names alone."""

MEANINGS = [
    (
        r"'float' object cannot be interpreted as an integer|"
        r"slice indices must be integers|only integers, slices|integer argument expected",
        "A number of steps, or a size, is a float. Division with / makes one: use //.",
    ),
    (
        r"cannot convert float infinity to integer|infinity",
        "−∞ is a float, and the array holds integers. Make it one of floats first: "
        "image.astype(float).",
    ),
    (r"cannot convert float NaN to integer", "nan is a float, and the array holds integers."),
    (
        r"Cannot cast ufunc '(\w+)' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)",
        "Floats can't be written into an array of integers in place. Make it one of floats first: "
        "np.zeros(shape), or images.astype(float).",
    ),
    (
        r"zero-size array to reduction operation",
        "A window is empty: it begins beyond the end of the image. Are there too many windows, or "
        "steps that are too large?",
    ),
    (
        r"operands could not be broadcast together with shapes (\((\d+),\d+\)) (\(\2,\))",
        "A table of shape {0} meets a row of shape {2}, one number for each of its rows. Keep the "
        "axis where you sum or look for the largest: keepdims=True.",
    ),
    (
        r"operands could not be broadcast together with (?:remapped )?shapes (\([\d,]*\)) "
        r"(\([\d,]*\))",
        "Two arrays do not fit together: one has the shape {0}, the other {1}. A window at the "
        "edge may be cut short, or axes stand in another order.",
    ),
    (
        r"could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))",
        "What is written has the shape {0}, and its place has {1}. Is the place at the edge, and "
        "cut short? Or are axes in another order?",
    ),
    (
        r"operands could not be broadcast together",
        "Two arrays do not fit together: their shapes differ along an axis. Print both shapes.",
    ),
    (
        r"matmul: .*|shapes (\([\d,]+\)) and (\([\d,]+\)) not aligned",
        "A matrix product needs as many columns on its left as rows on its right. Print both "
        "shapes.",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\([\d,-]*\))",
        "There are {0} numbers, and the shape {1} does not hold as many. Which axis is missing?",
    ),
    (
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "Index {0} was asked for, but axis {1} has {2} places: 0 to size - 1. The loop goes too "
        "far, or the axis is another one.",
    ),
    (
        r"window shape cannot be larger than input array shape",
        "The window is larger than the image along an axis: are the axes in another order? Images "
        "are (n, h, w, c).",
    ),
    (
        r"negative dimensions are not allowed|Negative dimensions",
        "A size came out negative: the window is larger than what is left of the image.",
    ),
    (
        r"index can't contain negative values",
        "The padding came out negative. It is never less than 0: max(total, 0).",
    ),
    (
        r"'NoneType' object|NoneType",
        "A function that you call returned None. Is there a return at its end?",
    ),
    (
        r"'(list|tuple)' object has no attribute '(\w+)'",
        "A {0} has no {1}. Make it an array first: np.array(...).",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "The array has {0} axes, and {1} indices were given.",
    ),
    (
        r"not enough values to unpack \(expected (\d+), got (\d+)\)|too many values to unpack "
        r"\(expected (\d+)",
        "The number of names on the left does not fit what stands on the right. Print its shape: "
        "how many axes are there?",
    ),
    (
        r"missing (\d+) required positional argument",
        "A function was called with too few arguments. The task says which ones it takes, and in "
        "which order.",
    ),
    (
        r"takes (\d+) positional arguments? but (\d+) (?:was|were) given",
        "A function takes {0} arguments and was called with {1}. The task says which it takes.",
    ),
    (r"unexpected keyword argument '(\w+)'", "There is no argument called {0}."),
    (
        r"setting an array element with a sequence|inhomogeneous shape|"
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted|"
        r"only .*arrays can be converted to Python scalars",
        "An array stands where one number belongs. Is a sum or a maximum missing?",
    ),
    (
        r"The truth value of an array with more than one element is ambiguous",
        "if and max take one number, and here is an array. Use np.maximum, np.where, or .max().",
    ),
    (
        r"object is not (?:subscriptable|callable|iterable)",
        "Something is used as what it is not: a number with [ ], or an array with ( ). Look at the "
        "brackets in that line.",
    ),
    (
        r"holds integers \(int\d+\), and \w+ works on floats",
        "The library's operators take floats. Convert first: images.astype(float).",
    ),
    (
        r"unsupported operand type\(s\) for .*'(?:list|tuple|NoneType|method|builtin)",
        "A list, a tuple or None stands where an array of numbers belongs.",
    ),
    (
        r"can't multiply sequence by non-int",
        "A list is multiplied, which repeats it. Make it an array first: np.array(...).",
    ),
    (
        r"axis (\d+) is out of bounds for array of dimension (\d+)",
        "Axis {0} was named, and the array has {1} axes: they are counted from 0.",
    ),
    (
        r"einstein sum|einsum|subscripts",
        "The letters of einsum do not fit the axes: each array needs one letter for each axis.",
    ),
]  # fmt: skip
KINDS = {
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
