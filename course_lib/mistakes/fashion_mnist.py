"""Mistakes special to exercise 08; those that fit many tasks are listed in ``computed.py``."""

import numpy as np

from .. import nn
from . import changes as c
from .small_network import (
    BATCH,
    TWO,
    bias_after_relu,
    loss_and_slope,
    scores_of,
    slopes_of,
    softmax,
    steps,
    to_every_tie,
    train_and_test,
)


def prepare(images, labels, scaled=lambda images: np.asarray(images, float) / 255, classes=10):
    """Return the answer of task 1."""
    return scaled(images)[..., None], np.eye(classes)[labels]


def scaled_as(rule, scaled):
    """Scale the pixels in another way."""
    return c.option(rule, scaled=scaled)


def without(which, rule):
    """Leave out one of the four weights."""
    return c.argument(
        "weights", lambda w: [0 * a if k == which else a for k, a in enumerate(w)], rule
    )


def pieces(change_loss=lambda loss, n: loss, change_slope=lambda slope, n: slope):
    """Return a change of loss and slope, for a batch of n."""

    def make(right, given):
        (loss, slope), n = right(**given), len(given["y"])
        return change_loss(loss, n), change_slope(slope, n)

    return make


def loss_of_each(scores, y):
    """Return a loss for each picture."""
    shares = softmax(scores)
    return -np.log((shares * y).sum(axis=1)), loss_and_slope(scores, y)[1]


def slope_by_shares(scores, y):
    """Return the slope by the probabilities."""
    return loss_and_slope(scores, y)[0], -y / softmax(scores) / len(y)


def places_kept(right, given):
    """Add the gradient by the bias up over the pictures only."""
    x, weights, slope = given["x"], given["weights"], given["slope"]
    active = steps(x, weights).active
    by_pooled = (slope @ weights[2].T).reshape(steps(x, weights).pooled.shape)
    back = nn.max_pool2d_backprop_input(active, by_pooled, *TWO) * (active > 0)
    by_filters, _, *others = right(**given)
    return [by_filters, back.sum(axis=0), *others]


def matrix_turned(gradients):
    """Transpose the gradient by the matrix."""
    by_filters, by_bias, by_matrix, by_shift = gradients
    return [by_filters, by_bias, by_matrix.T, by_shift]


def _both(given):
    return given["train"], given["test"]


def on(rule, train="train", test="test"):
    """Train and test on other pictures."""
    return c.Change(
        rule, lambda right, given: right(**given | {"train": given[train], "test": given[test]})
    )


BY_TASK = {
    "1": c.mistakes(
        "prepare",
        prepare,
        c.Change(
            "The labels are still class numbers. Make a row of ten for each, 1 at the class.",
            lambda right, given: (right(**given)[0], np.asarray(given["labels"], float)),
        ),
        scaled_as(
            "The pixels are not scaled: 255 must become 1. Divide by 255.",
            lambda images: np.asarray(images, float),
        ),
        scaled_as(
            "The pixels were divided by 256. 255 must become 1, so divide by 255.",
            lambda images: np.asarray(images, float) / 256,
        ),
        scaled_as(
            "Whole division makes 0 of every pixel below 255. Use /.",
            lambda images: np.asarray(images) // 255,
        ),
        scaled_as(
            "The pixels were divided by the largest of them. Divide by 255, whatever they are.",
            lambda images: np.asarray(images, float) / np.max(images),
        ),
        c.result(
            lambda pair: (pair[0][..., 0], pair[1]),
            "The channel axis is missing: pictures are (n, h, w, 1).",
        ),
        c.Change(
            "The rows are as long as the largest label asks for. There are always 10 classes.",
            lambda right, given: right(**given, classes=np.max(given["labels"]) + 1),
        ),
    ),
    "2": c.mistakes(
        "loss_and_slope",
        loss_and_slope,
        c.option(
            "Softmax was applied twice. Shares are no scores: apply it once.",
            probabilities=lambda scores: softmax(softmax(scores)),
        ),
        c.Change(
            "The losses were added up. The loss of a batch is their mean.",
            pieces(change_loss=lambda loss, n: loss * n),
        ),
        c.special(loss_of_each, "There is a loss for each picture. Return their mean."),
        c.Change(
            "The slope was not divided by the number of pictures. The loss is a mean.",
            pieces(change_slope=lambda slope, n: slope * n),
        ),
        c.Change(
            "The slope has the wrong sign: it is the shares minus y.",
            pieces(change_slope=lambda slope, n: -slope),
        ),
        c.option(
            "Softmax ran over the pictures. The shares of each picture add up to 1: axis 1.",
            probabilities=lambda scores: softmax(scores, axis=0),
        ),
        c.option(
            "The powers of large scores became infinite. Subtract the largest score first.",
            probabilities=lambda scores: softmax(scores, largest=None),
        ),
        c.option(
            "The largest of the whole batch was subtracted. Take each row's: axis=1, "
            "keepdims=True.",
            probabilities=lambda scores: softmax(scores, largest=lambda s, **_: np.max(s)),
        ),
        c.special(
            slope_by_shares,
            "That is the slope by the shares. Asked for is that by the scores: shares minus y, "
            "over n.",
        ),
    ),
    "3": c.mistakes(
        "scores_of",
        scores_of,
        c.result(
            softmax,
            "The scores went through softmax. Task 2 does that, and twice is once too often.",
        ),
        c.option(
            "ReLU is missing: put 0 in the place of negative numbers before the pooling.",
            activation=np.asarray,
        ),
        c.special(
            bias_after_relu,
            "The bias was added after ReLU. Add it first, then put 0 in the place of negative "
            "numbers.",
        ),
        without(1, "The bias of the convolution is missing."),
        without(3, "The shift of the dense layer is missing."),
        c.argument(
            "weights",
            lambda weights: [weights[0][::-1, ::-1], *weights[1:]],
            "The filters were flipped. Lay them on the picture as they are.",
        ),
        c.option(
            "The mean of each window was taken. Max pooling keeps the largest number.",
            pool=nn.avg_pool2d,
        ),
        c.option(
            "The pictures were flattened channel by channel. The order is rows, columns, channels.",
            flat=lambda pooled: pooled.transpose(0, 3, 1, 2),
        ),
    ),
    "4": c.mistakes(
        "slopes_of",
        slopes_of,
        c.option(
            "ReLU was left out on the way back: where its output is 0, nothing passes.",
            keep=np.ones_like,
        ),
        c.option(
            "Every cell of a tie got the slope. Only the first of the largest gets it.",
            through=to_every_tie,
        ),
        c.option(
            "The cells of a window shared the slope: that is average pooling.",
            through=lambda active, back: nn.avg_pool2d_backprop_input(active.shape, back, *TWO),
        ),
        c.Change(
            "The mean over the pictures was taken twice: the slope holds it already. Add up.",
            lambda right, given: [gradient / len(given["x"]) for gradient in right(**given)],
        ),
        c.Change(
            "The bias serves all places: add up over pictures, rows and columns.", places_kept
        ),
        c.result(
            matrix_turned,
            "The gradient by the matrix is transposed: it has the shape of the matrix.",
        ),
    ),
    "5": c.mistakes(
        "train_and_test",
        train_and_test,
        on(
            "The accuracy is that of the training pictures. Test on pictures never seen.",
            test="train",
        ),
        c.argument(
            "rate",
            lambda rate: -rate,
            "The steps went uphill: the loss rises. Subtract the slope times the rate.",
        ),
        c.Change(
            "There was one step an epoch, with all pictures. Make one for each 20.",
            lambda right, given: right(**given, batch=len(given["train"][0])),
        ),
        c.argument(
            "train",
            lambda train: [part[:BATCH] for part in train],
            "Only the first 20 pictures were used. Go through all of them in each epoch.",
        ),
        c.argument(
            "epochs",
            lambda _: 1,
            "There was one epoch only. Go through the pictures as often as epochs tells.",
        ),
        c.Change(
            "The test pictures were trained on. They are kept for the end.",
            lambda right, given: right(
                **given | {"train": [np.concatenate(p) for p in zip(*_both(given), strict=True)]}
            ),
        ),
    ),
}
