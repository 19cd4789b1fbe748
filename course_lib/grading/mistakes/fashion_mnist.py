"""Known mistakes of exercise 08. The docstring of each is what the learner is told."""

from dataclasses import dataclass

import numpy as np

from ... import nn
from .kinds import Mistake

BATCH = 20


def labels_not_one_hot(images, labels):
    """The labels are still class numbers. Make a row of ten for each, 1 at the class."""
    return _pixels(images), np.asarray(labels, float)


def pixels_not_scaled(images, labels):
    """The pixels are not scaled: 255 must become 1. Divide by 255."""
    return np.asarray(images, float)[..., None], np.eye(10)[labels]


def divided_by_256(images, labels):
    """The pixels were divided by 256. 255 must become 1, so divide by 255."""
    return np.asarray(images, float)[..., None] / 256, np.eye(10)[labels]


def divided_without_a_rest(images, labels):
    """Whole division makes 0 of every pixel below 255. Use /."""
    return (np.asarray(images) // 255)[..., None], np.eye(10)[labels]


def scaled_by_the_largest(images, labels):
    """The pixels were divided by the largest of the batch. It is 255 for every batch."""
    return np.asarray(images, float)[..., None] / np.max(images), np.eye(10)[labels]


def channel_axis_missing(images, labels):
    """The channel axis is missing: pictures are (n, h, w, 1)."""
    return _pixels(images)[..., 0], np.eye(10)[labels]


def too_few_classes(images, labels):
    """The rows are as long as the largest label asks for. There are always 10 classes."""
    return _pixels(images), np.eye(np.max(labels) + 1)[labels]


def softmax_twice(scores, y):
    """Softmax was applied twice. Shares are no scores: apply it once."""
    return _loss(_softmax(_softmax(scores)), y)


def sum_for_mean(scores, y):
    """The losses were added up. The loss of a batch is their mean."""
    loss, slope = _loss(_softmax(scores), y)
    return loss * len(y), slope


def loss_of_each(scores, y):
    """There is a loss for each picture. Return their mean."""
    shares = _softmax(scores)
    with np.errstate(divide="ignore"):
        return -np.log((shares * y).sum(axis=1)), _loss(shares, y)[1]


def slope_of_the_sum(scores, y):
    """The slope was not divided by the number of pictures. The loss is a mean."""
    loss, slope = _loss(_softmax(scores), y)
    return loss, slope * len(y)


def slope_upside_down(scores, y):
    """The slope has the wrong sign: it is the shares minus y."""
    loss, slope = _loss(_softmax(scores), y)
    return loss, -slope


def softmax_over_pictures(scores, y):
    """Softmax ran over the pictures. The shares of each picture add up to 1: axis 1."""
    return _loss(_softmax(np.asarray(scores).T).T, y)


def powers_overflow(scores, y):
    """The powers of large scores became infinite. Subtract the largest score first."""
    with np.errstate(all="ignore"):
        powers = np.exp(scores)
        return _loss(powers / powers.sum(axis=1, keepdims=True), y)


def largest_of_the_batch(scores, y):
    """The largest of the whole batch was subtracted. Take each row's: axis=1, keepdims=True."""
    with np.errstate(all="ignore"):
        powers = np.exp(scores - np.max(scores))
        return _loss(powers / powers.sum(axis=1, keepdims=True), y)


def slope_by_the_shares(scores, y):
    """That is the slope by the shares. Asked for is that by the scores: shares minus y, over n."""
    shares = _softmax(scores)
    return _loss(shares, y)[0], -y / shares / len(y)


def softmax_in_the_network(x, weights):
    """The scores went through softmax. Task 2 does that, and twice is once too often."""
    return _softmax(_forward(x, weights))


def relu_forgotten(x, weights):
    """ReLU is missing: put 0 in the place of negative numbers before the pooling."""
    return _forward(x, weights, lambda out: out)


def bias_after_relu(x, weights):
    """The bias was added after ReLU. Add it first, then put 0 in the place of negative numbers."""
    filters, bias, matrix, shift = weights
    active = _relu(nn.conv2d(x, filters, 1, "VALID")) + bias
    return nn.max_pool2d(active, 2, 2, "VALID").reshape(len(x), -1) @ matrix + shift


def bias_forgotten(x, weights):
    """The bias of the convolution is missing."""
    return _forward(x, [weights[0], 0 * weights[1], *weights[2:]])


def shift_forgotten(x, weights):
    """The shift of the dense layer is missing."""
    return _forward(x, [*weights[:3], 0 * weights[3]])


def filters_flipped(x, weights):
    """The filters were flipped. Lay them on the picture as they are."""
    return _forward(x, [weights[0][::-1, ::-1], *weights[1:]])


def mean_pooled(x, weights):
    """The mean of each window was taken. Max pooling keeps the largest number."""
    return _forward(x, weights, pool=nn.avg_pool2d)


def flattened_by_channels(x, weights):
    """The pictures were flattened channel by channel. The order is rows, columns, channels."""
    steps = _steps(x, weights)
    return steps.pooled.transpose(0, 3, 1, 2).reshape(len(x), -1) @ weights[2] + weights[3]


def relu_not_on_the_way_back(x, weights, slope):
    """ReLU was left out on the way back: where its output is 0, nothing passes."""
    return _backward(x, weights, slope, keep=lambda active: 1)


def ties_all_get_it(x, weights, slope):
    """Every cell of a tie got the slope. Only the first of the largest gets it."""
    active, by_pooled = _steps(x, weights).active, _by_pooled(x, weights, slope)
    back = np.zeros(active.shape)
    for i, j in np.ndindex(by_pooled.shape[1:3]):
        window = active[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        largest = window == window.max(axis=(1, 2), keepdims=True)
        back[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = largest * by_pooled[:, i : i + 1, j : j + 1]
    return _collect(x, weights, slope, back * (active > 0))


def pooling_shared(x, weights, slope):
    """The cells of a window shared the slope: that is average pooling."""
    active, by_pooled = _steps(x, weights).active, _by_pooled(x, weights, slope)
    back = nn.avg_pool2d_backprop_input(active.shape, by_pooled, 2, 2, "VALID")
    return _collect(x, weights, slope, back * (active > 0))


def mean_taken_twice(x, weights, slope):
    """The mean over the pictures was taken twice: the slope holds it already. Add up."""
    return [gradient / len(x) for gradient in _backward(x, weights, slope)]


def places_not_added_up(x, weights, slope):
    """The bias serves all places: add up over pictures, rows and columns."""
    by_filters, _, *others = _backward(x, weights, slope)
    return [by_filters, _back(x, weights, slope).sum(axis=0), *others]


def matrix_transposed(x, weights, slope):
    """The gradient by the matrix is transposed: it has the shape of the matrix."""
    by_filters, by_bias, by_matrix, by_shift = _backward(x, weights, slope)
    return [by_filters, by_bias, by_matrix.T, by_shift]


def tested_on_the_training_set(train, test, weights, rate, epochs):
    """The accuracy is that of the training pictures. Test on pictures never seen."""
    return _train(train, train, weights, rate, epochs)


def uphill(train, test, weights, rate, epochs):
    """The steps went uphill: the loss rises. Subtract the slope times the rate."""
    return _train(train, test, weights, -rate, epochs)


def one_step_an_epoch(train, test, weights, rate, epochs):
    """There was one step an epoch, with all pictures. Make one for each 20."""
    return _train(train, test, weights, rate, epochs, batch=len(train[0]))


def first_batch_only(train, test, weights, rate, epochs):
    """Only the first 20 pictures were used. Go through all of them in each epoch."""
    return _train([part[:BATCH] for part in train], test, weights, rate, epochs)


def one_epoch(train, test, weights, rate, epochs):
    """There was one epoch only. Go through the pictures as often as epochs tells."""
    return _train(train, test, weights, rate, 1)


def weights_changed(train, test, weights, rate, epochs):
    """The arrays in weights were changed: the next call begins with trained ones. Copy them."""
    return _train(train, test, weights, rate, epochs, in_place=True)


def trained_on_the_test_set(train, test, weights, rate, epochs):
    """The test pictures were trained on. They are kept for the end."""
    both = [np.concatenate(pair) for pair in zip(train, test, strict=True)]
    return _train(both, test, weights, rate, epochs)


def _pixels(images):
    return np.asarray(images, float)[..., None] / 255


def _softmax(scores):
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _loss(shares, y):
    with np.errstate(divide="ignore"):
        return -np.log((shares * y).sum(axis=1)).mean(), (shares - y) / len(y)


@dataclass(frozen=True)
class _Steps:
    """What the network computes on its way forward."""

    active: np.ndarray
    pooled: np.ndarray
    scores: np.ndarray


def _relu(out):
    return np.maximum(out, 0)


def _steps(x, weights, activation=_relu, pool=nn.max_pool2d):
    filters, bias, matrix, shift = weights
    active = activation(nn.conv2d(x, filters, 1, "VALID") + bias)
    pooled = pool(active, 2, 2, "VALID")
    return _Steps(active, pooled, pooled.reshape(len(x), -1) @ matrix + shift)


def _forward(x, weights, activation=_relu, pool=nn.max_pool2d):
    return _steps(x, weights, activation, pool).scores


def _by_pooled(x, weights, slope):
    return (slope @ weights[2].T).reshape(_steps(x, weights).pooled.shape)


def _back(x, weights, slope, keep=lambda active: active > 0):
    """Return the gradient by what the convolution and its bias give."""
    active, by_pooled = _steps(x, weights).active, _by_pooled(x, weights, slope)
    return nn.max_pool2d_backprop_input(active, by_pooled, 2, 2, "VALID") * keep(active)


def _collect(x, weights, slope, back):
    """Return the four gradients, from that by what the convolution and its bias give."""
    by_filters = nn.conv2d_backprop_filter(x, weights[0].shape, back, 1, "VALID")
    rows = _steps(x, weights).pooled.reshape(len(x), -1)
    return [by_filters, back.sum(axis=(0, 1, 2)), rows.T @ slope, slope.sum(axis=0)]


def _backward(x, weights, slope, **options):
    return _collect(x, weights, slope, _back(x, weights, slope, **options))


def _train(train, test, weights, rate, epochs, batch=BATCH, in_place=False):
    (x, y), (x_test, y_test) = train, test
    weights = list(weights) if in_place else [weight.copy() for weight in weights]
    losses = []
    for _ in range(epochs):
        taken = []
        for first in range(0, len(x), batch):
            part = slice(first, first + batch)
            loss, slope = _loss(_softmax(_forward(x[part], weights)), y[part])
            for weight, gradient in zip(weights, _backward(x[part], weights, slope), strict=True):
                weight -= rate * gradient
            taken.append(loss)
        losses.append(np.mean(taken))
    right = _forward(x_test, weights).argmax(axis=1) == y_test.argmax(axis=1)
    return losses, right.mean()


_FUNCTIONS = {
    ("1", "prepare"): (
        labels_not_one_hot,
        pixels_not_scaled,
        divided_by_256,
        divided_without_a_rest,
        scaled_by_the_largest,
        channel_axis_missing,
        too_few_classes,
    ),
    ("2", "loss_and_slope"): (
        softmax_twice,
        sum_for_mean,
        loss_of_each,
        slope_of_the_sum,
        slope_upside_down,
        softmax_over_pictures,
        powers_overflow,
        largest_of_the_batch,
        slope_by_the_shares,
    ),
    ("3", "scores_of"): (
        softmax_in_the_network,
        relu_forgotten,
        bias_after_relu,
        bias_forgotten,
        shift_forgotten,
        filters_flipped,
        mean_pooled,
        flattened_by_channels,
    ),
    ("4", "slopes_of"): (
        relu_not_on_the_way_back,
        ties_all_get_it,
        pooling_shared,
        mean_taken_twice,
        places_not_added_up,
        matrix_transposed,
    ),
    ("5", "train_and_test"): (
        tested_on_the_training_set,
        uphill,
        one_step_an_epoch,
        first_batch_only,
        one_epoch,
        weights_changed,
        trained_on_the_test_set,
    ),
}
BY_TASK = {
    task: [Mistake.of(name, function) for function in functions]
    for (task, name), functions in _FUNCTIONS.items()
}
