"""Wrong ways through the small network of exercise 08: forward, back, and in training."""

from __future__ import annotations

import numpy as np

from .. import nn
from .loss_formulas import softmax

TWO = (2, 2, "VALID")  # its pooling


def _relu(out):
    return np.maximum(out, 0)


def _conv(x, filters):
    return nn.conv2d(x, filters, 1, "VALID")


def _flat(pooled):
    return pooled.reshape(len(pooled), -1)


def _forward(
    conv=_conv,
    active=_relu,
    pool=lambda a: nn.max_pool2d(a, *TWO),
    flat=_flat,
    dense=lambda r, m, s: r @ m + s,
    weights=list,
    last=np.asarray,
):
    """Return the scores with one step of the way otherwise."""

    def answer(x, given):
        filters, bias, matrix, shift = weights(given)
        return last(dense(flat(pool(active(conv(x, filters) + bias))), matrix, shift))

    return answer


scores_of = _forward()


def _only(number, change):
    def changed(weights):
        return [change(w) if k == number else w for k, w in enumerate(weights)]

    return changed


FORWARD = {
    "The scores went through softmax. Task 2 does that, and twice is once too often.": (
        _forward(last=softmax)
    ),
    "ReLU is missing: put 0 in the place of negative numbers before the pooling.": _forward(
        active=np.asarray
    ),
    "The bias was added after ReLU. Add it first, then put 0 in the place of negative numbers.": (
        _forward(conv=lambda x, f: _relu(_conv(x, f)), active=np.asarray)
    ),
    "The bias of the convolution is missing.": _forward(weights=_only(1, np.zeros_like)),
    "The shift of the dense layer is missing.": _forward(weights=_only(3, np.zeros_like)),
    "The filters were flipped. Lay them on the picture as they are.": _forward(
        weights=_only(0, lambda filters: filters[::-1, ::-1])
    ),
    "The mean of each window was taken. Max pooling keeps the largest number.": _forward(
        pool=lambda a: nn.avg_pool2d(a, *TWO)
    ),
    "The pictures were flattened channel by channel. The order is rows, columns, channels.": (
        _forward(flat=lambda p: _flat(p.transpose(0, 3, 1, 2)))
    ),
    "Every second number was taken. Max pooling keeps the largest of four.": _forward(
        pool=lambda a: a[:, : a.shape[1] // 2 * 2 : 2, : a.shape[2] // 2 * 2 : 2]
    ),
    "ReLU was applied to the scores, too. The last layer has none.": _forward(last=_relu),
    "ReLU was applied to the scores, and not before the pooling.": _forward(
        active=np.asarray, last=_relu
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
        conv=lambda x, f: _relu(_conv(x, f))
    ),
    "The pictures were flattened column by column. The order is rows, columns, channels.": _forward(
        flat=lambda p: _flat(p.transpose(0, 2, 1, 3))
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
    "The logarithm of softmax was returned. The scores are asked for.": _forward(
        last=lambda scores: np.log(softmax(scores))
    ),
    "Only the first picture has scores. Does a return come too early?": lambda x, w: scores_of(
        x[:1], w
    ),
    "The class was returned. The scores are asked for.": _forward(
        last=lambda scores: scores.argmax(axis=1)
    ),
    "The largest score was taken away from the scores: task 2 does that.": _forward(
        last=lambda scores: scores - scores.max(axis=1, keepdims=True)
    ),
}


def _back(
    weights=list,
    rows=_flat,
    matrix=np.transpose,
    shaped=np.reshape,
    pool=nn.max_pool2d_backprop_input,
    relu=lambda back, summed, active: back * (active > 0),
    used=slice(None),
    by_bias=lambda back: back.sum(axis=(0, 1, 2)),
    by_shift=lambda slope: slope.sum(axis=0),
    out=lambda out, n: out,
):
    """Return the gradients with one step of the way back done otherwise."""

    def answer(x, given, slope):
        filters, bias, dense, _ = weights(given)
        summed = _conv(x, filters)
        active = _relu(summed + bias)
        pooled = nn.max_pool2d(active, *TWO)
        by_pooled = shaped(slope @ matrix(dense), pooled.shape)
        back = relu(pool(active, by_pooled, *TWO), summed, active)
        by_filters = nn.conv2d_backprop_filter(x[used], filters.shape, back[used], 1, "VALID")
        found = [by_filters, by_bias(back), rows(pooled).T @ slope, by_shift(slope)]
        return out(found, len(x))

    return answer


slopes_of = _back()


def _to_all(active, by_pooled, *_):
    """Give the number of a window to all four cells of it."""
    back = np.zeros_like(active)
    h, w = 2 * by_pooled.shape[1], 2 * by_pooled.shape[2]
    back[:, :h, :w] = by_pooled.repeat(2, axis=1).repeat(2, axis=2)
    return back


def _to_every_tie(active, by_pooled, *_):
    """Give it to every cell that holds the largest number of its window."""
    return _to_all(active, by_pooled) * (active == _to_all(active, nn.max_pool2d(active, *TWO)))


BACK = {
    "ReLU was left out on the way back: where its output is 0, nothing passes.": _back(
        relu=lambda back, summed, active: back
    ),
    "Every cell of a tie got the slope. Only the first of the largest gets it.": _back(
        pool=_to_every_tie
    ),
    "The cells of a window shared the slope: that is average pooling.": _back(
        pool=lambda active, back, *two: nn.avg_pool2d_backprop_input(active.shape, back, *two)
    ),
    "The mean over the pictures was taken twice: the slope holds it already. Add up.": _back(
        out=lambda o, n: [p / n for p in o]
    ),
    "The bias serves all places: add up over pictures, rows and columns.": _back(
        by_bias=lambda back: back.sum(axis=0)
    ),
    "The gradient by the matrix is transposed: it has the shape of the matrix.": _back(
        out=lambda o, n: _only(2, np.transpose)(o)
    ),
    "The gradients stand in reverse order: filters, bias, matrix, shift.": _back(
        out=lambda o, n: o[::-1]
    ),
    "The gradients stand in the order matrix, shift, filters, bias. Filters come first.": _back(
        out=lambda o, n: [*o[2:], *o[:2]]
    ),
    "Each gradient by a bias stands before that by its weights: filters, bias, matrix, shift.": (
        _back(out=lambda o, n: [o[1], o[0], o[3], o[2]])
    ),
    "The gradient by the shift is the mean over the pictures. Add up: the slope is a mean.": (
        _back(by_shift=lambda slope: slope.mean(axis=0))
    ),
    "The gradient by the bias is a mean. Add up over pictures, rows and columns.": _back(
        by_bias=lambda back: back.mean(axis=(0, 1, 2))
    ),
    "The signs are turned: these are the steps downhill, not the gradients.": _back(
        out=lambda o, n: [-p for p in o]
    ),
    "The gradients were multiplied by the number of pictures: the slope is a mean already.": _back(
        out=lambda o, n: [p * n for p in o]
    ),
    "The gradient by the shift is not added up over the pictures.": _back(
        by_shift=lambda slope: slope
    ),
    "The gradient by the filters is flipped.": _back(
        out=lambda o, n: _only(0, lambda p: p[::-1, ::-1])(o)
    ),
    "ReLU was applied to what came back. What counts is the number that went in: active > 0.": (
        _back(relu=lambda back, summed, active: _relu(back))
    ),
    "The output of ReLU was multiplied in. Only whether it is positive counts.": _back(
        relu=lambda back, summed, active: back * active
    ),
    "All four cells of a window got the gradient. Only the largest gets it.": _back(pool=_to_all),
    "The gradient was laid out with the channels first. The order is rows, columns, channels.": (
        _back(shaped=lambda r, shape: np.moveaxis(r.reshape(-1, shape[3], *shape[1:3]), 1, 3))
    ),
    "The gradient by the filters is that of the first picture only. Add up over all of them.": (
        _back(used=slice(1))
    ),
    "The bias of the convolution is missing on the way forward.": _back(
        weights=_only(1, np.zeros_like)
    ),
    "The mask of ReLU was made before the bias was added. What counts is active > 0.": _back(
        relu=lambda back, summed, active: back * (summed > 0)
    ),
    "The mask of ReLU is upside down.": _back(
        relu=lambda back, summed, active: back * (active <= 0)
    ),
    "The matrix was reshaped, not turned: slope @ matrix.T.": _back(
        matrix=lambda m: m.reshape(m.shape[::-1])
    ),
    "The pictures were flattened channel by channel. The order is rows, columns, channels.": _back(
        rows=lambda p: _flat(p.transpose(0, 3, 1, 2))
    ),
}
