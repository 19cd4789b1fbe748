"""Known mistakes of exercise 03 on the way to the first weights: the limit, and the bits."""

import numpy as np

from . import changes as c


def limit(shape):
    """Return Glorot's limit: the answer of task 3."""
    return np.sqrt(6 / (shape[0] * shape[1] * (shape[2] + shape[3])))


def share(words):
    """Return the share that the last 23 bits of each word make."""
    return np.asarray(words) % 2**23 / 2**23


def weights(words, shape, share=share, limit=limit, stretch=2, shift=1, order="C"):
    """Return the answer of task 5, or what other steps on the way lead to."""
    numbers = share(words) * stretch * limit(shape) - shift * limit(shape)
    return np.reshape(numbers, shape, order=order)


def short_limit(shape):
    """Return the limit from fans that miss the size of the window."""
    return np.sqrt(6 / (shape[2] + shape[3]))


def all_bits(words):
    """Return the share that all 32 bits make."""
    return np.asarray(words) / 2**32


LIMITS = (
    limit,
    *(
        c.special(lambda shape, wrong=wrong: wrong(*shape), rule)
        for rule, wrong in {
            "The fans miss the size of the window: fan-in is kh·kw·c_in, fan-out kh·kw·c_out.": (
                lambda kh, kw, c_in, c_out: np.sqrt(6 / (c_in + c_out))
            ),
            "fan-in misses the size of the window: it is kh·kw·c_in.": (
                lambda kh, kw, c_in, c_out: np.sqrt(6 / (c_in + kh * kw * c_out))
            ),
            "fan-out misses the size of the window: it is kh·kw·c_out.": (
                lambda kh, kw, c_in, c_out: np.sqrt(6 / (kh * kw * c_in + c_out))
            ),
            "You divided by the number of weights. Divide by fan-in plus fan-out.": (
                lambda *shape: np.sqrt(6 / np.prod(shape))
            ),
            "You divided by the mean of the fans. Divide by their sum.": (
                lambda *shape: limit(shape) * np.sqrt(2)
            ),
            "The square root is missing.": lambda *shape: limit(shape) ** 2,
            "The axes were read as (c_out, c_in, kh, kw). They are (kh, kw, c_in, c_out).": (
                lambda *shape: limit((*shape[2:], *shape[:2]))
            ),
            "Only 6 is under the root. Divide first, then take the root of all of it.": (
                lambda *shape: limit(shape) ** 2 / np.sqrt(6)
            ),
            "6 was divided by fan-in only, then fan-out was added. Write 6 / (fan_in + fan_out).": (
                lambda kh, kw, c_in, c_out: np.sqrt(6 / (kh * kw * c_in) + kh * kw * c_out)
            ),
        }.items()
    ),
)
BITS = (
    weights,
    *(
        c.option(rule, **options)
        for rule, options in {
            "That is what the given code gives. Three lines are wrong: limit, shares and "
            "weights.": {
                "limit": short_limit,
                "share": all_bits,
                "stretch": 1,
            },
            "The line with limit is wrong: fan-in is kh·kw·c_in, fan-out kh·kw·c_out.": {
                "limit": short_limit
            },
            "The line with shares is wrong: only the last 23 bits count, divided by 2**23.": {
                "share": all_bits
            },
            "The first 9 bits are still there. Only the last 23 count: words % 2**23.": {
                "share": lambda words: np.asarray(words) / 2**23
            },
            "The line with weights is wrong: a share of 1 must give limit, so stretch by "
            "2 * limit.": {"stretch": 1},
            "No weight is negative. A share of 0 must give -limit: take limit away at the end.": {
                "shift": 0
            },
            "The weights stand in the wrong order: reshape(shape) was right, the last axis runs "
            "first.": {"order": "F"},
            "The last bits are a whole number. Divide it by 2**23 to get a share.": {
                "share": lambda words: np.asarray(words) % 2**23
            },
            "Divide by 2**23, not by 2**23 - 1: a share never reaches 1.": {
                "share": lambda words: np.asarray(words) % 2**23 / (2**23 - 1)
            },
            "Words % 23 is a remainder from 0 to 22. The last 23 bits are words % 2**23.": {
                "share": lambda words: np.asarray(words) % 23 / 2**23
            },
        }.items()
    ),
)
