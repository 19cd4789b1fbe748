"""The calls on which the library and TensorFlow must agree.

Inputs come from a formula, not from a random generator: any version of NumPy makes the same ones,
so results that are stored stay valid.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

IMAGES = [(2, 5, 7, 3), (1, 6, 4, 2)]
KERNELS = [(1, 1), (3, 3), (2, 3), (4, 1), (6, 5)]
STRIDES = [(1, 1), (2, 1), (1, 3), (3, 2)]
DILATIONS = [(1, 1), (2, 1), (1, 3)]
PADDINGS = ["SAME", "VALID", ((1, 0), (0, 2)), ((0, 3), (2, 1))]
WORDS = ["SAME", "VALID"]


@dataclass(frozen=True)
class Call:
    """One call of an operator, by keyword, the same in both libraries."""

    operator: str
    arrays: dict
    options: dict

    @property
    def name(self):
        shapes = [f"{array.dtype}{list(array.shape)}" for array in self.arrays.values()]
        return " ".join([self.operator, *shapes, *map(str, self.options.values())])


def numbers(shape, dtype="float64", start=0):
    """Return whole numbers from -48 to 48, up and down, that every dtype holds exactly.

    Unsigned dtypes wrap the negative ones round.
    """
    k = np.arange(start, start + int(np.prod(shape)))
    return ((k * k * 7 + k * 5) % 97 - 48).reshape(shape).astype(dtype)


def fits(size, kernel, dilation, pads):
    """Tell whether one window fits. TensorFlow may crash or invent numbers where none does."""
    return all(
        before + cells + after >= (k - 1) * d + 1
        for cells, k, d, (before, after) in zip(size, kernel, dilation, pads, strict=True)
    )


def four(pair, data_format="NHWC"):
    return [1, 1, *pair] if data_format == "NCHW" else [1, *pair, 1]


def written(padding, data_format):
    """Write a padding as both libraries take it."""
    if isinstance(padding, str):
        return padding
    rows, columns = map(list, padding)
    zero = [0, 0]
    return [zero, zero, rows, columns] if data_format == "NCHW" else [zero, rows, columns, zero]


def settings(kernels, dilations, paddings):
    """Yield every setting in which a window fits."""
    for image, kernel, stride, dilation, padding in product(
        IMAGES, kernels, STRIDES, dilations, paddings
    ):
        pads = ((0, 0), (0, 0)) if isinstance(padding, str) else padding
        if padding == "SAME" or fits(image[1:3], kernel, dilation, pads):
            yield image, kernel, stride, dilation, padding


def to_format(array, data_format):
    return array.transpose(0, 3, 1, 2).copy() if data_format == "NCHW" else array


def conv2d_calls(data_format, dtype, dilations):
    for image, kernel, stride, dilation, padding in settings(KERNELS, dilations, PADDINGS):
        yield Call(
            "conv2d",
            {
                "input": to_format(numbers(image, dtype), data_format),
                "filters": numbers((*kernel, image[3], 2), dtype, start=41),
            },
            {
                "strides": four(stride, data_format),
                "padding": written(padding, data_format),
                "data_format": data_format,
                "dilations": four(dilation, data_format),
            },
        )


def pool_calls(operator, data_format, dtype, paddings, kernels=KERNELS):
    for image, kernel, stride, _, padding in settings(kernels, [(1, 1)], paddings):
        if isinstance(padding, str) or all(
            max(pads) < k for pads, k in zip(padding, kernel, strict=True)
        ):
            yield Call(
                operator,
                {"input": to_format(numbers(image, dtype), data_format)},
                {
                    "ksize": list(kernel),
                    "strides": four(stride, data_format),
                    "padding": written(padding, data_format),
                    "data_format": data_format,
                },
            )


def patch_calls(dtype):
    for image, kernel, stride, dilation, padding in settings(KERNELS[1:4], DILATIONS, WORDS):
        yield Call(
            "extract_patches",
            {"images": numbers(image, dtype)},
            {
                "sizes": four(kernel),
                "strides": four(stride),
                "rates": four(dilation),
                "padding": padding,
            },
        )


def calls():
    """Return every call. On a CPU, TensorFlow takes NCHW in float32 only."""
    few = [(3, 2)]
    return [
        *conv2d_calls("NHWC", "float64", DILATIONS),
        *conv2d_calls("NCHW", "float32", [(1, 1), (2, 1)]),
        *pool_calls("max_pool2d", "NHWC", "float64", PADDINGS),
        *pool_calls("max_pool2d", "NCHW", "float32", WORDS),
        *pool_calls("max_pool2d", "NHWC", "float32", PADDINGS, few),
        *pool_calls("max_pool2d", "NHWC", "float16", PADDINGS, few),
        *pool_calls("max_pool2d", "NHWC", "int8", PADDINGS, few),
        *pool_calls("max_pool2d", "NHWC", "uint8", PADDINGS, few),
        *pool_calls("max_pool2d", "NHWC", "int32", PADDINGS, few),
        *pool_calls("max_pool2d", "NHWC", "int64", PADDINGS, few),
        *pool_calls("avg_pool2d", "NHWC", "float64", WORDS),
        *pool_calls("avg_pool2d", "NCHW", "float32", WORDS),
        *patch_calls("float64"),
        *patch_calls("int32"),
    ]
