"""The operators of course_lib, as the benchmark calls them."""

from __future__ import annotations

import numpy as np
from cases import Case

import course_lib as cl

NAME = "course_lib"
VERSION = f"NumPy {np.__version__}"


def calls(case: Case):
    """Return two functions: the forward pass, and the backward pass by input and by filters."""
    x, w, g = case.arrays()
    rest = (case.stride, case.padding if case.pad else "VALID")
    sizes, nn = case.kernel, cl.nn
    if case.operator == "max pooling":
        pool = (case.kernel[:2], *rest)
        _, places = nn.max_pool_with_argmax(x, *pool)  # the other contestants are told them too
        return (
            lambda: (nn.max_pool2d(x, *pool),),
            lambda: (nn.max_pool_with_argmax_backprop_input(x.shape, g, places),),
        )
    if case.operator == "transposed":
        return (
            lambda: (nn.conv2d_transpose(x, w, case.out, *rest),),
            lambda: (
                nn.conv2d_transpose_backprop_input(w, g, *rest),
                nn.conv2d_transpose_backprop_filter(x, sizes, g, *rest),
            ),
        )
    name = {"conv2d": "conv2d", "depthwise": "depthwise_conv2d"}[case.operator]
    forward, by_input, by_filter = (
        getattr(nn, name + end) for end in ("", "_backprop_input", "_backprop_filter")
    )
    return (
        lambda: (forward(x, w, *rest),),
        lambda: (by_input(case.x, w, g, *rest), by_filter(x, sizes, g, *rest)),
    )


def to_numpy(results) -> list[np.ndarray]:
    """Return results of a call as arrays: NHWC, filters in TensorFlow's order."""
    return list(results)
