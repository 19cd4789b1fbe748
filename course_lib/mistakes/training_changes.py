"""Wrong ways to train the small network of exercise 08, and to tell how it went."""

from __future__ import annotations

import numpy as np

from .small_network import BATCH, loss_and_slope, scores_of, slopes_of


class _Trace:
    """A training, of which many wrong answers are other readings."""

    def __init__(self, train, test, weights, rate, epochs, batch=BATCH, momentum=0.0):
        (x, y), self.test = train, test
        weights = [np.array(weight, float) for weight in weights]
        speeds = [0.0] * len(weights)
        self.first_hits = self._hits(weights)
        self.losses, self.sizes, self.after, self.later = [], [], [], []
        for _ in range(epochs):
            for first in range(0, len(x), batch):
                part = slice(first, first + batch)
                loss, slope = loss_and_slope(scores_of(x[part], weights), y[part])
                gradients = slopes_of(x[part], weights, slope)
                pairs = zip(speeds, gradients, strict=True)
                speeds = [momentum * v + g for v, g in pairs]
                weights = [w - rate * v for w, v in zip(weights, speeds, strict=True)]
                self.losses.append(loss)
                self.later.append(loss_and_slope(scores_of(x[part], weights), y[part])[0])
                self.sizes.append(len(x[part]))
            self.after.append(loss_and_slope(scores_of(x, weights), y)[0])
        self.weights, self.epochs = weights, epochs
        self.scores = scores_of(test[0], weights)
        self.hits = self._hits(weights)

    def _hits(self, weights):
        x, y = self.test
        return scores_of(x, weights).argmax(axis=1) == y.argmax(axis=1)

    def by_epoch(self, later: bool = False):
        """Return the losses: a row for each epoch. ``later`` are those after each step."""
        return np.array(self.later if later else self.losses).reshape(self.epochs, -1)


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
        trace = _Trace(train, test, weights, rate, epochs, batch, change.get("momentum", 0.0))
        return list(trace.by_epoch().mean(axis=1)), trace.hits.mean()

    return answer


def _again(train, test, weights, rate, epochs):
    """Train a single epoch, whose loss stands for each."""
    losses, accuracy = _read()(train, test, weights, rate, 1)
    return losses * epochs, accuracy


def _one_fewer(train, test, weights, rate, epochs):
    """Train an epoch less."""
    if epochs == 1:
        return [], _Trace(train, test, weights, rate, 0).hits.mean()
    return _read()(train, test, weights, rate, epochs - 1)


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
    "The losses were measured after each step. Note the loss before its step.": _read(
        lambda t: t.by_epoch(later=True).mean(axis=1)
    ),
    "Each epoch began with the first weights again. Begin with them once.": (
        lambda train, test, weights, rate, epochs: _again(train, test, weights, rate, epochs)
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
    "The accuracy is that of the first weights. Test with those that were reached.": _read(
        accuracy=lambda t: t.first_hits.mean()
    ),
    "The accuracy is the mean of batches, and the last is smaller. Divide all hits by all test "
    "pictures.": _read(
        accuracy=lambda t: np.mean(
            [np.mean(t.hits[k : k + BATCH]) for k in range(0, len(t.hits), BATCH)]
        )
    ),
    "The accuracy is in percent. It is a number from 0 to 1.": _read(
        accuracy=lambda t: 100 * t.hits.mean()
    ),
    "That is the part that is wrong. The accuracy is the part that is right.": _read(
        accuracy=lambda t: 1 - t.hits.mean()
    ),
    "There is a hit or a miss for each picture. Take the mean.": _read(accuracy=lambda t: t.hits),
    "argmax ran down the columns, over the pictures. Over the classes it is axis=1.": _read(
        accuracy=lambda t: (t.scores.argmax(axis=0) == t.test[1].argmax(axis=0)).mean()
    ),
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
    "The steps have momentum, 0.9. Take from each weight its slope, times the rate.": _otherwise(
        momentum=0.9
    ),
    "There is one epoch too few: range(epochs) counts from 0.": (
        lambda train, test, weights, rate, epochs: _one_fewer(train, test, weights, rate, epochs)
    ),
    "The weights were not changed by the steps.": _otherwise(rate=lambda rate: 0.0),
    "The pictures were taken in reverse order.": _otherwise(
        train=lambda train: [part[::-1] for part in train]
    ),
}
