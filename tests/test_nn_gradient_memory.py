"""However large the batch, convolutions and gradients need little memory beside their results."""

import tracemalloc

import numpy as np
import pytest

import course_lib as cl
from course_lib.nn import fast

LIMIT = 64 * 2**20
DIGITS = np.ones((2000, 28, 28, 1), "float32")
MANY = np.broadcast_to(np.float32(1), (2000, 28, 28, 24))  # takes no memory
PHOTOGRAPH = np.ones((1, 1500, 1500, 3), "float32")
KERNEL, WIDE = np.ones((5, 5, 1, 24), "float32"), np.ones((5, 5, 3, 1), "float32")
POINTWISE = np.ones((1, 1, 24, 2), "float32")
TWO = np.broadcast_to(np.float32(1), (2000, 28, 28, 2))
PATCHES = np.broadcast_to(np.float32(1), (2000, 28, 28, 25))
ONE = (1, "SAME")

CALLS = {
    "conv2d by input": lambda: cl.nn.conv2d_backprop_input(DIGITS.shape, KERNEL, MANY, *ONE),
    "conv2d by filter": lambda: cl.nn.conv2d_backprop_filter(DIGITS, KERNEL.shape, MANY, *ONE),
    "depthwise": lambda: cl.nn.depthwise_conv2d(DIGITS[:1000], KERNEL, *ONE),
    "depthwise, image": lambda: cl.nn.depthwise_conv2d(PHOTOGRAPH, WIDE, *ONE),
    "depthwise by input": lambda: cl.nn.depthwise_conv2d_backprop_input(
        DIGITS.shape, KERNEL, MANY, *ONE
    ),
    "depthwise by filter": lambda: cl.nn.depthwise_conv2d_backprop_filter(
        DIGITS, KERNEL.shape, MANY, *ONE
    ),
    "separable": lambda: cl.nn.separable_conv2d(DIGITS, KERNEL, POINTWISE, *ONE),
    "separable by input": lambda: cl.nn.separable_conv2d_backprop_input(
        DIGITS.shape, KERNEL, POINTWISE, TWO, *ONE
    ),
    "separable by filters": lambda: cl.nn.separable_conv2d_backprop_filters(
        DIGITS, KERNEL, POINTWISE, TWO, *ONE
    )[0],
    "transposed": lambda: cl.nn.conv2d_transpose(MANY, KERNEL, [28, 28], *ONE),
    "transposed by input": lambda: cl.nn.conv2d_transpose_backprop_input(
        KERNEL, DIGITS[:1000], *ONE
    ),
    "transposed by filter": lambda: cl.nn.conv2d_transpose_backprop_filter(
        MANY, KERNEL.shape, DIGITS, *ONE
    ),
    "max pooling": lambda: cl.nn.max_pool2d_backprop_input(PHOTOGRAPH, PHOTOGRAPH, 3, *ONE),
    "average pooling": lambda: cl.nn.avg_pool2d_backprop_input(
        PHOTOGRAPH.shape, PHOTOGRAPH, 3, *ONE
    ),
    "patches": lambda: cl.nn.extract_patches_backprop_input(DIGITS.shape, PATCHES, 5, 1, 1, "SAME"),
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
