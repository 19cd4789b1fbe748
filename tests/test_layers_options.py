"""Layers with strides, dilations and padding, beside numbers that TensorFlow once gave."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import course_lib as cl

SAME, RELU = "same", {"activation": "relu"}
# A layer, what it is made with, and the rows of each channel of its output.
CASES = [
    ("Conv2D", [1, (3, 2), 2], {}, [[[118, -66, -19]]]),
    ("Conv2D", [1, (2, 3), (3, 2), SAME], {}, [[[37, -59, 36], [10, -35, 53]]]),
    ("Conv2D", [1, 2, 2, SAME], RELU, [[[81, 0, 0], [0, 22, 0]]]),
    ("Conv2D", [1, 2], {"dilation_rate": (2, 3)}, [[[-17, 44, -27], [-25, -74, 42]]]),
    ("Conv2D", [2, (3, 2), 2], {"groups": 2}, [[[53, -33, 2]], [[67, -31, -19]]]),
    ("DepthwiseConv2D", [2], {"dilation_rate": (3, 2)}, [[[23, 6, -22, -28]], [[-12, 0, 23, -20]]]),
    ("SeparableConv2D", [1, 2, 3, SAME], {}, [[[-190, 49], [134, 36]]]),
    (
        "Conv2DTranspose",
        [1, (2, 1), (1, 2), SAME],
        {},
        [[[24, -5, 15, -5, -16, -5], [1, -5, 1, -5, 1, -5]]],
    ),
    ("MaxPooling2D", [(2, 3), (3, 2), SAME], {}, [[[5, 4, 3], [5, 3, -2]], [[5, 4, 3], [4, 2, 5]]]),
    ("AveragePooling2D", [2, 3, SAME], {}, [[[0, 0.75], [1, -1]], [[1.5, -0.5], [2.5, 0.5]]]),
]


def uneven(*shape):
    """Return whole numbers of both signs that do not increase: every sum of them is exact."""
    return (np.arange(np.prod(shape)) * 7 % 11 - 5.0).reshape(shape)


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize(("kind", "given", "options", "expected"), CASES)
def test_layers_give_the_numbers_of_tensorflow(kind, given, options, expected, data_format):
    layer = getattr(cl.layers, kind)(*given, **options, data_format=data_format)
    images = uneven(1, 4, 6, 2)
    if kind == "Conv2DTranspose":  # which makes them larger
        images = images[:, :2, :3]
    if data_format == "channels_first":
        images = np.moveaxis(images, 3, 1)
    layer.build(images.shape)
    layer.set_weights([uneven(*weight.shape) for weight in layer.weights])
    out = layer(images)[0]
    out = out if data_format == "channels_first" else np.moveaxis(out, 2, 0)
    assert_array_equal(out, expected)
