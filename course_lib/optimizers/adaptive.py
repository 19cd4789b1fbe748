"""Steps over the usual size of each gradient."""

from __future__ import annotations

import numpy as np

from .base import Optimizer, Rate, read_number


class RMSprop(Optimizer):
    """Divide each gradient by its usual size: the root of the running mean of its square.

    ``v = rho · v + (1 − rho) · g²``, ``w −= learning_rate · g / sqrt(v + epsilon)``.

    Parameters
    ----------
    learning_rate : float or callable
        A function of no argument is asked once in each step.
    rho, momentum, epsilon : float
    name : str, optional

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    ``tf.keras.optimizers.RMSprop``. G. Hinton: Neural networks for machine learning, lecture 6
    (2012).

    Examples
    --------
    >>> weights = np.float32([1.0])
    >>> RMSprop(learning_rate=0.1).apply([np.float32([100.0])], [weights])
    >>> print(f"{weights[0]:.4f}")
    0.6838
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        *,
        name: str | None = None,
    ):
        self.rho = read_number(self, "rho", rho, 0, 1)
        self.momentum = read_number(self, "momentum", momentum, 0, 1)
        self.epsilon = read_number(self, "epsilon", epsilon, 0)
        self.slots = 2 if self.momentum else 1
        super().__init__(learning_rate, name)

    def _change(self, w: np.ndarray, g: np.ndarray, *kept: np.ndarray) -> None:
        v, *velocity = kept
        v *= np.float32(self.rho)
        v += g * g * np.float32(1 - self.rho)
        step = g * np.float32(self._rate) / np.sqrt(v + np.float32(self.epsilon))
        for m in velocity:
            m *= np.float32(self.momentum)
            m += step
            step = m
        w -= step


class Adam(Optimizer):
    """Step by the running mean of the gradients, over the root of that of their squares.

    ``m += (1 − beta_1)(g − m)``, ``v += (1 − beta_2)(g² − v)``,
    ``w −= alpha · m / (sqrt(v) + epsilon)`` with
    ``alpha = learning_rate · sqrt(1 − beta_2ᵗ) / (1 − beta_1ᵗ)`` in step t from 1: the means begin
    at 0, and this makes up for it.

    Parameters
    ----------
    learning_rate : float or callable
        A function of no argument is asked once in each step.
    beta_1, beta_2, epsilon : float
    name : str, optional

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    ``tf.keras.optimizers.Adam``. D. Kingma, J. Ba: Adam: a method for stochastic optimization
    (2015).

    Examples
    --------
    >>> weights = np.float32([1.0])
    >>> Adam().apply([np.float32([100.0])], [weights])
    >>> print(f"{weights[0]:.4f}")  # the first step is the learning rate, whatever the gradient
    0.9990
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        *,
        name: str | None = None,
    ):
        self.beta_1 = read_number(self, "beta_1", beta_1, 0, 1)
        self.beta_2 = read_number(self, "beta_2", beta_2, 0, 1)
        self.epsilon = read_number(self, "epsilon", epsilon, 0)
        self.slots = 2
        super().__init__(learning_rate, name)

    def _change(self, w: np.ndarray, g: np.ndarray, *kept: np.ndarray) -> None:
        m, v = kept
        one, t = np.float32(1), np.float32(self.iterations)
        rates = np.float32(self._rate), np.float32(self.beta_1), np.float32(self.beta_2)
        alpha = rates[0] * np.sqrt(one - rates[2] ** t) / (one - rates[1] ** t)
        change = g - m  # this array is used for each step, as new memory costs more than numbers
        change *= np.float32(1 - self.beta_1)
        m += change
        np.multiply(g, g, out=change)
        change -= v
        change *= np.float32(1 - self.beta_2)
        v += change
        np.sqrt(v, out=change)
        change += np.float32(self.epsilon)
        np.divide(m, change, out=change)
        change *= alpha
        w -= change
