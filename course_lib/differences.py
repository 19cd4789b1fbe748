"""Slopes found by nudging: what every gradient is checked against."""

from __future__ import annotations

import numpy as np

from .nn.arguments import read_numbers

STEP = 2.0**-10  # a power of two, so that adding it to small whole numbers rounds nothing


def finite_differences(function, arguments, by, weights, step=STEP):
    """Return how fast a weighted sum of outputs changes with each number of one argument.

    Each number is made larger by ``step``, then smaller, and the difference of the two sums is
    divided by ``2 * step``. That takes two calls a number: it is for checking, not for training.

    Parameters
    ----------
    function : callable
        Returns an array (…).
    arguments : list
        What ``function`` is called with.
    by : int
        Which of the arguments is nudged; it holds floats.
    weights : array (…)
        What each output is multiplied with before the sum: the gradient of the loss by it.
    step : float
        Half the distance between the two calls.

    Returns
    -------
    array of the shape of ``arguments[by]``, float64

    Raises
    ------
    TypeError
        If the argument holds integers: they cannot change by a little.
    ValueError
        If ``weights`` has not the shape of the output, or a step changes nothing: it is 0, or too
        small beside a number of this dtype.

    Examples
    --------
    >>> finite_differences(np.square, [np.array([1.0, -3.0])], by=0, weights=[1.0, 10.0])
    array([  2., -60.])
    """
    by = range(len(arguments))[by]  # counted from the end, too
    start = read_numbers("finite_differences", f"arguments[{by}]", arguments[by])
    if start.dtype.kind != "f":
        raise TypeError(
            f"finite_differences: arguments[{by}] holds integers ({start.dtype}), which cannot "
            "change by a little. Convert first: .astype('float64')"
        )
    slopes = np.empty(start.shape)
    for place in np.ndindex(start.shape):
        sums = []
        for nudge in (step, -step):
            nudged = start.copy()
            nudged[place] += nudge
            if nudged[place] == start[place]:
                raise ValueError(
                    f"finite_differences: step={step} is lost beside {start[place]:.6g} of "
                    f"arguments[{by}], which holds {start.dtype}. Take a larger step, or convert "
                    "first: .astype('float64')"
                )
            sums.append(_weighted_sum(function(*_replaced(arguments, by, nudged)), weights))
        slopes[place] = (sums[0] - sums[1]) / (2 * step)
    return slopes


def _replaced(arguments, by, value) -> list:
    return [value if i == by else argument for i, argument in enumerate(arguments)]


def _weighted_sum(outputs, weights) -> float:
    outputs, weights = np.asarray(outputs, float), np.asarray(weights, float)
    if outputs.shape != weights.shape:
        raise ValueError(
            f"finite_differences: weights must have the shape of the output {outputs.shape}, "
            f"received {weights.shape}"
        )
    return float((outputs * weights).sum())
