"""What each task with code computes, and which families of changes fit it."""

from __future__ import annotations

import numpy as np

from ..nn.geometry import same_padding
from . import (
    backward_formulas,
    formulas,
    gradients,
    loss_formulas,
    network_changes,
    small_network,
    training_changes,
)
from . import families as f
from . import sliding as s
from . import stamping as st
from .families import Family
from .filter_gradients import filter_gradient, of_y
from .fourier import cut_from_the_full
from .groups import grouped, of_groups
from .kinds_of_tasks import Computed, Formula
from .ports import Steps
from .same_numbers_elsewhere import PORTS
from .separable import MIXED, in_first_step, mixed, separable
from .stamp_families import stampings
from .window_families import places
from .words import WORDS

VALID, SAME, FOURIER = places(False), places(True), cut_from_the_full()


def _parts(out):
    """Return what each channel gives: (c, h, w)."""
    return out[0, ..., 0].transpose(2, 0, 1)


def _patches(images, kh, kw):
    images = np.asarray(images, float)
    return s.Slide(images, *s.axes(images, (kh, kw)), lambda w, _: w.reshape(*w.shape[:3], -1))


_CHANNELS = [one for one in f.of_depthwise("kernel") if "added up, as conv2d" not in one.rule]
COMPUTED: dict[str, dict[str, Computed | Formula | Steps]] = {
    "01_max_pooling": {
        "2": Computed("max_pool", s.pooled, [*f.of_pooling(), *VALID]),
        "4": Computed(
            "max_pool_same",
            lambda image, size, stride: s.pooled(image, size, stride, s.same),
            [*f.of_pooling(), *SAME],
        ),
        "5": Computed("max_pool_batch", s.pooled, [*f.of_pooling(), *VALID]),
    },
    "02_convolution": {
        "2": Computed("correlate", s.correlated, [*f.of_convolution("kernel"), *VALID]),
        "3": Computed(
            "correlate_same",
            lambda image, kernel, stride: s.correlated(image, kernel, stride, s.same),
            [*f.of_convolution("kernel"), *SAME],
        ),
        "4": Computed("conv_channels", s.correlated, [*f.of_convolution("kernel"), *VALID]),
        "5": Computed(
            "conv_layer", s.convolved, [*f.of_convolution("filters"), *f.of_bias(), *VALID]
        ),
    },
    "03_inside_conv2d": {
        "2": Computed(
            "conv_relu",
            lambda images, kernel, bias: f.rectified(s.convolved(images, kernel, bias)),
            [*f.of_relu(), *f.of_convolution("kernel"), *f.of_bias(), *VALID],
        ),
        "4": Computed(
            "channel_parts",
            lambda image, kernel: s.depthwise(
                np.asarray(image)[None], np.asarray(kernel)[..., None], form=_parts
            ),
            [*_CHANNELS, *VALID],
        ),
    },
    "04_matrix_product": {
        "2": Computed("take_patches", _patches, [*f.of_images(), *VALID]),
        "3": Computed("conv_by_matrix", s.convolved, [*f.of_convolution("filters"), *VALID]),
        "4": Computed(
            "fourier_same",
            lambda image, kernel: s.correlated(image, kernel, 1, s.same),
            [*f.of_convolution("kernel"), *FOURIER],
        ),
        "5": Computed(
            "fourier_conv",
            lambda images, filters: s.convolved(images, filters, along=s.same),
            [*f.of_convolution("filters"), *FOURIER],
        ),
    },
    "05_depthwise_convolution": {
        "2": Computed(
            "filter_each",
            lambda images, filters: s.depthwise(
                images, np.asarray(filters)[..., None], form=lambda out: out[..., 0]
            ),
            [*f.of_depthwise("filters"), *VALID],
        ),
        "3": Computed("depthwise", s.depthwise, [*f.of_depthwise("filters"), *VALID]),
        "4": Computed(
            "separable",
            separable,
            [
                *(Family("mix", rule, mixed(change)) for rule, change in MIXED.items()),
                *map(in_first_step, [*f.of_depthwise("depthwise filters"), *VALID]),
            ],
        ),
        "5": Computed("grouped", grouped, [*of_groups(), *f.of_convolution("filters"), *VALID]),
    },
    "06_transposed_convolution": {
        "2": Computed("stamp", st.stamped, stampings("kernel")),
        "3": Computed("stamp_channels", st.stamped_channels, stampings("filters")),
        "4": Computed("slide", st.stamped, stampings("kernel")),
        "5": Computed(
            "stamp_same",
            lambda image, kernel, stride: st.stamped(image, kernel, stride, st.fitted),
            stampings("kernel", same=True),
        ),
    },
    "07_gradients": {
        "4": Computed("filter_gradient", filter_gradient, [*of_y(), *f.of_images(), *VALID]),
        "5": Computed("input_gradient", st.scattered, stampings("kernel", sized=True)),
    },
}


def _limit(shape):
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (kh * kw * (c_in + c_out)))


def _weights(words, shape):
    return (np.asarray(words) % 2**23 / 2**22 - 1).reshape(shape) * _limit(shape)


def _dense_backward(x, w, b, y):
    passed = y * (x @ w + b > 0)
    return passed @ w.T, x.T @ passed, passed.sum(axis=0)


def _prepare(images, labels):
    return np.asarray(images)[..., None] / 255, np.eye(10)[labels]


def _same_padding(length, size, stride):
    return same_padding(length, size, stride)


FORMULAS: dict[str, dict[str, Formula]] = {
    "01_max_pooling": {"3": Formula("same_padding", _same_padding, formulas.SAME_PADDING)},
    "03_inside_conv2d": {
        "3": Formula("glorot_limit", _limit, formulas.GLOROT),
        "5": Formula("weights_from_bits", _weights, formulas.BITS),
    },
    "07_gradients": {
        "2": Formula("dense_backward", _dense_backward, backward_formulas.DENSE),
        "3": Formula("max_pool_backward", gradients.max_pool_backward, backward_formulas.POOL_BACK),
    },
    "08_fashion_mnist": {
        "1": Formula("prepare", _prepare, loss_formulas.PREPARED),
        "2": Formula("loss_and_slope", small_network.loss_and_slope, loss_formulas.LOSS),
        "3": Formula("scores_of", small_network.scores_of, network_changes.FORWARD),
        "4": Formula("slopes_of", small_network.slopes_of, network_changes.BACK),
        "5": Formula(
            "train_and_test", small_network.train_and_test, training_changes.TRAINING, True
        ),
    },
}
for _exercise, _tasks in FORMULAS.items():
    COMPUTED.setdefault(_exercise, {}).update(_tasks)
COMPUTED["09_same_numbers_elsewhere"] = {**PORTS}
for _exercise, _told in WORDS.items():
    for _task, _words in _told.items():
        COMPUTED[_exercise][_task] = COMPUTED[_exercise][_task]._replace(words=_words)
