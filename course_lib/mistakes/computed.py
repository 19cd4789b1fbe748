"""What each task with code computes, and which families of changes fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from ..nn.geometry import same_padding
from . import families as f
from . import formulas, gradients, network_changes, small_network
from . import sliding as s
from . import stamping as st
from .families import Family
from .ports import Steps
from .same_numbers_elsewhere import PORTS
from .window_families import places

VALID, SAME = places(False), places(True)


class Computed(NamedTuple):
    """A task's function by its ``name``: ``build`` makes its computation, ``changes`` fit it."""

    name: str
    build: Callable
    changes: list[Family]
    slow: bool = False

    def right(self, *given):
        """Return the right answer."""
        return self.build(*given).result()

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, in one rule or two, and a function that answers so."""
        for one in self.changes:
            yield (one.rule,), _answer(self.build, one)
        usual = [one for one in self.changes if one in _usual(self.changes)]
        for one, two in combinations(usual, 2):
            if one.kind != two.kind:
                yield (one.rule, two.rule), _answer(self.build, one, two)


def _answer(build, *changes: Family) -> Callable:
    def answer(*given):
        computation = build(*given)
        for change in changes:
            computation = change.change(computation)
        return computation.result()

    return answer


_MOST = {
    "place": 50,
    "kernel": 10,
    "sum": 14,
    "bias": 8,
    "last": 3,
    "images": 4,
    "lay": 6,
    "fill": 6,
    "mix": 8,
}


def _usual(changes: list[Family]) -> list[Family]:
    """Return the changes that are also tried in pairs: the first of each kind."""
    kinds = dict.fromkeys(change.kind for change in changes)
    return [
        change
        for kind in kinds
        for change in [one for one in changes if one.kind == kind][: _MOST.get(kind, 0)]
    ]


def _relu(slide):
    return replace(slide, last=lambda out: np.maximum(out, 0))


def _parts(out):
    """Return what each channel gives: (c, h, w)."""
    return out[0, ..., 0].transpose(2, 0, 1)


@dataclass(frozen=True)
class Separable:
    """A depthwise convolution, whose channels a matrix (c_in·mult, c_out) then mixes."""

    slide: s.Slide
    matrix: np.ndarray

    def result(self):
        """Return what both steps give."""
        return self.slide.result() @ self.matrix


def _separable(images, depthwise_filter, pointwise_filter, stride):
    matrix = np.asarray(pointwise_filter, float)[0, 0]
    return Separable(s.depthwise(images, depthwise_filter, stride), matrix)


def _in_first_step(one: Family) -> Family:
    return one._replace(change=lambda both: replace(both, slide=one.change(both.slide)))


def _mixed(change):
    return lambda both: replace(both, matrix=change(both.matrix, both.slide.filters.shape[3]))


def _by_filter(matrix, mult):
    """Read the rows of a matrix in the order m·c_in + c."""
    return matrix.reshape(mult, -1, matrix.shape[1]).swapaxes(0, 1).reshape(matrix.shape)


def _by_channel(matrix, mult):
    return matrix.reshape(-1, mult, matrix.shape[1]).swapaxes(0, 1).reshape(matrix.shape)


MIXED = {
    "The pointwise filter was read as (1, 1, c_out, c_in·mult): its axes are mixed up.": (
        lambda m, _: m.reshape(m.shape[::-1]).T
    ),
    "The rows of the pointwise filter were read in the order m·c_in + c. It is c·mult + m.": (
        _by_filter
    ),
    "The rows of the pointwise filter were put in another order before they were used.": (
        _by_channel
    ),
    "The pointwise filter was used upside down.": lambda m, _: m[::-1],
    "The output channels are in reverse order.": lambda m, _: m[:, ::-1],
    "The channels were averaged in the second step. They must be summed.": lambda m, _: m / len(m),
    "The channels were added up in the second step, and not multiplied by the pointwise filter.": (
        lambda m, _: np.ones_like(m)
    ),
    "The channels were not mixed: that is the first step alone.": lambda m, _: np.eye(len(m)),
    "The signs of the pointwise filter are gone.": lambda m, _: np.abs(m),
    "Only the first channel was mixed. All c_in·mult are.": lambda m, _: (
        m * (np.arange(len(m)) == 0)[:, None]
    ),
    "Only the last channel was mixed. All c_in·mult are.": lambda m, _: (
        m * (np.arange(len(m)) == len(m) - 1)[:, None]
    ),
    "Only the first filter of each channel was mixed.": lambda m, mult: (
        m * (np.arange(len(m)) % mult == 0)[:, None]
    ),
    "Only the first column of the pointwise filter was used.": lambda m, _: m[:, :1],
    "All outputs were mixed by the first column of the pointwise filter.": lambda m, _: np.repeat(
        m[:, :1], m.shape[1], axis=1
    ),
}


def _grouped(images, filters, groups):
    def in_groups(windows, filters):
        size, made = windows.shape[5] // groups, filters.shape[3] // groups
        return np.concatenate(
            [
                s.products(
                    windows[..., g * size : (g + 1) * size], filters[..., g * made : (g + 1) * made]
                )
                for g in range(groups)
            ],
            axis=3,
        )

    return s.convolved(images, filters, reduce=in_groups)


def _patches(images, kh, kw):
    images = np.asarray(images, float)
    return s.Slide(images, *s.axes(images, (kh, kw)), lambda w, _: w.reshape(*w.shape[:3], -1))


def _filter_gradient(images, y, kh, kw, stride):
    images = np.asarray(images, float)
    rows, columns = (
        replace(axis, count=count)
        for axis, count in zip(s.axes(images, (kh, kw), stride), np.shape(y)[1:3], strict=True)
    )
    return s.Slide(
        images, rows, columns, lambda w, y: np.einsum("nyxijc,nyxo->ijco", w, y), np.asarray(y)
    )


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
            lambda images, kernel, bias: _relu(s.convolved(images, kernel, bias)),
            [*f.of_convolution("kernel"), *f.of_bias(), *VALID],
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
            [*f.of_convolution("kernel"), *SAME],
        ),
        "5": Computed(
            "fourier_conv",
            lambda images, filters: s.convolved(images, filters, along=s.same),
            [*f.of_convolution("filters"), *SAME],
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
            _separable,
            [
                *(Family("mix", rule, _mixed(change)) for rule, change in MIXED.items()),
                *map(_in_first_step, [*f.of_depthwise("depthwise filters"), *VALID]),
            ],
        ),
        "5": Computed("grouped", _grouped, [*f.of_convolution("filters"), *VALID]),
    },
    "06_transposed_convolution": {
        "2": Computed("stamp", st.stamped, st.stampings("kernel")),
        "3": Computed("stamp_channels", st.stamped_channels, st.stampings("filters")),
        "4": Computed("slide", st.stamped, st.stampings("kernel")),
        "5": Computed(
            "stamp_same",
            lambda image, kernel, stride: st.stamped(image, kernel, stride, st.fitted),
            st.stampings("kernel", same=True),
        ),
    },
    "07_gradients": {
        "4": Computed("filter_gradient", _filter_gradient, [*f.of_images(), *VALID]),
        "5": Computed("input_gradient", st.scattered, st.stampings("kernel", sized=True)),
    },
}


class Formula(NamedTuple):
    """A task's function by its ``name``: the right one, and wrong ones under their rules.

    ``slow`` tells that each takes so long that only the ones that print what came are run to the
    end.
    """

    name: str
    right: Callable
    rules: dict[str, Callable]
    slow: bool = False

    def wrong(self) -> Iterator[tuple[tuple[str, ...], Callable]]:
        """Yield what is wrong, and a function that answers so."""
        for rule, answer in self.rules.items():
            yield (rule,), answer


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
        "2": Formula("dense_backward", _dense_backward, formulas.DENSE),
        "3": Formula("max_pool_backward", gradients.max_pool_backward, formulas.POOL_BACK),
    },
    "08_fashion_mnist": {
        "1": Formula("prepare", _prepare, formulas.PREPARED),
        "2": Formula("loss_and_slope", small_network.loss_and_slope, formulas.LOSS),
        "3": Formula("scores_of", small_network.scores_of, network_changes.FORWARD),
        "4": Formula("slopes_of", small_network.slopes_of, network_changes.BACK),
        "5": Formula(
            "train_and_test", small_network.train_and_test, network_changes.TRAINING, True
        ),
    },
}
for _exercise, _tasks in FORMULAS.items():
    COMPUTED.setdefault(_exercise, {}).update(_tasks)
COMPUTED["09_same_numbers_elsewhere"] = {**PORTS}


class Predicted(NamedTuple):
    """A value that is predicted: ``build`` makes its computation of the exercise's own arrays."""

    name: str
    build: Callable
    changes: list[Family]
    read: Callable = np.asarray

    def wrong(self, space: dict) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield rules and wrong values, made of the names of an exercise's setup."""
        for one in self.changes:
            try:
                with np.errstate(all="ignore"):
                    yield (one.rule,), self.read(one.change(self.build(space)).result())
            except Exception:
                continue


def _shape(out):
    return np.shape(out)


_SHAPES_VALID = [one for one in VALID if "only." not in one.rule and one.kind == "place"]
_SHAPES_SAME = [one for one in SAME if "only." not in one.rule and one.kind == "place"]
PREDICTED: dict[str, list[Predicted]] = {
    "01_max_pooling": [
        Predicted("by_hand", lambda a: s.pooled(a["image"], 2, 2), [*f.of_pooling(), *VALID]),
        Predicted(
            "same_shape",
            lambda a: s.pooled(np.zeros((8, 7, 10, 3)), 3, 2, s.same),
            _SHAPES_SAME,
            _shape,
        ),
    ],
    "02_convolution": [
        Predicted(
            "by_hand",
            lambda a: s.correlated(a["image"], a["kernel"]),
            [*f.of_convolution("kernel"), *VALID],
        ),
        Predicted(
            "out_shape",
            lambda a: s.convolved(np.zeros((4, 9, 14, 3)), np.zeros((3, 5, 3, 8)), 0.0, 2),
            _SHAPES_VALID,
            _shape,
        ),
    ],
    "03_inside_conv2d": [
        Predicted(
            "by_hand",
            lambda a: _relu(
                s.convolved(
                    np.reshape(a["image"], (1, 3, 3, 1)),
                    np.reshape(a["kernel"], (2, 2, 1, 1)),
                    np.ones(1),
                    form=s.one,
                )
            ),
            [*f.of_convolution("kernel"), *f.of_bias(), *VALID],
        ),
    ],
    "04_matrix_product": [
        Predicted(
            "patch_shape",
            lambda a: s.Slide(
                np.zeros((2, 9, 12, 3)),
                *s.axes(np.zeros((2, 9, 12, 3)), (2, 3), 2, s.same),
                lambda w, _: w.reshape(*w.shape[:3], -1),
            ),
            _SHAPES_SAME,
            _shape,
        ),
    ],
    "05_depthwise_convolution": [
        Predicted(
            "by_hand",
            lambda a: s.depthwise(
                np.moveaxis(a["channels"], 0, 2)[None],
                np.transpose(a["filters"], (2, 3, 0, 1)),
                form=lambda out: out.ravel(),
            ),
            f.of_depthwise("filters"),
        ),
        Predicted(
            "out_shape",
            lambda a: replace(
                s.convolved(
                    np.zeros((4, 9, 12, 6)), np.zeros((3, 5, 6, 4)), 0.0, 2, s.same, reduce=s.apart
                ),
                form=lambda out: out.reshape(*out.shape[:3], -1),
            ),
            _SHAPES_SAME,
            _shape,
        ),
    ],
    "06_transposed_convolution": [
        Predicted(
            "by_hand",
            lambda a: st.stamped(a["image"], a["kernel"], 1),
            st.stampings("kernel"),
        ),
        Predicted(
            "out_shape",
            lambda a: st.stamped_channels(np.zeros((8, 4, 7, 16)), np.zeros((5, 4, 6, 16)), 3),
            [
                one
                for one in st.stampings("filters")
                if one.kind == "place" and "only." not in one.rule
            ],
            _shape,
        ),
    ],
    "07_gradients": [
        Predicted(
            "by_kernel",
            lambda a: replace(
                _filter_gradient(
                    np.reshape(a["image"], (1, 3, 3, 1)),
                    np.reshape(a["y_image"], (1, 2, 2, 1)),
                    2,
                    2,
                    1,
                ),
                form=lambda out: out[:, :, 0, 0],
            ),
            [*f.of_images(), *VALID],
        ),
    ],
}
