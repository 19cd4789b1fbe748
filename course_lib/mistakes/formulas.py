"""Wrong formulas, in the tasks that ask for one: the rule and what it gives."""

from __future__ import annotations

import numpy as np

from ..nn.geometry import same_padding
from .paddings import PADDINGS
from .sliding import same


def _padding(before, after):
    def answer(length, size, stride):
        axis = same(length, size, stride)
        return before(axis), after(axis)

    return answer


def _cells(length, size, stride):
    return (-(-length // stride) - 1) * stride + size - length


def _halves(cells):
    return max(cells, 0) // 2, max(cells, 0) - max(cells, 0) // 2


SAME_PADDING = {rule: _padding(*cells) for rule, cells in PADDINGS.items()} | {
    "That is the length of the output. The cells of padding are asked for.": (
        lambda length, size, stride: -(-length // stride)
    ),
    "Before and after are the total each, or half of it as a fraction: a cell can't be halved.": (
        lambda length, size, stride: (max(_cells(length, size, stride), 0) / 2,) * 2
    ),
    "The padding came out negative. It is never less than 0.": lambda length, size, stride: (
        _cells(length, size, stride) // 2,
        _cells(length, size, stride) - _cells(length, size, stride) // 2,
    ),
    "There are three numbers. Return two: the cells before, and the cells after.": (
        lambda length, size, stride: (
            -(-length // stride),
            *same_padding(length, size, stride),
        )
    ),
    "That is the total, and the half that goes before. Return the cells before, and the cells "
    "after.": lambda length, size, stride: (
        sum(same_padding(length, size, stride)),
        same_padding(length, size, stride)[0],
    ),
    "The length was rounded to the nearest whole number. Under SAME it is rounded up.": (
        lambda length, size, stride: _halves((round(length / stride) - 1) * stride + size - length)
    ),
    "The sign of a negative total was dropped. Where nothing is missing, the padding is 0.": (
        lambda length, size, stride: _halves(abs(_cells(length, size, stride)))
    ),
    "The sign is wrong: the padding is what the windows need less what is there.": (
        lambda length, size, stride: (
            max(-_cells(length, size, stride), 0) // 2,
            -(-max(-_cells(length, size, stride), 0) // 2),
        )
    ),
}


def _limit(formula):
    def answer(shape):
        kh, kw, c_in, c_out = shape
        return formula(kh * kw * c_in, kh * kw * c_out)

    return answer


GLOROT = {
    "The limit has the wrong sign, or two values: it is one positive number.": _limit(
        lambda a, b: (-np.sqrt(6 / (a + b)), np.sqrt(6 / (a + b)))
    ),
    "Only fan-out was used. Glorot's rule adds fan-in and fan-out.": _limit(
        lambda a, b: np.sqrt(6 / b)
    ),
    "6 was divided by fan_in and multiplied by fan_out. Write 6 / (fan_in + fan_out).": _limit(
        lambda a, b: np.sqrt(6 / a * b)
    ),
    "A bias was counted into fan-in. Only the weights of a filter count.": _limit(
        lambda a, b: np.sqrt(6 / (a + 1 + b))
    ),
    "The fans were multiplied. Add them.": _limit(lambda a, b: np.sqrt(6 / (a * b))),
    "The root was taken of 2 / (fan_in + fan_out): that is the deviation of a bell curve. For a "
    "limit, 6 is divided.": _limit(lambda a, b: np.sqrt(2 / (a + b))),
    "The root was taken of 2 / fan_in: that is He's rule. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: np.sqrt(2 / a)),
    "The root was taken of 6 / fan_in: that is He's rule. Glorot's adds fan_out.": _limit(
        lambda a, b: np.sqrt(6 / a)
    ),
    "The root was taken of 1 / fan_in, as PyTorch does. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: np.sqrt(1 / a)),
    "The root was taken of 3 / fan_in. Glorot's is sqrt(6 / (fan_in + fan_out)).": _limit(
        lambda a, b: np.sqrt(3 / a)
    ),
    "The root was taken of 3 / (fan_in + fan_out). 6 is divided.": _limit(
        lambda a, b: np.sqrt(3 / (a + b))
    ),
    "The root was taken of 12 / (fan_in + fan_out). 6 is divided.": _limit(
        lambda a, b: np.sqrt(12 / (a + b))
    ),
    "** 1 / 2 divides by 2 at the end. The root is ** 0.5, or np.sqrt.": _limit(
        lambda a, b: 6 / (a + b) / 2
    ),
    "The fraction is upside down: 6 / (fan_in + fan_out).": _limit(
        lambda a, b: np.sqrt((a + b) / 6)
    ),
    "The whole range from -limit to limit was returned: it is twice the limit.": _limit(
        lambda a, b: 2 * np.sqrt(6 / (a + b))
    ),
    "Division // rounds down. Use /.": _limit(lambda a, b: np.sqrt(6 // (a + b))),
    "The axes were read as (c_out, kh, kw, c_in). They are (kh, kw, c_in, c_out).": (
        lambda shape: np.sqrt(6 / (shape[1] * shape[2] * (shape[3] + shape[0])))
    ),
    "The height of the window is missing: the fans have kh * kw.": lambda shape: np.sqrt(
        6 / (shape[1] * (shape[2] + shape[3]))
    ),
    "The width of the window is missing: the fans have kh * kw.": lambda shape: np.sqrt(
        6 / (shape[0] * (shape[2] + shape[3]))
    ),
    "kh and kw were added. Multiply them.": lambda shape: np.sqrt(
        6 / ((shape[0] + shape[1]) * (shape[2] + shape[3]))
    ),
    "All four numbers were added. A fan is a product.": lambda shape: np.sqrt(6 / sum(shape)),
}


def _weights(share=lambda w: w % 2**23 / 2**23, stretch=2.0, shift=1.0, limit=None, layout=None):
    def answer(words, shape):
        kh, kw, c_in, c_out = shape
        size = limit(kh, kw, c_in, c_out) if limit else np.sqrt(6 / (kh * kw * (c_in + c_out)))
        numbers = share(np.asarray(words, np.int64)) * stretch * size - shift * size
        return layout(numbers, shape) if layout else numbers.reshape(shape)

    return answer


BITS = {
    "The first 23 bits were taken, not the last: words % 2**23, not words >> 9.": _weights(
        lambda w: (w >> 9) / 2**23
    ),
    "The last 23 bits are words % 2**23, not words % 2**22.": _weights(lambda w: w % 2**22 / 2**22),
    "The last 23 bits are words % 2**23, not words % 2**24.": _weights(lambda w: w % 2**24 / 2**24),
    "The last 22 bits were taken, of 23: words % 2**23.": _weights(lambda w: w % 2**22 / 2**23),
    "The share was stretched twice: share * 2 * limit - limit.": _weights(stretch=4),
    "^ is no power: 2 ^ 23 is 21 in Python. Write 2**23.": _weights(lambda w: w % 21 / 21),
    "The shares were divided by 2**32. 23 bits make a share: divide by 2**23.": _weights(
        lambda w: w % 2**23 / 2**32
    ),
    "That is the share of the bits alone: stretch it to -limit … limit.": (
        lambda words, shape: (np.asarray(words, np.int64) % 2**23 / 2**23).reshape(shape)
    ),
    "limit was taken away twice, or the range is shifted too far: share * 2 * limit - limit.": (
        _weights(shift=2)
    ),
    "limit was added. Take it away: share * 2 * limit - limit.": _weights(shift=-1),
    "The share was stretched by limit, and half of it taken away: share * 2 * limit - limit.": (
        _weights(stretch=1, shift=0.5)
    ),
    "The signs are turned: a share of 0 gives -limit, a share near 1 gives limit.": _weights(
        stretch=-2, shift=-1
    ),
    "fan-out misses the size of the window: it is kh·kw·c_out.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (kh * kw * i + o))
    ),
    "fan-in misses the size of the window: it is kh·kw·c_in.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (i + kh * kw * o))
    ),
    "Only fan-in was used in limit. Add fan-out.": _weights(
        limit=lambda kh, kw, i, o: np.sqrt(6 / (kh * kw * i))
    ),
    "The square root is missing in limit.": _weights(
        limit=lambda kh, kw, i, o: 6 / (kh * kw * (i + o))
    ),
    "The numbers were reshaped to the axes in reverse order. The last axis runs first.": _weights(
        layout=lambda n, shape: n.reshape(shape[::-1]).transpose(3, 2, 1, 0)
    ),
    "The weights were filled in the order of PyTorch, (c_out, c_in, kh, kw). They are "
    "(kh, kw, c_in, c_out).": _weights(
        layout=lambda n, shape: n.reshape(*shape[:1:-1], *shape[:2]).transpose(2, 3, 1, 0)
    ),
    "The weights are one long row still: reshape them to the shape.": _weights(
        layout=lambda n, shape: n
    ),
}
