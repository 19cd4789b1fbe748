"""Wrong ways to train the small network of exercise 08, and to tell how it went."""

from __future__ import annotations

import numpy as np

from .loss_formulas import loss_and_slope
from .network_changes import scores_of, slopes_of

BATCH = 20


class _Training:
    """A training, of which many wrong answers are other readings.

    ``losses`` and ``later`` have a row for each epoch: the losses before and after each step.
    """

    def __init__(self, train, test, weights, rate, epochs, batch=BATCH, momentum=0.0):
        (x, y), self.test, self.epochs = train, test, epochs
        self.given = train, weights  # kept, so that nothing else can have their ids
        weights = [np.array(weight, float) for weight in weights]
        speeds = [0.0] * len(weights)
        self.first_hits = self._hits(weights)
        losses, later, self.after = [], [], []
        for _ in range(epochs):
            for first in range(0, len(x), batch):
                part = slice(first, first + batch)
                loss, slope = loss_and_slope(scores_of(x[part], weights), y[part])
                gradients = slopes_of(x[part], weights, slope)
                speeds = [momentum * v + g for v, g in zip(speeds, gradients, strict=True)]
                weights = [w - rate * v for w, v in zip(weights, speeds, strict=True)]
                losses.append(loss)
                later.append(self._loss(x[part], y[part], weights))
            self.after.append(self._loss(x, y, weights))
        shape = epochs, -1 if epochs else 1
        self.losses, self.later = np.reshape(losses, shape), np.reshape(later, shape)
        self.pictures = len(x)
        self.scores = scores_of(test[0], weights)
        self.hits = self._hits(weights)

    def _loss(self, x, y, weights):
        return loss_and_slope(scores_of(x, weights), y)[0]

    def _hits(self, weights):
        x, y = self.test
        return scores_of(x, weights).argmax(axis=1) == y.argmax(axis=1)


_trainings: dict = {}


def _read(losses=lambda t: t.losses.mean(axis=1), accuracy=lambda t: t.hits.mean()):
    """Return what is told of a training, read in another way."""

    def answer(train, test, weights, rate, epochs):
        key = id(train), id(weights), rate, epochs
        if key not in _trainings:
            _trainings[key] = _Training(train, test, weights, rate, epochs)
        return list(np.atleast_1d(losses(_trainings[key]))), accuracy(_trainings[key])

    return answer


def _otherwise(change):
    """Train with other arguments: those that ``change`` makes of the arguments by name."""

    def answer(train, test, weights, rate, epochs):
        given = {"train": train, "test": test, "weights": weights, "rate": rate, "epochs": epochs}
        training = _Training(**given | change(given))
        return list(training.losses.mean(axis=1)), training.hits.mean()

    return answer


def _again(train, test, weights, rate, epochs):
    """Train a single epoch, whose loss stands for each."""
    losses, accuracy = train_and_test(train, test, weights, rate, 1)
    return losses * epochs, accuracy


train_and_test = _read()
TRAINING = {
    "The accuracy is that of the training pictures. Test on pictures never seen.": _otherwise(
        lambda given: {"test": given["train"]}
    ),
    "The steps went uphill: the loss rises. Subtract the slope times the rate.": _otherwise(
        lambda given: {"rate": -given["rate"]}
    ),
    "There was one step an epoch, with all pictures. Make one for each 20.": _otherwise(
        lambda given: {"batch": len(given["train"][0])}
    ),
    "Only the first 20 pictures were used. Go through all of them in each epoch.": _otherwise(
        lambda given: {"train": [part[:BATCH] for part in given["train"]]}
    ),
    "There was one epoch only. Go through the pictures as often as epochs tells.": _otherwise(
        lambda given: {"epochs": 1}
    ),
    "The test pictures were trained on. They are kept for the end.": _otherwise(
        lambda given: {
            "train": [np.concatenate(p) for p in zip(given["train"], given["test"], strict=True)]
        }
    ),
    "There is a loss for each 20 pictures. The loss of an epoch is their mean.": _read(
        lambda t: t.losses.ravel()
    ),
    "The losses of an epoch were added up. Take their mean.": _read(lambda t: t.losses.sum(axis=1)),
    "That is the loss of the last 20 pictures of each epoch. Take the mean of all.": _read(
        lambda t: t.losses[:, -1]
    ),
    "That is the loss of the first 20 pictures of each epoch. Take the mean of all.": _read(
        lambda t: t.losses[:, 0]
    ),
    "The loss was measured after the epoch. Note that of each 20 before their step.": _read(
        lambda t: t.after
    ),
    "The losses were measured after each step. Note the loss before its step.": _read(
        lambda t: t.later.mean(axis=1)
    ),
    "Each epoch began with the first weights again. Begin with them once.": _again,
    "Only the loss of the last epoch is there. Return a list with one for each.": _read(
        lambda t: t.losses.mean(axis=1)[-1:]
    ),
    "The losses are a running mean: begin anew in each epoch.": _read(
        lambda t: [t.losses[: k + 1].mean() for k in range(t.epochs)]
    ),
    "The losses go on adding up from epoch to epoch: begin anew in each.": _read(
        lambda t: np.cumsum(t.losses.mean(axis=1))
    ),
    "The losses were divided by 20 once more: each is a mean already.": _read(
        lambda t: t.losses.mean(axis=1) / BATCH
    ),
    "The losses were added up and divided by the number of pictures. Each is a mean of 20: divide "
    "by the number of steps.": _read(lambda t: t.losses.sum(axis=1) / t.pictures),
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
        _read(accuracy=lambda t: t.hits.sum() / t.pictures)
    ),
    "The accuracy is rounded.": _read(accuracy=lambda t: round(t.hits.mean(), 2)),
    "The last pictures were left out: the last batch may be shorter than 20.": _otherwise(
        lambda given: {"train": [p[: len(p) // BATCH * BATCH] for p in given["train"]]}
    ),
    "The slopes were divided by 20 once more: the loss is a mean already.": _otherwise(
        lambda given: {"rate": given["rate"] / BATCH}
    ),
    "The slopes were multiplied by 20: the loss is a mean already.": _otherwise(
        lambda given: {"rate": given["rate"] * BATCH}
    ),
    **{
        f"The pictures were taken {batch} at a time. Take 20.": _otherwise(
            lambda given, batch=batch: {"batch": batch}
        )
        for batch in (10, 32, 50)
    },
    "The steps have momentum, 0.9. Take from each weight its slope, times the rate.": _otherwise(
        lambda given: {"momentum": 0.9}
    ),
    "There is one epoch too few: range(epochs) counts from 0.": _otherwise(
        lambda given: {"epochs": given["epochs"] - 1}
    ),
    "The weights were not changed by the steps.": _otherwise(lambda given: {"rate": 0.0}),
    "The pictures were taken in reverse order.": _otherwise(
        lambda given: {"train": [part[::-1] for part in given["train"]]}
    ),
}
