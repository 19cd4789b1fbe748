"""What all optimizers share: they change weights in place, block by block."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence

import numpy as np

from ..nn.arguments import is_real
from ..nn.fast import share_out

BLOCK = 131072  # numbers changed at a time: many enough for a call, few enough for the cache

Rate = float | Callable[[], float]  # how far a step goes, or a function that tells
Blocks = list[tuple[np.ndarray, ...]]  # of weights, their gradients, and what is kept for them


class Optimizer:
    """Change weights in place, a little against their gradients.

    A subclass says in ``slots`` how many arrays it keeps for each array of weights, and changes
    one block of weights in :meth:`_change`.

    Parameters
    ----------
    learning_rate : float or callable
        A function of no argument is asked once in each step.
    name : str, optional

    Attributes
    ----------
    learning_rate : float
        May be changed at any time, also to a function.
    rate_function : callable or None
        The function that is asked for it.
    iterations : int
        How often weights were changed.
    variables : list of array (slots, size)
        What is kept between steps, for each array of weights.
    """

    slots = 0
    rate_function: Callable[[], float] | None = None

    def __init__(self, learning_rate: Rate, name: str | None = None):
        self._set_rate(learning_rate)
        self.name = name or type(self).__name__.lower()
        self.iterations = 0
        self.variables: list[np.ndarray] = []

    @property
    def learning_rate(self) -> float:
        """How far a step goes: a number, or what a function returns now."""
        if self.rate_function is None:
            return self._rate
        return read_number(self, "what learning_rate returns", self.rate_function(), 0)

    @learning_rate.setter
    def learning_rate(self, learning_rate: Rate) -> None:
        self._set_rate(learning_rate)

    def _set_rate(self, learning_rate: Rate) -> None:
        if not callable(learning_rate):
            self._rate = read_number(self, "learning_rate", learning_rate, 0)
            self.rate_function = None
            return
        if not _takes_nothing(learning_rate):
            raise TypeError(
                f"{type(self).__name__}: learning_rate must be a number or a function of no "
                f"argument, received {learning_rate!r}"
            )
        self.rate_function = learning_rate

    def apply(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
        """Change weights in place.

        Parameters
        ----------
        gradients, weights : list of float32 arrays
            Always the same list of weights, one after the other in memory each. Nothing is done,
            and no iteration counted, where there are none.

        Raises
        ------
        ValueError
            If shapes differ from each other, or from those of the step before.
        """
        if not len(gradients) and not len(weights):
            return
        self._check(gradients, weights)
        self._rate = self.learning_rate
        self.iterations += 1
        blocks: Blocks = []
        for weight, gradient, kept in zip(weights, gradients, self.variables, strict=True):
            w, g = weight.reshape(-1), gradient.reshape(-1)
            places = [slice(first, first + BLOCK) for first in range(0, w.size, BLOCK)]
            blocks += [(w[place], g[place], *kept[:, place]) for place in places]
        share_out(self._change_all, _halves(blocks))

    def _change_all(self, blocks: Blocks) -> None:
        for block in blocks:
            self._change(*block)

    def _check(self, gradients: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> None:
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

    def _change(self, w: np.ndarray, g: np.ndarray, *kept: np.ndarray) -> None:
        """Change a block of weights, and what is kept for it; arrays with one axis."""
        raise NotImplementedError


def read_number(
    optimizer: Optimizer, name: str, value: float, lowest: float, below: float | None = None
) -> float:
    """Return a number that is not below ``lowest``, and below another if there is one."""
    kind = type(optimizer).__name__
    if not is_real(value):
        raise TypeError(f"{kind}: {name} must be a number, received {value!r}")
    if not (lowest <= value < (np.inf if below is None else below)):
        limit = f"from {lowest}" + (f" to below {below}" if below else " on")
        raise ValueError(f"{kind}: {name} must be a number {limit}, received {value!r}")
    return float(value)


def _takes_nothing(function: Callable) -> bool:
    try:
        inspect.signature(function).bind()
    except TypeError:
        return False
    except ValueError:
        pass  # some functions of other languages do not say what they take
    return True


def _halves(blocks: Blocks) -> list[Blocks]:
    """Return blocks in two lists with about as many numbers each; in one if they are few."""
    ends = np.cumsum([len(block[0]) for block in blocks])
    if not len(ends) or ends[-1] <= BLOCK:
        return [blocks]
    half = int(np.searchsorted(ends, ends[-1] / 2)) + 1
    return [blocks[:half], blocks[half:]]
