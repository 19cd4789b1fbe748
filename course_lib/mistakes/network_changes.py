"""Wrong ways through the small network of exercise 08: forward, back, and in training."""

from __future__ import annotations

import numpy as np

from .. import nn
from .small_network import TWO, relu, scores_of, softmax, steps


def _forward(conv=None, active=relu, pool=None, flat=None, dense=None, weights=None):
    def answer(x, given):
        filters, bias, matrix, shift = weights(given) if weights else given
        summed = nn.conv2d(x, filters, 1, "VALID") if conv is None else conv(x, filters)
        out = active(summed + bias)
        out = nn.max_pool2d(out, *TWO) if pool is None else pool(out)
        rows = flat(out) if flat else out.reshape(len(x), -1)
        return dense(rows, matrix, shift) if dense else rows @ matrix + shift

    return answer


def _only(number, change):
    def changed(weights):
        return [change(w) if k == number else w for k, w in enumerate(weights)]

    return changed


FORWARD = {
    "Every second number was taken. Max pooling keeps the largest of four.": _forward(
        pool=lambda a: a[:, : a.shape[1] // 2 * 2 : 2, : a.shape[2] // 2 * 2 : 2]
    ),
    "ReLU was applied to the scores, too. The last layer has none.": _forward(
        dense=lambda r, m, s: relu(r @ m + s)
    ),
    "ReLU was applied to the scores, and not before the pooling.": _forward(
        active=np.asarray, dense=lambda r, m, s: relu(r @ m + s)
    ),
    "The signs are gone where ReLU should set negative numbers to 0.": _forward(active=np.abs),
    "ReLU kept the negative numbers. It keeps the positive ones.": _forward(
        active=lambda a: np.minimum(a, 0)
    ),
    "A sigmoid was applied in the place of ReLU.": _forward(active=lambda a: 1 / (1 + np.exp(-a))),
    "tanh was applied in the place of ReLU.": _forward(active=np.tanh),
    "A leaky ReLU was applied: negative numbers become 0.": _forward(
        active=lambda a: np.where(a > 0, a, 0.01 * a)
    ),
    "ReLU came before the bias. Add the bias first.": _forward(
        conv=lambda x, f: relu(nn.conv2d(x, f, 1, "VALID"))
    ),
    "The pictures were flattened column by column. The order is rows, columns, channels.": _forward(
        flat=lambda p: p.transpose(0, 2, 1, 3).reshape(len(p), -1)
    ),
    "The pictures were flattened in the order of Fortran. Use reshape(len(x), -1).": _forward(
        flat=lambda p: p.reshape(len(p), -1, order="F")
    ),
    "The pictures were mixed while flattening: the axis of the pictures comes first.": _forward(
        flat=lambda p: p.reshape(-1, len(p)).T
    ),
    "The matrix was turned or reshaped. Multiply rows @ matrix.": _forward(
        dense=lambda r, m, s: r @ m.reshape(m.shape[::-1]).T + s
    ),
    "Both the bias and the shift are missing.": _forward(
        weights=lambda w: [w[0], 0 * w[1], w[2], 0 * w[3]]
    ),
    "The shift was taken away. Add it.": _forward(dense=lambda r, m, s: r @ m - s),
    "The bias was taken away. Add it.": _forward(weights=_only(1, np.negative)),
    "bias[0] was added everywhere. Each filter has its own.": _forward(
        weights=_only(1, lambda b: b[0])
    ),
    "The shift was added twice.": _forward(dense=lambda r, m, s: r @ m + 2 * s),
    "The logarithm of softmax was returned. The scores are asked for.": lambda x, w: np.log(
        softmax(scores_of(x, w))
    ),
    "Only the first picture has scores. Does a return come too early?": lambda x, w: scores_of(
        x[:1], w
    ),
    "The class was returned. The scores are asked for.": lambda x, w: scores_of(x, w).argmax(
        axis=1
    ),
    "The largest score was taken away from the scores: task 2 does that.": lambda x, w: (
        scores_of(x, w) - scores_of(x, w).max(axis=1, keepdims=True)
    ),
}


def _back(**how):
    """Return the gradients with one step of the way back done otherwise."""

    def answer(x, weights, slope):
        seen = steps(x, how.get("weights", list)(weights))
        rows = how.get("rows", lambda p: p.reshape(len(p), -1))(seen.pooled)
        matrix = how.get("matrix", lambda m: m.T)(weights[2])
        shaped = how.get("shaped", lambda rows, shape: rows.reshape(shape))
        by_pooled = shaped(slope @ matrix, seen.pooled.shape)
        back = how.get("pool", nn.max_pool2d_backprop_input)(seen.active, by_pooled, *TWO)
        back = how.get("relu", lambda back, seen: back * (seen.active > 0))(back, seen)
        used = how.get("used", slice(None))
        filters = nn.conv2d_backprop_filter(x[used], weights[0].shape, back[used], 1, "VALID")
        out = [filters, back.sum(axis=(0, 1, 2)), rows.T @ slope, slope.sum(axis=0)]
        return how.get("out", lambda out, x, slope: out)(out, x, slope)

    return answer


def _to_all(active, by_pooled, *_):
    """Give the gradient of a pooled number to all four cells of its window."""
    back = np.zeros_like(active)
    h, w = 2 * by_pooled.shape[1], 2 * by_pooled.shape[2]
    back[:, :h, :w] = by_pooled.repeat(2, axis=1).repeat(2, axis=2)
    return back


def _channels_first(rows, shape):
    n, h, w, c = shape
    return rows.reshape(n, c, h, w).transpose(0, 2, 3, 1)


def _places(out, change, *which):
    return [change(part) if k in which else part for k, part in enumerate(out)]


def _outputs(x, filters):
    """Return how many numbers a filter makes of all pictures."""
    return len(x) * np.prod(np.subtract(x.shape[1:3], filters.shape[:2]) + 1)


BACK = {
    "The gradients stand in reverse order: filters, bias, matrix, shift.": _back(
        out=lambda o, x, s: o[::-1]
    ),
    "The gradients stand in the order matrix, shift, filters, bias. Filters come first.": _back(
        out=lambda o, x, s: [*o[2:], *o[:2]]
    ),
    "Each gradient by a bias stands before that by its weights: filters, bias, matrix, shift.": (
        _back(out=lambda o, x, s: [o[1], o[0], o[3], o[2]])
    ),
    "The gradient by the shift is the mean over the pictures. Add up: the slope is a mean.": (
        _back(out=lambda o, x, s: _places(o, lambda p: p / len(x), 3))
    ),
    "The gradient by the bias is a mean. Add up over pictures, rows and columns.": _back(
        out=lambda o, x, s: _places(o, lambda p: p / _outputs(x, o[0]), 1)
    ),
    "The signs are turned: these are the steps downhill, not the gradients.": _back(
        out=lambda o, x, s: [-p for p in o]
    ),
    "The gradients were multiplied by the number of pictures: the slope is a mean already.": _back(
        out=lambda o, x, s: [p * len(x) for p in o]
    ),
    "The gradient by the shift is not added up over the pictures.": _back(
        out=lambda o, x, s: [*o[:3], s]
    ),
    "The gradient by the filters is flipped.": _back(
        out=lambda o, x, s: _places(o, lambda p: p[::-1, ::-1], 0)
    ),
    "ReLU was applied to what came back. What counts is the number that went in: active > 0.": (
        _back(relu=lambda back, seen: np.maximum(back, 0))
    ),
    "The output of ReLU was multiplied in. Only whether it is positive counts.": _back(
        relu=lambda back, seen: back * seen.active
    ),
    "All four cells of a window got the gradient. Only the largest gets it.": _back(pool=_to_all),
    "The gradient was laid out with the channels first. The order is rows, columns, channels.": (
        _back(shaped=_channels_first)
    ),
    "The gradient by the filters is that of the first picture only. Add up over all of them.": (
        _back(used=slice(1))
    ),
    "The bias of the convolution is missing on the way forward.": _back(
        weights=_only(1, np.zeros_like)
    ),
    "The mask of ReLU was made before the bias was added. What counts is active > 0.": _back(
        relu=lambda back, seen: back * (seen.summed > 0)
    ),
    "The mask of ReLU is upside down.": _back(relu=lambda back, seen: back * (seen.active <= 0)),
    "The matrix was reshaped, not turned: slope @ matrix.T.": _back(
        matrix=lambda m: m.reshape(m.shape[::-1])
    ),
    "The pictures were flattened channel by channel. The order is rows, columns, channels.": _back(
        rows=lambda p: p.transpose(0, 3, 1, 2).reshape(len(p), -1)
    ),
}
