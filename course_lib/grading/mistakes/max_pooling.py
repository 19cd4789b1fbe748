"""Known mistakes of exercise 01. The docstring of each is what the learner is told."""

import math

import numpy as np

from .kinds import Mistake

# The image of task 1, as in the notebook; its batch has the shape (8, 7, 10, 3).
BY_HAND = np.array(
    [
        [3, -1, 4, -2, 0],
        [-5, 2, -6, 1, -7],
        [-1, -3, -8, -4, 5],
        [-2, -9, -3, -6, 2],
        [6, 0, 7, -1, 8],
    ]
)


def stride_one(image, size, stride):
    """The window moved by 1. It must move by the stride."""
    return _pool(image, size, 1)


def mean(image, size, stride):
    """You took the mean of each window. Max pooling keeps the largest number."""
    return _pool(image, size, stride, reduce=np.mean)


def minimum(image, size, stride):
    """You took the smallest number of each window. Max pooling keeps the largest."""
    return _pool(image, size, stride, reduce=np.min)


def stride_not_in_start(image, size, stride):
    """The window of row y starts at row y. It must start at row y * stride; columns likewise."""
    return _pool(image, size, 1)[: _out(image, size, stride)[0], : _out(image, size, stride)[1]]


def size_and_stride_swapped(image, size, stride):
    """The size of the window and the stride are swapped."""
    return _pool(image, stride, size)


def last_window_lost(image, size, stride):
    """The last window is missing: there are (h - size) // stride + 1 along the height."""
    return _pool(image, size, stride)[:-1, :-1]


def swapped(image, size, stride):
    """Rows and columns are swapped. The first axis is the height, the second the width."""
    return _pool(np.asarray(image).T, size, stride)


def zero_start(image, size, stride):
    """Your largest number starts at 0, so a window of negative numbers gives 0."""
    return np.maximum(_pool(image, size, stride), 0)


def same_at_the_start(length, size, stride):
    """The odd cell of padding went to the top or left. It goes to the bottom or right."""
    before, after = _same(length, size, stride)
    return after, before


def same_for_stride_one(length, size, stride):
    """Your padding does not depend on the stride. Under SAME it does."""
    return _same(length, size, 1)


def same_on_both_sides(length, size, stride):
    """Both sides got the same padding. When the total is odd, the sides differ by one."""
    half = math.ceil(sum(_same(length, size, stride)) / 2)
    return half, half


def same_rounded_down(length, size, stride):
    """The length of the output was rounded down. Under SAME it is rounded up."""
    total = max((length // stride - 1) * stride + size - length, 0)
    return total // 2, total - total // 2


def same_total(length, size, stride):
    """That is the total. Return two numbers: the cells before, and the cells after."""
    return sum(_same(length, size, stride))


def same_halves(length, size, stride):
    """Half a cell is no padding. When the total is odd, the extra cell goes after."""
    half = sum(_same(length, size, stride)) / 2
    return half, half


def same_half_of_nothing(length, size, stride):
    """The padding came out negative. It is never less than 0."""
    total = (math.ceil(length / stride) - 1) * stride + size - length
    return total // 2, total - total // 2


def zero_padding(image, size, stride):
    """The padding was 0, and 0 beat negative numbers. For max pooling it is −∞: -np.inf."""
    return _pool_same(image, size, stride, value=0)


def padding_first(image, size, stride):
    """The odd row or column of padding went to the top or left, not to the bottom or right."""
    return _pool_same(image, size, stride, first=True)


def same_stride_one(image, size, stride):
    """The window moved by 1. It must move by the stride."""
    return _pool_same(image, size, stride, step=1)


def same_mean(image, size, stride):
    """You took the mean of each window. Max pooling keeps the largest number."""
    return _pool_same(image, size, stride, value=np.nan, reduce=np.nanmean)


def same_swapped(image, size, stride):
    """Rows and columns are swapped. The first axis is the height, the second the width."""
    return _pool_same(np.asarray(image).T, size, stride)


def valid_for_same(image, size, stride):
    """There is no padding at all: the last rows or columns were dropped, as VALID does."""
    return _pool(image, size, stride)


def batch_stride_one(images, size, stride):
    """The window moved by 1. It must move by the stride."""
    return _pool_batch(images, size, 1)


def batch_mean(images, size, stride):
    """You took the mean of each window. Max pooling keeps the largest number."""
    return _pool_batch(images, size, stride, reduce=np.mean)


def batch_swapped(images, size, stride):
    """Height and width are swapped. Axis 1 is the height, axis 2 the width."""
    return _pool_batch(np.swapaxes(images, 1, 2), size, stride)


def batch_over_channels(images, size, stride):
    """The channels were mixed: one maximum over all of them. Each channel is pooled alone."""
    return _pool_batch(images, size, stride).max(axis=3, keepdims=True)


def batch_first_image(images, size, stride):
    """Only the first image was pooled. The output has as many images as the input."""
    return _pool_batch(images[:1], size, stride)


def batch_as_floats(images, size, stride):
    """Integers became floats. Give the output the dtype of the input: images.dtype."""
    return _pool_batch(images, size, stride).astype(float)


def batch_zero_start(images, size, stride):
    """Your largest number starts at 0, so a window of negative numbers gives 0."""
    return np.maximum(_pool_batch(images, size, stride), 0)


def _out(image, size, stride):
    return [(length - size) // stride + 1 for length in np.shape(image)]


def _pool(image, size, stride, reduce=np.max):
    image = np.asarray(image)
    rows, columns = _out(image, size, stride)
    return np.array(
        [
            [
                reduce(image[y * stride : y * stride + size, x * stride : x * stride + size])
                for x in range(columns)
            ]
            for y in range(rows)
        ]
    )


def _same(length, size, stride):
    total = max((math.ceil(length / stride) - 1) * stride + size - length, 0)
    return total // 2, total - total // 2


def _pool_same(image, size, stride, value=-np.inf, first=False, step=None, reduce=np.max):
    image = np.asarray(image, float)
    pads = [_same(length, size, stride) for length in image.shape]
    pads = [pad[::-1] if first else pad for pad in pads]
    return _pool(np.pad(image, pads, constant_values=value), size, step or stride, reduce)


def _pool_batch(images, size, stride, reduce=np.max):
    images = np.asarray(images)
    planes = [
        [_pool(image[:, :, c], size, stride, reduce) for c in range(image.shape[-1])]
        for image in images
    ]
    return np.array(planes).transpose(0, 2, 3, 1)


BY_TASK = {
    "1": [
        Mistake("by_hand", stride_one(BY_HAND, 2, 2), stride_one.__doc__),
        Mistake("by_hand", mean(BY_HAND, 2, 2), mean.__doc__),
        Mistake(
            "by_hand", zero_start(BY_HAND, 2, 2), "The largest of negative numbers is negative."
        ),
        Mistake("by_hand", swapped(BY_HAND, 2, 2), swapped.__doc__),
        Mistake(
            "by_hand",
            _pool_same(BY_HAND, 2, 2),
            "VALID drops a last row or column that does not fill a window.",
        ),
        Mistake("same_shape", (8, 3, 4, 3), "That is the shape under VALID. SAME rounds up."),
        Mistake("same_shape", (8, 5, 4, 3), "Height and width are swapped: it is (n, h, w, c)."),
        Mistake("same_shape", (8, 3, 4, 5), "The channels come last: it is (n, h, w, c)."),
        Mistake("same_shape", (8, 7, 10, 3), "The stride was left out: SAME divides by it."),
        Mistake("same_shape", (8, 4, 5, 1), "Pooling keeps the channels: each is pooled alone."),
    ],
    "2": [
        Mistake.of("max_pool", f)
        for f in (
            stride_one,
            mean,
            swapped,
            zero_start,
            minimum,
            stride_not_in_start,
            size_and_stride_swapped,
            last_window_lost,
        )
    ],
    "3": [
        Mistake.of("same_padding", f)
        for f in (
            same_at_the_start,
            same_for_stride_one,
            same_on_both_sides,
            same_half_of_nothing,
            same_rounded_down,
            same_total,
            same_halves,
        )
    ],
    "4": [
        Mistake.of("max_pool_same", f)
        for f in (
            zero_padding,
            padding_first,
            same_stride_one,
            same_mean,
            same_swapped,
            valid_for_same,
        )
    ],
    "5": [
        Mistake.of("max_pool_batch", f)
        for f in (
            batch_stride_one,
            batch_mean,
            batch_swapped,
            batch_over_channels,
            batch_first_image,
            batch_as_floats,
            batch_zero_start,
        )
    ],
}
