"""What all layers share: a name, weights made on the first call, and ways to read and set them."""

from __future__ import annotations

import numbers
import re
from collections import Counter

import numpy as np

from ..nn.arguments import read_numbers

_FORMATS = {
    "channels_last": "NHWC",
    "channels_first": "NCHW",
    "NHWC": "NHWC",
    "NCHW": "NCHW",
}
_used_names: Counter = Counter()


class Layer:
    """A step from one batch of arrays to the next.

    Parameters
    ----------
    name : str, optional
        Otherwise made from the kind of layer: ``conv2d``, ``conv2d_1``, …

    Attributes
    ----------
    weights : list of arrays
        Empty before the first call: only then is the number of channels known.
    output_shape : tuple or None
        The shape of what the last call returned, None for the number of images.
    """

    def __init__(self, name=None):
        if not isinstance(name, str | None):
            raise TypeError(f"{type(self).__name__}: name must be text, received {name!r}")
        self.name = name or _new_name(type(self).__name__)
        self.weights = []
        self.built = False
        self.output_shape = None

    def __call__(self, inputs):
        """Return the layer's output for a batch; make the weights first if there are none."""
        x = _as_float32(self._read(inputs))
        if not self.built:
            self._build(x.shape)
            self.built = True
        outputs = self._forward(x)
        self.output_shape = (None, *outputs.shape[1:])
        return outputs

    def get_weights(self):
        """Return copies of the weights, in the order of ``weights``."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights):
        """Put other numbers in the place of the weights.

        Parameters
        ----------
        weights : list of arrays
            Of the shapes of ``get_weights()``.

        Raises
        ------
        TypeError
            If ``weights`` is not a list, or does not hold real numbers.
        ValueError
            If the layer has no weights yet, or numbers or shapes of arrays do not agree.
        """
        self._check_built("set_weights")
        if not isinstance(weights, list | tuple):
            kind = type(weights).__name__
            raise TypeError(f"{self.name}: weights must be a list of arrays, received {kind}")
        arrays = [read_numbers(self.name, "weights", weight) for weight in weights]
        received, wanted = ([w.shape for w in group] for group in (arrays, self.weights))
        if received != wanted:
            raise ValueError(f"{self.name}: weights must have shapes {wanted}, received {received}")
        self.weights = [array.astype(np.float32) for array in arrays]

    def count_params(self):
        """Return how many numbers the weights hold.

        Raises
        ------
        ValueError
            Before the first call: only then are the weights made.
        """
        self._check_built("count_params")
        return sum(weight.size for weight in self.weights)

    def _check_built(self, method):
        if not self.built:
            raise ValueError(
                f"{self.name}: there are no weights before the first call. "
                f"Call the layer on an array first, then {method}"
            )

    def _read(self, inputs) -> np.ndarray:
        """Return the input as an array."""
        raise NotImplementedError

    def _build(self, input_shape):
        """Make the weights for inputs of this shape."""

    def _forward(self, x):
        raise NotImplementedError


def read_count(op: str, name: str, value) -> int:
    """Return a whole number of 1 or more."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise TypeError(f"{op}: {name} must be a whole number, received {value!r}")
    if value < 1:
        raise ValueError(f"{op}: {name} must be 1 or more, received {value}")
    return int(value)


def read_switch(op: str, name: str, value) -> bool:
    """Return True or False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{op}: {name} must be True or False, received {value!r}")
    return bool(value)


def read_format(op: str, data_format) -> str:
    """Return NHWC or NCHW for Keras's names, and for None."""
    if data_format is None:
        return "NHWC"
    if not isinstance(data_format, str) or data_format not in _FORMATS:
        raise ValueError(f"{op}: data_format is one of {list(_FORMATS)}, received {data_format!r}")
    return _FORMATS[data_format]


def read_padding(op: str, padding) -> str:
    """Return SAME or VALID for Keras's ``same`` and ``valid``."""
    if not isinstance(padding, str) or padding.upper() not in ("SAME", "VALID"):
        raise ValueError(f"{op}: padding is 'same' or 'valid', received {padding!r}")
    return padding.upper()


def _as_float32(x: np.ndarray) -> np.ndarray:
    """Return floats as float32, integers as they are."""
    return x.astype(np.float32, copy=False) if x.dtype.kind == "f" else x


def _new_name(kind: str) -> str:
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    used = _used_names[stem]
    _used_names[stem] += 1
    return f"{stem}_{used}" if used else stem
