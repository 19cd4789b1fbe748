"""Wrong formulas, in the tasks that ask for one: the rule and what it gives."""

from __future__ import annotations

import numpy as np

from ..nn.geometry import same_padding
from .paddings import PADDINGS, both, cells_of, halves, total, uncut

_MORE_PADDINGS = {
    "Before and after are the total each, or half of it as a fraction: a cell can't be halved.": (
        both(lambda a: total(a) / 2)
    ),
    "The padding came out negative. It is never less than 0.": halves(uncut),
    "That is the total, and the half that goes before. Return the cells before, and the cells "
    "after.": (total, lambda a: total(a) // 2),
    "The length was rounded to the nearest whole number. Under SAME it is rounded up.": halves(
        lambda a: total(a, round(a.length / a.stride))
    ),
    "The sign of a negative total was dropped. Where nothing is missing, the padding is 0.": halves(
        lambda a: abs(uncut(a))
    ),
    "The sign is wrong: the padding is what the windows need less what is there.": halves(
        lambda a: max(-uncut(a), 0)
    ),
}
SAME_PADDING = {rule: cells_of(*cells) for rule, cells in (PADDINGS | _MORE_PADDINGS).items()} | {
    "That is the length of the output. The cells of padding are asked for.": (
        lambda length, size, stride: -(-length // stride)
    ),
    "There are three numbers. Return two: the cells before, and the cells after.": (
        lambda *axis: (-(-axis[0] // axis[2]), *same_padding(*axis))
    ),
}


def _limit(
    under=lambda a, b: 6 / (a + b),
    fans=lambda kh, kw, c_in, c_out: (kh * kw * c_in, kh * kw * c_out),
    root=np.sqrt,
):
    """Return a limit from a shape: the root of something that is made of fan-in and fan-out."""
    return lambda shape: root(under(*fans(*shape)))


glorot_limit = _limit()
_FANS = "The fans miss the size of the window: fan-in is kh·kw·c_in, fan-out kh·kw·c_out."
_FAN_IN = "fan-in misses the size of the window: it is kh·kw·c_in."
_FAN_OUT = "fan-out misses the size of the window: it is kh·kw·c_out."
GLOROT = {
    _FANS: _limit(fans=lambda kh, kw, c_in, c_out: (c_in, c_out)),
    _FAN_IN: _limit(fans=lambda kh, kw, c_in, c_out: (c_in, kh * kw * c_out)),
    _FAN_OUT: _limit(fans=lambda kh, kw, c_in, c_out: (kh * kw * c_in, c_out)),
    "You divided by the number of weights. Divide by fan-in plus fan-out.": _limit(
        fans=lambda *shape: (np.prod(shape), 0)
    ),
    "You divided by the mean of the fans. Divide by their sum.": _limit(lambda a, b: 12 / (a + b)),
    "The square root is missing.": _limit(root=float),
    "The axes were read as (c_out, c_in, kh, kw). They are (kh, kw, c_in, c_out).": _limit(
        fans=lambda c_out, c_in, kh, kw: (kh * kw * c_in, kh * kw * c_out)
    ),
    "Only 6 is under the root. Divide first, then take the root of all of it.": _limit(
        lambda a, b: 6 / (a + b) ** 2
    ),
    "6 was divided by fan-in only, then fan-out was added. Write 6 / (fan_in + fan_out).": _limit(
        lambda a, b: 6 / a + b
    ),
    "The limit has the wrong sign, or two values: it is one positive number.": _limit(
        root=lambda number: (-np.sqrt(number), np.sqrt(number))
    ),
    "Only fan-out was used. Glorot's rule adds fan-in and fan-out.": _limit(lambda a, b: 6 / b),
    "6 was divided by fan_in and multiplied by fan_out. Write 6 / (fan_in + fan_out).": _limit(
        lambda a, b: 6 / a * b
    ),
    "A bias was counted into fan-in. Only the weights of a filter count.": _limit(
        lambda a, b: 6 / (a + 1 + b)
    ),
    "The fans were multiplied. Add them.": _limit(lambda a, b: 6 / (a * b)),
    "The root was taken of 2 / (fan_in + fan_out): that is the deviation of a bell curve. For a "
    "limit, 6 is divided.": _limit(lambda a, b: 2 / (a + b)),
    "The root was taken of 2 / fan_in: that is He's rule. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: 2 / a),
    "The root was taken of 6 / fan_in: that is He's rule. Glorot's adds fan_out.": _limit(
        lambda a, b: 6 / a
    ),
    "The root was taken of 1 / fan_in, as PyTorch does. Glorot's is sqrt(6 / (fan_in + "
    "fan_out)).": _limit(lambda a, b: 1 / a),
    "The root was taken of 3 / fan_in. Glorot's is sqrt(6 / (fan_in + fan_out)).": _limit(
        lambda a, b: 3 / a
    ),
    "The root was taken of 3 / (fan_in + fan_out). 6 is divided.": _limit(lambda a, b: 3 / (a + b)),
    "** 1 / 2 divides by 2 at the end. The root is ** 0.5, or np.sqrt.": _limit(
        root=lambda number: number / 2
    ),
    "The fraction is upside down: 6 / (fan_in + fan_out).": _limit(lambda a, b: (a + b) / 6),
    "The whole range from -limit to limit was returned: it is twice the limit.": _limit(
        root=lambda number: 2 * np.sqrt(number)
    ),
    "Division // rounds down. Use /.": _limit(lambda a, b: 6 // (a + b)),
    "The axes were read as (c_out, kh, kw, c_in). They are (kh, kw, c_in, c_out).": _limit(
        fans=lambda c_out, kh, kw, c_in: (kh * kw * c_in, kh * kw * c_out)
    ),
    "The height of the window is missing: the fans have kh * kw.": _limit(
        fans=lambda kh, kw, c_in, c_out: (kw * c_in, kw * c_out)
    ),
    "The width of the window is missing: the fans have kh * kw.": _limit(
        fans=lambda kh, kw, c_in, c_out: (kh * c_in, kh * c_out)
    ),
    "kh and kw were added. Multiply them.": _limit(
        fans=lambda kh, kw, c_in, c_out: ((kh + kw) * c_in, (kh + kw) * c_out)
    ),
    "All four numbers were added. A fan is a product.": _limit(fans=lambda *shape: (sum(shape), 0)),
}


def _weights(
    share=lambda w: w % 2**23 / 2**23, stretch=2.0, shift=1.0, limit=glorot_limit, order=np.reshape
):
    """Return an answer that makes weights of words: a share of 0 … 1, stretched and shifted."""

    def answer(words, shape):
        size = limit(shape)
        return order(share(np.asarray(words, np.int64)) * stretch * size - shift * size, shape)

    return answer


weights_from_bits = _weights()
BITS = {
    "That is what the given code gives. Three lines are wrong: limit, shares and weights.": (
        _weights(lambda w: w / 2**32, stretch=1, limit=GLOROT[_FANS])
    ),
    "The line with limit is wrong: fan-in is kh·kw·c_in, fan-out kh·kw·c_out.": _weights(
        limit=GLOROT[_FANS]
    ),
    "The line with shares is wrong: only the last 23 bits count, divided by 2**23.": _weights(
        lambda w: w / 2**32
    ),
    "The first 9 bits are still there. Only the last 23 count: words % 2**23.": _weights(
        lambda w: w / 2**23
    ),
    "The line with weights is wrong: a share of 1 must give limit, so stretch by 2 * limit.": (
        _weights(stretch=1)
    ),
    "No weight is negative. A share of 0 must give -limit: take limit away at the end.": _weights(
        shift=0
    ),
    "The weights stand in the wrong order: reshape(shape) was right, the last axis runs first.": (
        _weights(order=lambda n, shape: n.reshape(shape, order="F"))
    ),
    "The last bits are a whole number. Divide it by 2**23 to get a share.": _weights(
        lambda w: w % 2**23
    ),
    "Divide by 2**23, not by 2**23 - 1: a share never reaches 1.": _weights(
        lambda w: w % 2**23 / (2**23 - 1)
    ),
    "Words % 23 is a remainder from 0 to 22. The last 23 bits are words % 2**23.": _weights(
        lambda w: w % 23 / 2**23
    ),
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
    "That is the share of the bits alone: stretch it to -limit … limit.": _weights(
        stretch=1, shift=0, limit=lambda shape: 1
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
    _FAN_OUT: _weights(limit=GLOROT[_FAN_OUT]),
    _FAN_IN: _weights(limit=GLOROT[_FAN_IN]),
    "Only fan-in was used in limit. Add fan-out.": _weights(limit=_limit(lambda a, b: 6 / a)),
    "The square root is missing in limit.": _weights(limit=_limit(root=float)),
    "The weights were filled in the order of PyTorch, (c_out, c_in, kh, kw). They are "
    "(kh, kw, c_in, c_out).": _weights(
        order=lambda n, shape: n.reshape(*shape[:1:-1], *shape[:2]).transpose(2, 3, 1, 0)
    ),
    "The weights are one long row still: reshape them to the shape.": _weights(
        order=lambda n, shape: n
    ),
}
