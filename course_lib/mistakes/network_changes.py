"""Wrong ways through the small network of exercise 08: forward, back, and in training."""

from __future__ import annotations

import numpy as np

from .. import nn
from .small_network import BATCH, TWO, loss_and_slope, relu, scores_of, slopes_of, softmax, steps


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
    "The convolution was padded: SAME. It is VALID here.": _forward(
        conv=lambda x, f: nn.conv2d(x, f, 1, "SAME")
    ),
    "The pooling was padded: SAME. It is VALID here.": _forward(
        pool=lambda a: nn.max_pool2d(a, 2, 2, "SAME")
    ),
    "Convolution and pooling were padded: SAME. They are VALID here.": _forward(
        conv=lambda x, f: nn.conv2d(x, f, 1, "SAME"), pool=lambda a: nn.max_pool2d(a, 2, 2, "SAME")
    ),
    "The pooling moved by 1. Its stride is 2.": _forward(
        pool=lambda a: nn.max_pool2d(a, 2, 1, "VALID")
    ),
    "The convolution moved by 2. Its stride is 1.": _forward(
        conv=lambda x, f: nn.conv2d(x, f, 2, "VALID")
    ),
    "The pooling is missing.": _forward(pool=np.asarray),
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
    "The shift was added twice.": _forward(dense=lambda r, m, s: r @ m + 2 * s),
    "The logarithm of softmax was returned. The scores are asked for.": lambda x, w: np.log(
        softmax(scores_of(x, w))
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
        seen = steps(x, weights)
        rows = how.get("rows", lambda p: p.reshape(len(p), -1))(seen.pooled)
        matrix = how.get("matrix", lambda m: m.T)(weights[2])
        by_pooled = (slope @ matrix).reshape(seen.pooled.shape)
        back = nn.max_pool2d_backprop_input(seen.active, by_pooled, *TWO)
        back = how.get("relu", lambda back, seen: back * (seen.active > 0))(back, seen)
        filters = nn.conv2d_backprop_filter(x, weights[0].shape, back, 1, "VALID")
        out = [filters, back.sum(axis=(0, 1, 2)), rows.T @ slope, slope.sum(axis=0)]
        return how.get("out", lambda out, x, slope: out)(out, x, slope)

    return answer


def _places(out, change, *which):
    return [change(part) if k in which else part for k, part in enumerate(out)]


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
    "The mask of ReLU is upside down.": _back(relu=lambda back, seen: back * (seen.active <= 0)),
    "The matrix was reshaped, not turned: slope @ matrix.T.": _back(
        matrix=lambda m: m.reshape(m.shape[::-1])
    ),
    "The pictures were flattened channel by channel. The order is rows, columns, channels.": _back(
        rows=lambda p: p.transpose(0, 3, 1, 2).reshape(len(p), -1)
    ),
}


class _Trace:
    """A training, of which many wrong answers are other readings."""

    def __init__(self, train, test, weights, rate, epochs, batch=BATCH):
        (x, y), self.test = train, test
        weights = [np.array(weight, float) for weight in weights]
        self.losses, self.sizes, self.after = [], [], []
        for _ in range(epochs):
            for first in range(0, len(x), batch):
                part = slice(first, first + batch)
                loss, slope = loss_and_slope(scores_of(x[part], weights), y[part])
                gradients = slopes_of(x[part], weights, slope)
                weights = [w - rate * g for w, g in zip(weights, gradients, strict=True)]
                self.losses.append(loss)
                self.sizes.append(len(x[part]))
            self.after.append(loss_and_slope(scores_of(x, weights), y)[0])
        self.weights, self.epochs = weights, epochs
        self.scores = scores_of(test[0], weights)
        self.hits = self.scores.argmax(axis=1) == test[1].argmax(axis=1)

    def by_epoch(self):
        """Return the losses: a row for each epoch."""
        return np.array(self.losses).reshape(self.epochs, -1)


_traces: dict = {}


def _read(losses=lambda t: t.by_epoch().mean(axis=1), accuracy=lambda t: t.hits.mean()):
    def answer(train, test, weights, rate, epochs):
        key = id(train), id(weights), rate, epochs
        if key not in _traces:
            _traces[key] = _Trace(train, test, weights, rate, epochs)
        trace = _traces[key]
        return list(np.atleast_1d(losses(trace))), accuracy(trace)

    return answer


def _otherwise(**change):
    """Train in another way."""

    def answer(train, test, weights, rate, epochs):
        if "train" in change:
            train = change["train"](train)
        if "rate" in change:
            rate = change["rate"](rate)
        batch = change.get("batch", BATCH)
        trace = _Trace(train, test, weights, rate, epochs, batch)
        return list(trace.by_epoch().mean(axis=1)), trace.hits.mean()

    return answer


TRAINING = {
    "There is a loss for each 20 pictures. The loss of an epoch is their mean.": _read(
        lambda t: t.losses
    ),
    "The losses of an epoch were added up. Take their mean.": _read(
        lambda t: t.by_epoch().sum(axis=1)
    ),
    "That is the loss of the last 20 pictures of each epoch. Take the mean of all.": _read(
        lambda t: t.by_epoch()[:, -1]
    ),
    "That is the loss of the first 20 pictures of each epoch. Take the mean of all.": _read(
        lambda t: t.by_epoch()[:, 0]
    ),
    "The loss was measured after the epoch. Note that of each 20 before their step.": _read(
        lambda t: t.after
    ),
    "Only the loss of the last epoch is there. Return a list with one for each.": _read(
        lambda t: t.by_epoch().mean(axis=1)[-1:]
    ),
    "The losses are a running mean: begin anew in each epoch.": _read(
        lambda t: [
            np.mean(t.losses[: (k + 1) * len(t.losses) // t.epochs]) for k in range(t.epochs)
        ]
    ),
    "The losses go on adding up from epoch to epoch: begin anew in each.": _read(
        lambda t: np.cumsum(t.by_epoch().mean(axis=1))
    ),
    "The losses were divided by 20 once more: each is a mean already.": _read(
        lambda t: t.by_epoch().mean(axis=1) / BATCH
    ),
    "The losses were added up and divided by the number of pictures. Each is a mean of 20: divide "
    "by the number of steps.": _read(lambda t: t.by_epoch().sum(axis=1) / sum(t.sizes) * t.epochs),
    "The hits were counted. Divide by the number of test pictures.": _read(
        accuracy=lambda t: t.hits.sum()
    ),
    "The accuracy is in percent. It is a number from 0 to 1.": _read(
        accuracy=lambda t: 100 * t.hits.mean()
    ),
    "That is the part that is wrong. The accuracy is the part that is right.": _read(
        accuracy=lambda t: 1 - t.hits.mean()
    ),
    "There is a hit or a miss for each picture. Take the mean.": _read(accuracy=lambda t: t.hits),
    "The smallest score was taken for the class. Take the largest.": _read(
        accuracy=lambda t: (t.scores.argmin(axis=1) == t.test[1].argmax(axis=1)).mean()
    ),
    "That is the loss on the test pictures. The accuracy is asked for.": _read(
        accuracy=lambda t: loss_and_slope(t.scores, t.test[1])[0]
    ),
    "The hits were divided by 20. Divide by the number of test pictures.": _read(
        accuracy=lambda t: t.hits.sum() / BATCH
    ),
    "The hits were divided by the number of training pictures. Divide by that of test pictures.": (
        _read(accuracy=lambda t: t.hits.sum() / (len(t.losses) * BATCH / t.epochs))
    ),
    "The accuracy is rounded.": _read(accuracy=lambda t: round(t.hits.mean(), 2)),
    "The last pictures were left out: the last batch may be shorter than 20.": _otherwise(
        train=lambda train: [part[: len(part) // BATCH * BATCH] for part in train]
    ),
    "The slopes were divided by 20 once more: the loss is a mean already.": _otherwise(
        rate=lambda rate: rate / BATCH
    ),
    "The slopes were multiplied by 20: the loss is a mean already.": _otherwise(
        rate=lambda rate: rate * BATCH
    ),
    **{
        f"The pictures were taken {batch} at a time. Take 20.": _otherwise(batch=batch)
        for batch in (10, 32, 50)
    },
    "The weights were not changed by the steps.": _otherwise(rate=lambda rate: 0.0),
    "The pictures were taken in reverse order.": _otherwise(
        train=lambda train: [part[::-1] for part in train]
    ),
}
