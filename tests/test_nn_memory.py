"""Operators and gradients need little memory beside their results, however large the input."""

import tracemalloc

import numpy as np
import pytest

import course_lib as cl
from course_lib.nn import fast

LIMIT = 64 * 2**20
DIGITS = np.ones((3000, 28, 28, 1), "float32")
PHOTOGRAPH = np.ones((1, 2600, 2600, 3), "float32")
FEWER, SQUARE = DIGITS[:2000], PHOTOGRAPH[:, :1500, :1500].copy()
KERNEL, WIDE = np.ones((5, 5, 1, 24), "float32"), np.ones((5, 5, 3, 1), "float32")
POINTWISE = np.ones((1, 1, 24, 2), "float32")
# These take no memory.
MANY = np.broadcast_to(np.float32(1), (2000, 28, 28, 24))
TWO = np.broadcast_to(np.float32(1), (2000, 28, 28, 2))
PATCHES = np.broadcast_to(np.float32(1), (2000, 28, 28, 25))
ONE = (1, "SAME")
FILMSTRIP = np.ones((1, 3, 9000, 64), "float32")


def filters(height, width, c_in, c_out):
    return np.ones((height, width, c_in, c_out), "float32")


CALLS = {
    "batch": lambda: cl.nn.conv2d(DIGITS, filters(2, 2, 1, 30), 1, "SAME"),
    "batch, many patches": lambda: cl.nn.conv2d(DIGITS, filters(7, 7, 1, 1), 1, "SAME"),
    "batch, many filters": lambda: cl.nn.conv2d(DIGITS[:300], filters(1, 1, 1, 128), 1, "VALID"),
    "batch, NCHW": lambda: cl.nn.conv2d(
        DIGITS.reshape(3000, 1, 28, 28), filters(2, 2, 1, 30), 1, "VALID", "NCHW"
    ),
    "image": lambda: cl.nn.conv2d(PHOTOGRAPH, filters(3, 3, 3, 1), 1, "SAME"),
    "image, dilated": lambda: cl.nn.conv2d(
        PHOTOGRAPH, filters(3, 3, 3, 1), 2, "SAME", dilations=60
    ),
    "wide image": lambda: cl.nn.conv2d(FILMSTRIP, filters(3, 11, 64, 1), 1, "SAME"),
    "max pooling": lambda: cl.nn.max_pool2d(PHOTOGRAPH, 3, 1, "SAME"),
    "average pooling": lambda: cl.nn.avg_pool2d(PHOTOGRAPH, 3, 1, "SAME"),
    "layer": lambda: cl.layers.Conv2D(30, 2, activation="relu")(DIGITS),
    "layer, channels first": lambda: cl.layers.Conv2D(
        30, 2, activation="relu", data_format="channels_first"
    )(DIGITS.reshape(3000, 1, 28, 28)),
    "patches": lambda: cl.nn.extract_patches(PHOTOGRAPH, 3, 3, 1, "SAME"),
    "conv2d by input": lambda: cl.nn.conv2d_backprop_input(FEWER.shape, KERNEL, MANY, *ONE),
    "conv2d by filter": lambda: cl.nn.conv2d_backprop_filter(FEWER, KERNEL.shape, MANY, *ONE),
    "depthwise": lambda: cl.nn.depthwise_conv2d(FEWER[:1000], KERNEL, *ONE),
    "depthwise, image": lambda: cl.nn.depthwise_conv2d(SQUARE, WIDE, *ONE),
    "depthwise by input": lambda: cl.nn.depthwise_conv2d_backprop_input(
        FEWER.shape, KERNEL, MANY, *ONE
    ),
    "depthwise by filter": lambda: cl.nn.depthwise_conv2d_backprop_filter(
        FEWER, KERNEL.shape, MANY, *ONE
    ),
    "separable": lambda: cl.nn.separable_conv2d(FEWER, KERNEL, POINTWISE, *ONE),
    "separable by input": lambda: cl.nn.separable_conv2d_backprop_input(
        FEWER.shape, KERNEL, POINTWISE, TWO, *ONE
    ),
    "separable by filters": lambda: cl.nn.separable_conv2d_backprop_filters(
        FEWER, KERNEL, POINTWISE, TWO, *ONE
    )[0],
    "transposed": lambda: cl.nn.conv2d_transpose(MANY, KERNEL, [28, 28], *ONE),
    "transposed by input": lambda: cl.nn.conv2d_transpose_backprop_input(
        KERNEL, FEWER[:1000], *ONE
    ),
    "transposed by filter": lambda: cl.nn.conv2d_transpose_backprop_filter(
        MANY, KERNEL.shape, FEWER, *ONE
    ),
    "max pooling by input": lambda: cl.nn.max_pool2d_backprop_input(SQUARE, SQUARE, 3, *ONE),
    "average pooling by input": lambda: cl.nn.avg_pool2d_backprop_input(
        SQUARE.shape, SQUARE, 3, *ONE
    ),
    "patches by input": lambda: cl.nn.extract_patches_backprop_input(
        FEWER.shape, PATCHES, 5, 1, 1, "SAME"
    ),
}


@pytest.mark.parametrize("count", [1, fast.MOST_SHARES])
@pytest.mark.parametrize("name", CALLS)
def test_scratch_is_bounded(name, count, monkeypatch):
    monkeypatch.setattr(fast, "_cores", lambda: count)
    tracemalloc.start()
    try:
        out = CALLS[name]()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert out.nbytes > 0
    assert peak - out.nbytes < LIMIT
