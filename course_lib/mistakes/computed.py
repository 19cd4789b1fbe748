"""What each task with code computes, and which changes fit it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..nn.geometry import same_padding
from . import families as f
from . import formulas, gradients, matrix_product, pool_backward, ports
from . import loss_formulas as loss
from . import network_changes as network
from . import port_ways as ways
from . import sliding as s
from . import stamping as st
from . import training_changes as training
from . import transposed_convolution as transposed
from .changes import Change, changes
from .convolution import CHANNELS
from .depthwise_convolution import AXES
from .filter_gradients import SPECIAL, filter_gradient, of_y
from .fourier import MANY, ONE, of_fourier
from .groups import grouped, of_groups
from .inside_conv2d import PARTS
from .kinds_of_tasks import Computed, Formula, Steps
from .max_pooling import FILL
from .separable import of_separable, separable
from .stamp_families import stampings
from .window_families import places
from .words import WORDS

VALID, SAME = places(False), places(True)


def _special(rules: Mapping) -> list[Change]:
    """Return changes that fit one task alone: they are told first, and not tried in pairs."""
    return changes("special", rules)


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
        "3": Formula("same_padding", same_padding, formulas.SAME_PADDING),
        "4": Computed(
            "max_pool_same",
            lambda image, size, stride: s.pooled(image, size, stride, s.same),
            [*_special(FILL), *f.of_pooling(), *SAME],
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
        "4": Computed(
            "conv_channels",
            s.correlated,
            [*_special(CHANNELS), *f.of_convolution("kernel"), *VALID],
        ),
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
        "3": Formula("glorot_limit", formulas.glorot_limit, formulas.GLOROT),
        "4": Computed(
            "channel_parts",
            lambda image, kernel: s.depthwise(
                np.asarray(image)[None], np.asarray(kernel)[..., None], form=_parts
            ),
            [*_special(PARTS), *_CHANNELS, *VALID],
        ),
        "5": Formula("weights_from_bits", formulas.weights_from_bits, formulas.BITS),
    },
    "04_matrix_product": {
        "2": Computed(
            "take_patches",
            _patches,
            [*_special(matrix_product.PATCHES), *f.of_images(), *VALID],
        ),
        "3": Computed(
            "conv_by_matrix",
            s.convolved,
            [*_special(matrix_product.LINES), *f.of_convolution("filters"), *VALID],
        ),
        "4": Computed(
            "fourier_same",
            lambda image, kernel: s.correlated(image, kernel, 1, s.same),
            [*_special(ONE), *f.of_convolution("kernel"), *of_fourier()],
        ),
        "5": Computed(
            "fourier_conv",
            lambda images, filters: s.convolved(images, filters, along=s.same),
            [*_special(MANY), *f.of_convolution("filters"), *of_fourier()],
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
        "3": Computed(
            "depthwise", s.depthwise, [*_special(AXES), *f.of_depthwise("filters"), *VALID]
        ),
        "4": Computed("separable", separable, of_separable()),
        "5": Computed("grouped", grouped, [*of_groups(), *f.of_convolution("filters"), *VALID]),
    },
    "06_transposed_convolution": {
        "2": Computed("stamp", st.stamped, stampings("kernel")),
        "3": Computed(
            "stamp_channels",
            st.stamped_channels,
            [*_special(transposed.CHANNELS), *stampings("filters")],
        ),
        "4": Computed("slide", st.stamped, [*_special(transposed.SLIDING), *stampings("kernel")]),
        "5": Computed(
            "stamp_same",
            lambda image, kernel, stride: st.stamped(image, kernel, stride, st.fitted),
            [*_special(transposed.CUTS), *stampings("kernel", same=True)],
        ),
    },
    "07_gradients": {
        "2": Formula("dense_backward", gradients.dense_backward, gradients.DENSE),
        "3": Formula(
            "max_pool_backward",
            pool_backward.max_pool_backward,
            pool_backward.TIES | pool_backward.POOL_BACK,
        ),
        "4": Computed(
            "filter_gradient",
            filter_gradient,
            [*_special(SPECIAL), *of_y(), *f.of_images(), *VALID],
        ),
        "5": Computed(
            "input_gradient",
            st.scattered,
            [*_special(transposed.UNSEEN), *stampings("kernel", sized=True)],
        ),
    },
    "08_fashion_mnist": {
        "1": Formula("prepare", loss.prepare, loss.PREPARED),
        "2": Formula("loss_and_slope", loss.loss_and_slope, loss.LOSS),
        "3": Formula("scores_of", network.scores_of, network.FORWARD),
        "4": Formula("slopes_of", network.slopes_of, network.BACK),
        "5": Formula("train_and_test", training.train_and_test, training.TRAINING, slow=True),
    },
    "09_same_numbers_elsewhere": {
        "2": Steps(
            "net2_to_torch",
            ports.to_torch,
            {"kernel": ways.KERNELS_THERE, "dense": ways.DENSE_THERE},
        ),
        "3": Steps(
            "net2_from_torch",
            ports.from_torch,
            {"kernel": ways.KERNELS_BACK, "dense": ways.DENSE_BACK},
        ),
        "4": Steps(
            "pad_same",
            ports.pad_same,
            {"cells": ways.CELLS, "pad": ways.PADS, "sizes": ways.PAD_SIZES},
        ),
        "5": Steps(
            "enlarge",
            ports.enlarge,
            {"deep": ways.DEEP, "stamps": ways.STAMPS, "cut": ways.CUTS}
            | {"middle": ways.BETWEEN, "last": ways.LAYOUTS},
        ),
    },
}
for _exercise, _told in WORDS.items():
    for _task, _words in _told.items():
        COMPUTED[_exercise][_task] = COMPUTED[_exercise][_task]._replace(words=_words)
