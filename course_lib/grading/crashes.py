"""What an error means for the answer that ended with it, in plain words."""

import difflib
import re

from .crash_meanings import KINDS, MEANINGS

# Functions that later exercises may use: where each was written.
_WRITTEN = {
    "max_pool": "01", "same_padding": "01", "max_pool_same": "01", "max_pool_batch": "01",
    "correlate": "02", "correlate_same": "02", "conv_channels": "02", "conv_layer": "02",
    "conv_relu": "03", "glorot_limit": "03", "channel_parts": "03", "weights_from_bits": "03",
    "take_patches": "04", "conv_by_matrix": "04", "fourier_same": "04", "fourier_conv": "04",
    "filter_each": "05", "depthwise": "05", "separable": "05", "grouped": "05",
    "stamp": "06", "stamp_channels": "06", "slide": "06", "stamp_same": "06",
    "dense_backward": "07", "max_pool_backward": "07", "filter_gradient": "07",
    "input_gradient": "07", "prepare": "08", "loss_and_slope": "08", "scores_of": "08",
    "slopes_of": "08", "train_and_test": "08", "net2_to_torch": "09", "net2_from_torch": "09",
    "pad_same": "09", "enlarge": "09",
}  # fmt: skip
_MODULES = {
    "np": "import numpy as np", "numpy": "import numpy as np", "math": "import math",
    "nn": "from course_lib import nn", "cl": "import course_lib as cl",
    "itertools": "import itertools", "functools": "import functools",
}  # fmt: skip
_FOREIGN = {
    "torch": "PyTorch", "F": "PyTorch", "tf": "TensorFlow", "tensorflow": "TensorFlow",
    "keras": "Keras", "scipy": "SciPy", "signal": "SciPy", "cv2": "OpenCV",
    "skimage": "scikit-image",
    "jax": "JAX", "pandas": "pandas", "sklearn": "scikit-learn", "PIL": "Pillow",
}  # fmt: skip


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
    for pattern, told in MEANINGS:
        if found := re.search(pattern, f"{kind}: {says}"):
            return told.format(*found.groups())
    return KINDS.get(kind, "")


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
