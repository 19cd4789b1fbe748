"""The small network of exercise 08: forward, loss, backward, training, and wrong ways of these."""

from types import SimpleNamespace

import numpy as np

from .. import nn

BATCH = 20
TWO = (2, 2, "VALID")  # its pooling


def softmax(scores, axis=1, largest=np.max):
    """Return probabilities; ``largest`` is what is subtracted from the scores beforehand."""
    taken = largest(scores, axis=axis, keepdims=True) if largest else 0
    powers = np.exp(scores - taken)
    return powers / powers.sum(axis=axis, keepdims=True)


def loss_and_slope(scores, y, probabilities=softmax):
    """Return the answer of task 2."""
    shares = probabilities(scores)
    with np.errstate(divide="ignore"):
        return -np.log((shares * y).sum(axis=1)).mean(), (shares - y) / len(y)


def relu(out):
    """Put 0 in the place of negative numbers."""
    return np.maximum(out, 0)


def steps(x, weights, activation=relu, pool=nn.max_pool2d, flat=np.asarray):
    """Return what the small network computes on its way forward."""
    filters, bias, matrix, shift = weights
    summed = nn.conv2d(x, filters, 1, "VALID")
    active = activation(summed + bias)
    pooled = pool(active, *TWO)
    scores = flat(pooled).reshape(len(x), -1) @ matrix + shift
    return SimpleNamespace(summed=summed, active=active, pooled=pooled, scores=scores)


def scores_of(x, weights, **how):
    """Return the answer of task 3."""
    return steps(x, weights, **how).scores


def slopes_of(x, weights, slope, through=None, keep=lambda active: active > 0):
    """Return the answer of task 4.

    ``through`` leads back through the pooling, ``keep`` back through ReLU.
    """
    seen = steps(x, weights)
    by_pooled = (slope @ weights[2].T).reshape(seen.pooled.shape)
    through = through or (lambda active, back: nn.max_pool2d_backprop_input(active, back, *TWO))
    back = through(seen.active, by_pooled) * keep(seen.active)
    by_filters = nn.conv2d_backprop_filter(x, weights[0].shape, back, 1, "VALID")
    rows = seen.pooled.reshape(len(x), -1)
    return [by_filters, back.sum(axis=(0, 1, 2)), rows.T @ slope, slope.sum(axis=0)]


def train_and_test(train, test, weights, rate, epochs, batch=BATCH):
    """Return the answer of task 5."""
    (x, y), (x_test, y_test) = train, test
    weights = [weight.copy() for weight in weights]
    losses = []
    for _ in range(epochs):
        taken = []
        for first in range(0, len(x), batch):
            part = slice(first, first + batch)
            loss, slope = loss_and_slope(scores_of(x[part], weights), y[part])
            for weight, gradient in zip(weights, slopes_of(x[part], weights, slope), strict=True):
                weight -= rate * gradient
            taken.append(loss)
        losses.append(np.mean(taken))
    right = scores_of(x_test, weights).argmax(axis=1) == y_test.argmax(axis=1)
    return losses, right.mean()


def bias_after_relu(x, weights):
    """Add the bias after ReLU."""
    filters, bias, matrix, shift = weights
    active = relu(nn.conv2d(x, filters, 1, "VALID")) + bias
    return nn.max_pool2d(active, *TWO).reshape(len(x), -1) @ matrix + shift


def to_every_tie(active, by_pooled):
    """Lead back to every cell of a tie."""
    back = np.zeros(active.shape)
    for i, j in np.ndindex(by_pooled.shape[1:3]):
        place = np.s_[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        largest = active[place] == active[place].max(axis=(1, 2), keepdims=True)
        back[place] = largest * by_pooled[:, i : i + 1, j : j + 1]
    return back
