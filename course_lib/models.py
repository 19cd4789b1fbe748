"""Layers in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .layers.base import Layer
from .layers.names import new_name
from .layers.reading import check_one_input, read_layers, read_weights
from .layers.reshaping import InputLayer
from .layers.row import Row
from .summary import summary_lines
from .training import Trainer, saving
from .training.step import Diverged, held_back

__all__ = ["Diverged", "Sequential", "load_model"]
__dir__ = __all__.copy  # Tab offers these


class Sequential(Row, Trainer):
    """A model in which each layer works on what the layer before it returns.

    Parameters
    ----------
    layers : list of Layer, optional
    name : str, optional
        Otherwise ``sequential``, ``sequential_1``, …

    Attributes
    ----------
    layers : list of Layer
        Without an :class:`InputLayer` at the beginning.
    weights, trainable_weights, non_trainable_weights : list of arrays
        Those of all layers.
    gradients : list of arrays
        Those with respect to the trainable weights.
    input_shape, output_shape : tuple
        Those of the first and the last layer; before the first call there are none.

    References
    ----------
    ``tf.keras.Sequential``.

    Examples
    --------
    >>> import numpy as np
    >>> from course_lib.layers import Dense, Flatten
    >>> model = Sequential([Flatten(), Dense(10, activation="softmax")])
    >>> model(np.ones((5, 28, 28, 1))).shape, model.count_params()
    ((5, 10), 7850)
    >>> Sequential([Flatten(input_shape=(28, 28, 1)), Dense(10)]).count_params()  # before any call
    7850
    """

    def __init__(self, layers: Sequence[Layer] | None = None, *, name: str | None = None):
        if not isinstance(name, str | None):
            raise TypeError(f"Sequential: name must be text, received {name!r}")
        super().__init__()
        self.name = name or new_name("Sequential")
        self._layers: list[Layer] = []
        self._input: InputLayer | None = None
        self._input_shape: tuple | None = None
        for layer in read_layers(self.name, layers):
            self.add(layer)

    def add(self, layer: Layer) -> None:
        """Put a layer at the end; make its weights if the shape of its input is known.

        It is known from an input, or the ``input_shape`` of the first layer, or the first call.

        Raises
        ------
        TypeError
            If it is not a layer.
        ValueError
            If it is in the model already, takes more than one input, is an input but not the first,
            or cannot work on what the layer before it returns.
        """
        if not isinstance(layer, Layer):
            raise TypeError(
                f"{self.name}: add takes a layer, such as cl.layers.Flatten(), received {layer!r}"
            )
        if any(layer is other for other in self.layers):
            raise ValueError(f"{self.name}: {layer.name} is in the model already")
        check_one_input(self.name, layer)
        if isinstance(layer, InputLayer):
            if self._input or self.layers:
                raise ValueError(f"{self.name}: an input must be the first layer")
            self._input, self._input_shape = layer, layer.output_shape
            return
        first = None
        if layer._given_shape and not (self._input or self.layers):
            first = InputLayer(layer._given_shape)
        shape = first.output_shape if first else self._last_shape()
        if shape is not None:
            layer.build(shape)
        if first:
            self._input, self._input_shape = first, shape
        self._layers.append(layer)

    def __call__(self, inputs: ArrayLike, training: bool = False) -> np.ndarray:
        """Return the last layer's output for a batch.

        Parameters
        ----------
        inputs : array
        training : bool
            Whether the layers keep what one call of :meth:`backward` needs.
        """
        self._check_layers()
        with self._one_at_a_time:  # in a step the layers keep what their way back needs
            x: Any = inputs if self._input is None else self._input(inputs)
            for layer in self.layers:
                x = layer(x, training=training)
        self._input_shape = (None, *np.shape(inputs)[1:])
        return x

    def backward(self, gradient: ArrayLike) -> np.ndarray:
        """Return the gradient with respect to the input; the layers keep those of their weights.

        Parameters
        ----------
        gradient : array
            With respect to the output of the last call, which was made with ``training=True``.
        """
        self._check_layers()
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        return np.asarray(gradient)

    def build(self, input_shape: Sequence[int | None]) -> None:
        """Make all weights for inputs of a shape, such as (None, 28, 28, 1)."""
        self._check_layers()
        shape: Any = input_shape
        if self._input is not None:
            shape = self._input.compute_output_shape(shape)
        for layer in self.layers:
            layer.build(shape)
            shape = layer.output_shape
        self._input_shape = (None, *input_shape[1:])

    def summary(self, *, print_fn: Callable[[str], object] = print) -> None:
        """Print a table of the layers, the shapes that they return, and their numbers of weights.

        Parameters
        ----------
        print_fn : callable
            Takes one line at a time.

        Raises
        ------
        ValueError
            Before the first call, if the model was not built either.
        """
        self._check_built("summary")
        for line in summary_lines(self.name, self.layers):
            print_fn(line)

    @property
    def input_shape(self) -> tuple:
        """The shape of the last input, None for the number of images; none before the first."""
        return self._known("input_shape", self._input_shape)

    @property
    def output_shape(self) -> tuple:
        """The shape of what the last layer returned, None for the number of images."""
        return self._known("output_shape", self._last_shape())

    def _last_shape(self) -> tuple | None:
        last = self._layers[-1] if self._layers else self._input
        return None if last is None else last.output_shape

    def _known(self, what: str, shape: tuple | None) -> tuple:
        if shape is None:
            raise AttributeError(
                f"{self.name}: there is no {what} before the first call. Call the model on an "
                "array first, or build((None, 28, 28, 1))"
            )
        return shape

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Put other numbers in the place of all weights.

        Parameters
        ----------
        weights : list of arrays
            Of the shapes of ``get_weights()``.

        Raises
        ------
        TypeError
            If ``weights`` is not a list, or does not hold real numbers.
        ValueError
            If there are no weights yet, or numbers or shapes of arrays do not agree.
        """
        self._check_built("set_weights")
        arrays = read_weights(self.name, weights, self.weights)
        with held_back():  # so that weights are never half old and half new
            for layer in self.layers:
                count = len(layer.weights)
                layer.set_weights(arrays[:count])
                arrays = arrays[count:]

    def save(self, path: str | PathLike) -> None:
        """Write the model to a file: its layers, their weights, and what it was compiled with.

        The optimizer's state is written too, so that a training can go on where it was. Left out
        are metrics of your own and, if the optimizer or the loss is of your own or its learning
        rate a function, all that was given to :meth:`compile`: after loading, compile again.

        Parameters
        ----------
        path : str or Path
            Its name should end in ``.npz``.

        Raises
        ------
        ValueError
            If there are no weights yet, or a layer is of your own or holds a function that has no
            name here.
        OSError
            If the file cannot be written. Then an older one of that name is still whole.
        """
        self._check_built("save")
        saving.save(self, path)

    @classmethod
    def load(cls, path: str | PathLike) -> Sequential:
        """Return the model of a file that :meth:`save` wrote.

        Raises
        ------
        ValueError
            If the file is damaged, or was not written by :meth:`save`.
        OSError
            If there is no such file.
        """
        return saving.load(cls, path)


load_model = Sequential.load  # as Keras calls it
