"""What a learner predicts in the first task of an exercise, and what may be changed in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import families as f
from . import sliding as s
from . import stamping as st
from .changes import Change
from .filter_gradients import filter_gradient
from .kinds_of_tasks import Predicted
from .paddings import PADDINGS
from .stamp_families import stampings
from .window_families import places

VALID, SAME = places(False), places(True)
SEEN_IN_SHAPES = {
    "There is no padding: that is VALID.",
    "The length of the output was rounded down. Under SAME it is rounded up.",
}


def _seen_in_shapes(changes: list[Change]) -> list[Change]:
    """Return changes of the number of windows that a shape alone can tell from each other."""
    unseen = ("only.", "The padding of ", "The image was padded", *(set(PADDINGS) - SEEN_IN_SHAPES))
    return [
        one for one in changes if one.kind == "place" and not any(w in one.rule for w in unseen)
    ]


_SHAPES_VALID, _SHAPES_SAME = _seen_in_shapes(VALID), _seen_in_shapes(SAME)
PREDICTED: dict[str, list[Predicted]] = {
    "01_max_pooling": [
        Predicted("by_hand", lambda a: s.pooled(a["image"], 2, 2), [*f.of_pooling(), *VALID]),
        Predicted(
            "same_shape",
            lambda a: s.pooled(np.zeros((8, 7, 10, 3)), 3, 2, s.same),
            _SHAPES_SAME,
            np.shape,
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
            np.shape,
        ),
    ],
    "03_inside_conv2d": [
        Predicted(
            "by_hand",
            lambda a: f.rectified(
                s.convolved(
                    np.reshape(a["image"], (1, 3, 3, 1)),
                    np.reshape(a["kernel"], (2, 2, 1, 1)),
                    np.ones(1),
                    form=s.one,
                )
            ),
            [*f.of_relu(), *f.of_convolution("kernel"), *f.of_bias(), *VALID],
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
            np.shape,
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
            np.shape,
        ),
    ],
    "06_transposed_convolution": [
        Predicted(
            "by_hand",
            lambda a: st.stamped(a["image"], a["kernel"], 1),
            stampings("kernel"),
        ),
        Predicted(
            "out_shape",
            lambda a: st.stamped_channels(np.zeros((8, 4, 7, 16)), np.zeros((5, 4, 6, 16)), 3),
            [
                one
                for one in stampings("filters")
                if one.kind == "place" and "only." not in one.rule
            ],
            np.shape,
        ),
    ],
    "07_gradients": [
        Predicted(
            "by_kernel",
            lambda a: replace(
                filter_gradient(
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
