"""How gradients change the weights."""

from __future__ import annotations

import numbers

import numpy as np

from .lookup import by_name
from .nn.cores import share_out

BLOCK = (
    65536  # numbers changed at a time: fewer, and the calls cost more; more, and the memory does
)


class Optimizer:
    """Change weights in place, a little against their gradients.

    A subclass says in ``slots`` how many arrays it keeps for each array of weights, and changes
    one block of weights in :meth:`_change`.

    Parameters
    ----------
    learning_rate : float
    name : str, optional

    Attributes
    ----------
    learning_rate : float
        May be changed at any time.
    iterations : int
        How often weights were changed.
    variables : list of array (slots, size)
        What is kept between steps, for each array of weights.
    """

    slots = 0

    def __init__(self, learning_rate, name=None):
        self.learning_rate = _read(self, "learning_rate", learning_rate, 0)
        self.name = name or type(self).__name__.lower()
        self.iterations = 0
        self.variables = []

    def apply(self, gradients, weights):
        """Change weights in place.

        Parameters
        ----------
        gradients, weights : list of float32 arrays
            Always the same list of weights, one after the other in memory each.

        Raises
        ------
        ValueError
            If shapes differ from each other, or from those of the step before.
        """
        self._check(gradients, weights)
        self.iterations += 1
        for gradient, weight, kept in zip(gradients, weights, self.variables, strict=True):
            self._change_all(weight.reshape(-1), gradient.reshape(-1), kept)

    def _change_all(self, w, g, kept):
        """Change weights block by block, on two threads if there are many."""
        blocks = [slice(first, first + BLOCK) for first in range(0, w.size, BLOCK)]

        def change(some):
            for block in some:
                self._change(w[block], g[block], *kept[:, block])

        half = len(blocks) // 2
        share_out(change, [blocks[:half], blocks[half:]] if half else [blocks])

    def _check(self, gradients, weights):
        if [g.shape for g in gradients] != [w.shape for w in weights]:
            raise ValueError(f"{self.name}: gradients must have the shapes of the weights")
        if not all(w.flags.c_contiguous for w in weights):
            raise ValueError(f"{self.name}: weights must lie in memory one after the other")
        if not self.variables:
            self.variables = [np.zeros((self.slots, w.size), np.float32) for w in weights]
        if [kept.shape[1] for kept in self.variables] != [w.size for w in weights]:
            raise ValueError(
                f"{self.name}: the first step was made with other weights. Make another optimizer "
                "for each model; if layers were added to a model, compile it again"
            )

    def _change(self, w, g, *kept):
        """Change a block of weights, and what is kept for it; arrays with one axis."""
        raise NotImplementedError


class SGD(Optimizer):
    """Step down the slope: ``w −= learning_rate · g``, with momentum if wanted.

    With momentum a velocity is kept: ``m = momentum · m − learning_rate · g``, ``w += m``.
    Nesterov's variant looks one step ahead: ``w += momentum · m − learning_rate · g``.

    Parameters
    ----------
    learning_rate, momentum : float
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

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, name=None):
        self.momentum = _read(self, "momentum", momentum, 0, 1)
        self.nesterov = bool(nesterov)
        self.slots = 1 if self.momentum else 0
        super().__init__(learning_rate, name)

    def _change(self, w, g, m=None):
        step = g * np.float32(self.learning_rate)
        if m is None:
            w -= step
            return
        m *= np.float32(self.momentum)
        m -= step
        w += m * np.float32(self.momentum) - step if self.nesterov else m


class RMSprop(Optimizer):
    """Divide each slope by its usual size: the root of the running mean of its square.

    ``v = rho · v + (1 − rho) · g²``, ``w −= learning_rate · g / sqrt(v + epsilon)``.

    Parameters
    ----------
    learning_rate, rho, momentum, epsilon : float
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

    def __init__(self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, name=None):
        self.rho = _read(self, "rho", rho, 0, 1)
        self.momentum = _read(self, "momentum", momentum, 0, 1)
        self.epsilon = _read(self, "epsilon", epsilon, 0)
        self.slots = 2 if self.momentum else 1
        super().__init__(learning_rate, name)

    def _change(self, w, g, v, m=None):
        v *= np.float32(self.rho)
        v += g * g * np.float32(1 - self.rho)
        step = g * np.float32(self.learning_rate) / np.sqrt(v + np.float32(self.epsilon))
        if m is not None:
            m *= np.float32(self.momentum)
            m += step
            step = m
        w -= step


class Adam(Optimizer):
    """Step by the running mean of the slopes, over the root of the running mean of their squares.

    ``m += (1 − beta_1)(g − m)``, ``v += (1 − beta_2)(g² − v)``,
    ``w −= alpha · m / (sqrt(v) + epsilon)`` with
    ``alpha = learning_rate · sqrt(1 − beta_2ᵗ) / (1 − beta_1ᵗ)`` in step t from 1: the means begin
    at 0, and this makes up for it.

    Parameters
    ----------
    learning_rate, beta_1, beta_2, epsilon : float
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
    >>> print(f"{weights[0]:.4f}")  # the first step is the learning rate, whatever the slope
    0.9990
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, name=None):
        self.beta_1 = _read(self, "beta_1", beta_1, 0, 1)
        self.beta_2 = _read(self, "beta_2", beta_2, 0, 1)
        self.epsilon = _read(self, "epsilon", epsilon, 0)
        self.slots = 2
        super().__init__(learning_rate, name)

    def _change(self, w, g, m, v):
        one, t = np.float32(1), np.float32(self.iterations)
        rates = np.float32(self.learning_rate), np.float32(self.beta_1), np.float32(self.beta_2)
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


_BY_NAME = {"adam": Adam, "sgd": SGD, "rmsprop": RMSprop}


def get(optimizer) -> Optimizer:
    """Return a new optimizer of a name or class, or an optimizer as it is.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get("adam").learning_rate, get(SGD).learning_rate
    (0.001, 0.01)
    """
    if isinstance(optimizer, Optimizer):
        return optimizer
    if isinstance(optimizer, type) and issubclass(optimizer, Optimizer):
        return optimizer()
    name = optimizer.lower() if isinstance(optimizer, str) else repr(optimizer)
    return by_name("optimizer", name, _BY_NAME)()


def _read(optimizer, name: str, value, lowest, below=None) -> float:
    """Return a number that is not below ``lowest``, and below another if there is one."""
    kind = type(optimizer).__name__
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        raise TypeError(f"{kind}: {name} must be a number, received {value!r}")
    if not (lowest <= value < (np.inf if below is None else below)):
        limit = f"from {lowest}" + (f" to below {below}" if below else " on")
        raise ValueError(f"{kind}: {name} must be a number {limit}, received {value!r}")
    return float(value)
