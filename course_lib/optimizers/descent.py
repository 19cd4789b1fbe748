"""Steps against the gradient, with momentum if wanted."""

from __future__ import annotations

import numpy as np

from ..nn.arguments import read_switch
from .base import Optimizer, Rate, read_number


class SGD(Optimizer):
    """Step against the gradient: ``w −= learning_rate · g``, with momentum if wanted.

    With momentum a velocity is kept: ``m = momentum · m − learning_rate · g``, ``w += m``.
    Nesterov's variant looks one step ahead: ``w += momentum · m − learning_rate · g``.

    Parameters
    ----------
    learning_rate : float or callable
        A function of no argument is asked once in each step.
    momentum : float
    nesterov : bool
    name : str, optional

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    ``tf.keras.optimizers.SGD``. I. Sutskever and others: On the importance of initialization and
    momentum in deep learning (2013).

    Examples
    --------
    >>> weights = np.float32([1.0])
    >>> SGD(learning_rate=0.5).apply([np.float32([1.0])], [weights])
    >>> weights
    array([0.5], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Rate = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        *,
        name: str | None = None,
    ):
        self.momentum = read_number(self, "momentum", momentum, 0, 1)
        self.nesterov = read_switch("SGD", "nesterov", nesterov)
        self.slots = 1 if self.momentum else 0
        super().__init__(learning_rate, name)

    def _change(self, w: np.ndarray, g: np.ndarray, *kept: np.ndarray) -> None:
        step = g * np.float32(self._rate)
        if not kept:
            w -= step
            return
        (m,) = kept
        m *= np.float32(self.momentum)
        m -= step
        w += m * np.float32(self.momentum) - step if self.nesterov else m
