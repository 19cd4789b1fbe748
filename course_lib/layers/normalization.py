"""Batch normalization: each channel brought to mean 0 and variance 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..nn.arguments import is_whole, read_switch
from .base import Layer
from .reading import read_number
from .weighted import Initialize, first_values, keep_initializers


class BatchNormalization(Layer):
    """Bring each channel to mean 0 and variance 1, then scale it and shift it.

    In training, mean and variance are those of the batch, over all axes but the channels'; so what
    becomes of an image depends on the others. Meanwhile a moving mean and a moving variance follow
    them, and outside of training these are used::

        out = gamma · (x − mean) / sqrt(variance + epsilon) + beta
        moving = momentum · moving + (1 − momentum) · that of the batch

    Parameters
    ----------
    axis : int
        The axis of the channels: -1 for NHWC, 1 for NCHW.
    momentum : float
        How much of the moving mean and variance each step keeps, from 0 to 1.
    epsilon : float
        Keeps the root away from 0.
    center, scale : bool
        Whether there is a ``beta``, and a ``gamma``.
    beta_initializer, gamma_initializer : str or callable
    moving_mean_initializer, moving_variance_initializer : str or callable
    name : str, optional
    input_shape : sequence of int, optional
        Of one input, (28, 28, 1), for the first layer of a model.

    Attributes
    ----------
    weights : list of arrays (c,)
        Gamma, beta, moving mean and moving variance. The last two are not trained: they have no
        gradients, and a call with ``training=True`` changes them.

    Raises
    ------
    TypeError
        On a call with integers: convert them to float first.
    ValueError
        If an option is out of its range, the input has no such axis, or a later call has other
        channels.

    References
    ----------
    ``tf.keras.layers.BatchNormalization``. S. Ioffe, C. Szegedy: Batch normalization: accelerating
    deep network training by reducing internal covariate shift (2015).

    Examples
    --------
    >>> layer = BatchNormalization(momentum=0.5, epsilon=0)
    >>> layer([[1.0, 50.0], [3.0, 10.0]], training=True)
    array([[-1.,  1.],
           [ 1., -1.]], dtype=float32)
    >>> layer.count_params(), len(layer.trainable_weights), layer.weights[2]
    (8, 2, array([ 1., 15.], dtype=float32))
    """

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 0.001,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Initialize | str = "zeros",
        gamma_initializer: Initialize | str = "ones",
        moving_mean_initializer: Initialize | str = "zeros",
        moving_variance_initializer: Initialize | str = "ones",
        *,
        name: str | None = None,
        input_shape: Sequence[int] | None = None,
    ):
        kind = "BatchNormalization"
        if not is_whole(axis):
            raise TypeError(f"{kind}: axis must be a whole number, received {axis!r}")
        self.axis = int(axis)
        self.momentum = read_number(f"{kind}: momentum", momentum, most=1)
        self.epsilon = read_number(f"{kind}: epsilon", epsilon)
        self.center = read_switch(kind, "center", center)
        self.scale = read_switch(kind, "scale", scale)
        first = {
            "gamma": gamma_initializer,
            "beta": beta_initializer,
            "moving_mean": moving_mean_initializer,
            "moving_variance": moving_variance_initializer,
        }
        keep_initializers(self, first)
        super().__init__(name=name, input_shape=input_shape)

    @property
    def trainable_weights(self) -> list[np.ndarray]:
        """Gamma and beta, where there are any."""
        return self.weights[: self.scale + self.center]

    def _check_shape(self, input_shape: tuple) -> None:
        axes = len(input_shape)
        if not -axes < self.axis < axes or self.axis == 0:
            raise ValueError(
                f"{self.name}: axis {self.axis} must be one of the channels, "
                f"and not that of the images, in shape {input_shape}"
            )
        channels = input_shape[self.axis]
        if channels == 0:
            raise ValueError(
                f"{self.name}: input has no channels (axis {self.axis} of {input_shape})"
            )
        if self.built and channels != self.weights[-1].size:
            raise ValueError(
                f"{self.name}: the first call made weights for {self.weights[-1].size} channels, "
                f"this input has {channels} (axis {self.axis} of {input_shape}). "
                "Make another layer for it"
            )

    def _build(self, input_shape: tuple) -> None:
        kinds = ["gamma"] * self.scale + ["beta"] * self.center + ["moving_mean", "moving_variance"]
        shape = (input_shape[self.axis],)
        self.weights = [first_values(self, kind, shape) for kind in kinds]

    def _forward(self, x: np.ndarray, training: bool) -> np.ndarray:
        rows = self._rows(x)
        moving_mean, moving_variance = self.weights[-2:]
        if training:
            mean, apart, variance = self._measure(rows)
            for moving, measured in ((moving_mean, mean), (moving_variance, variance)):
                moving *= np.float32(self.momentum)
                moving += measured * np.float32(1 - self.momentum)
        else:
            apart, variance = rows - moving_mean, moving_variance
        by_root = 1 / np.sqrt(variance + np.float32(self.epsilon))
        apart *= by_root
        if training:
            self._normal = apart, by_root  # of one forward pass, for one backward pass
        gamma, beta = self._scale_and_shift()
        return self._unrolled(apart * gamma + beta, x)

    def _measure(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the mean, how far rows are from it, and the variance."""
        if not rows.size:
            raise ValueError(
                f"{self.name}: in training there must be one number or more in each channel"
            )
        share = np.full(len(rows), 1 / len(rows), np.float32)
        mean = share @ rows
        apart = rows - mean
        return mean, apart, share @ (apart * apart)

    def _backward(self, x: np.ndarray, outputs: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        normal, by_root = self.__dict__.pop("_normal")
        rows = self._rows(gradient)
        by_beta = np.ones(len(rows), np.float32) @ rows
        by_gamma = np.ones(len(rows), np.float32) @ (rows * normal)
        self.gradients = [by_gamma] * self.scale + [by_beta] * self.center
        # All numbers of a channel move its mean and variance: what they move together is taken off.
        together = (by_beta + normal * by_gamma) / np.float32(len(rows))
        gamma, _ = self._scale_and_shift()
        return self._unrolled((rows - together) * (by_root * gamma), x)

    def _scale_and_shift(self) -> tuple[Any, Any]:
        gamma = self.weights[0] if self.scale else np.float32(1)
        return gamma, self.weights[self.scale] if self.center else np.float32(0)

    def _rows(self, x: np.ndarray) -> np.ndarray:
        """Return the numbers as rows with a column for each channel."""
        return np.moveaxis(x, self.axis, -1).reshape(-1, x.shape[self.axis])

    def _unrolled(self, rows: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Return rows in the shape of ``x``."""
        shape = np.moveaxis(x, self.axis, -1).shape
        return np.ascontiguousarray(np.moveaxis(rows.reshape(shape), -1, self.axis))
