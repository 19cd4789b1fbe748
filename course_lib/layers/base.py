"""What all layers share: a name, weights, a way forward and a way back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import check_count, read_array, read_numbers, read_switch
from .names import new_name
from .reading import read_input_shape, read_shape, read_weights


class Layer:
    """A step from one batch of arrays to the next.

    Parameters
    ----------
    name : str, optional
        Otherwise made from the kind of layer: ``conv2d``, ``conv2d_1``, …
    input_shape : sequence of int, optional
        Of one input, such as (28, 28, 1). In the first layer of a model it makes the weights of all
        layers at once; elsewhere it changes nothing.

    Attributes
    ----------
    weights : list of arrays
        Empty before the first call: only then is the number of channels known.
    gradients : list of arrays
        After :meth:`backward`, the gradient with respect to each of the trainable weights.
    output_shape : tuple or None
        The shape of what the last call returned, None for the number of images.
    """

    floating = True  # whether integers are refused
    axes: str | None = None  # names of the input's axes; None where any number of them will do

    def __init__(self, *, name: str | None = None, input_shape: Sequence[int] | None = None):
        if not isinstance(name, str | None):
            raise TypeError(f"{type(self).__name__}: name must be text, received {name!r}")
        self._given_shape = read_input_shape(type(self).__name__, input_shape)
        self.name = name or new_name(type(self).__name__)
        self.weights: list[np.ndarray] = []
        self.gradients: list[np.ndarray] = []
        self.built = type(self)._build is Layer._build  # if there are no weights to make
        self.output_shape: tuple | None = None
        self._kept: tuple[np.ndarray, np.ndarray] | None = None

    def __call__(self, inputs: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the layer's output for a batch; make the weights first if there are none.

        Parameters
        ----------
        inputs : array
        training : bool
            Whether to keep what one call of :meth:`backward` needs.
        """
        training = read_switch(self.name, "training", training)
        x = self._read(inputs)
        if x.dtype.kind == "f":  # integers stay as they are
            x = x.astype(np.float32, copy=False)
        self._check_shape(x.shape)
        # Where no window fits, or no computer would hold the output, the error names the layer.
        check_count(self.name, "the output", self._output_shape(x.shape))
        self._make_weights(x.shape)
        outputs = self._forward(x, training)
        self._kept = (x, outputs) if training else None
        self.output_shape = (None, *outputs.shape[1:])
        return outputs

    def backward(self, gradient: ArrayLike) -> np.ndarray:
        """Return the gradient with respect to the input; ``gradients`` gets those of the weights.

        Parameters
        ----------
        gradient : array
            With respect to the output of the last call, and of its shape.

        Raises
        ------
        ValueError
            If the last call was not made with ``training=True`` or is used up, or shapes differ.
        TypeError
            If the input held integers: they cannot change by a little.
        """
        if self._kept is None:
            raise ValueError(
                f"{self.name}: nothing is kept to go back through. "
                "Call the layer with training=True before each backward"
            )
        x, outputs = self._kept
        given = read_numbers(self.name, "gradient", gradient)
        if given.shape != outputs.shape:
            raise ValueError(
                f"{self.name}: gradient must have the shape of the output {outputs.shape}, "
                f"received {given.shape}"
            )
        if x.dtype.kind != "f":
            raise TypeError(
                f"{self.name}: the input held integers ({x.dtype}), which have no gradient. "
                "Convert first: input.astype('float32')"
            )
        by_input = self._backward(x, outputs, given.astype(np.float32))
        self._kept = None
        return by_input

    def build(self, input_shape: Sequence[int | None]) -> None:
        """Make the weights for inputs of this shape, such as (None, 28, 28, 1).

        Raises
        ------
        ValueError
            If the layer cannot work on inputs of this shape.
        """
        self.output_shape = (None, *self.compute_output_shape(input_shape)[1:])
        self._make_weights(tuple(input_shape))

    def compute_output_shape(self, input_shape: Sequence[int | None]) -> tuple:
        """Return the shape of the output for inputs of a shape, without any numbers.

        Parameters
        ----------
        input_shape : sequence of int
            The first may be None: any number of images.

        Returns
        -------
        tuple of int

        Raises
        ------
        ValueError
            If the layer cannot work on inputs of this shape.
        """
        shape = read_shape(self.name, input_shape, self.axes)
        self._check_shape(shape)
        return self._output_shape(shape)

    @property
    def trainable_weights(self) -> list[np.ndarray]:
        """Those of the weights that have gradients, and that an optimizer changes."""
        return self.weights

    @property
    def non_trainable_weights(self) -> list[np.ndarray]:
        """The other weights, which follow them: what the layer measures in training."""
        return self.weights[len(self.trainable_weights) :]

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the weights, in the order of ``weights``."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
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
        arrays = read_weights(self.name, weights, self.weights)
        self.weights = [array.astype(np.float32) for array in arrays]

    def count_params(self) -> int:
        """Return how many numbers the weights hold.

        Raises
        ------
        ValueError
            Before the first call: only then are the weights made.
        """
        self._check_built("count_params")
        return sum(weight.size for weight in self.weights)

    def _check_built(self, method: str) -> None:
        if not self.built:
            raise ValueError(
                f"{self.name}: there are no weights before the first call. "
                f"Call the layer on an array first, then {method}"
            )

    def _make_weights(self, input_shape: tuple) -> None:
        if not self.built:
            self._build(input_shape)
            self.built = True

    def _read(self, inputs: ArrayLike) -> np.ndarray:
        """Return the input as an array."""
        if self.axes:
            return read_array(self.name, "input", inputs, self.axes, floating=self.floating)
        x = read_numbers(self.name, "input", inputs)
        axes = ", ".join(["n", *"…" * (x.ndim - 1)])
        if x.ndim == 0:
            raise ValueError(f"{self.name}: input must have an axis of images, received a number")
        return read_array(self.name, "input", x, axes, floating=self.floating)

    def _check_shape(self, input_shape: tuple) -> None:
        """Raise ValueError if the layer cannot work on inputs of this shape."""

    def _build(self, input_shape: tuple) -> None:
        """Make the weights for inputs of this shape."""

    def _output_shape(self, input_shape: tuple) -> tuple:
        """Return the shape of the output for a shape that was checked."""
        return input_shape

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        raise NotImplementedError(f"{self.name}: Layer is what all layers share; call one of them")

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """Return the gradient with respect to ``x``, and set ``gradients``."""
        raise NotImplementedError
