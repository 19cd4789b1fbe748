"""Known mistakes of exercise 04. The docstring of each is what the learner is told."""

import numpy as np

from .fourier import MANY, ONE
from .kinds import Mistake, without_last


def channels_first(images, kh, kw):
    """The patches hold channel after channel. The channels of one cell belong together."""
    return _flat(_windows(images, kh, kw))


def columns_first(images, kh, kw):
    """The patches run column by column. They must run row by row."""
    return _flat(_windows(images, kh, kw).transpose(0, 1, 2, 5, 4, 3))


def backwards(images, kh, kw):
    """The patches run backwards. They begin at the top left of the window."""
    return _patches(images, kh, kw)[..., ::-1]


def not_flattened(images, kh, kw):
    """The patches are still blocks. Write each as one row of kh·kw·c numbers."""
    return _windows(images, kh, kw).transpose(0, 1, 2, 4, 5, 3)


def places_swapped(images, kh, kw):
    """Rows and columns of the output are swapped: axis 1 is the height, axis 2 the width."""
    return _patches(images, kh, kw).swapaxes(1, 2)


def window_swapped(images, kh, kw):
    """Height and width of the window are swapped."""
    return _patches(images, kw, kh)


def last_window_lost(images, kh, kw):
    """The last window is missing: there are h - kh + 1 of them along the height."""
    return _patches(images, kh, kw)[:, :-1, :-1]


def last_window_empty(images, kh, kw):
    """The last window is missing: range(h - kh + 1), and range(w - kw + 1)."""
    return without_last(_patches(images, kh, kw), (1, 2))


def images_mixed_up(images, kh, kw):
    """The images are mixed up.

    A list of places has the places first: move the axis of the images to the front before you
    reshape.
    """
    patches = _patches(images, kh, kw)
    return np.moveaxis(patches, 0, 2).reshape(patches.shape)


def first_channel(images, kh, kw):
    """Only the first channel was taken. A patch holds all channels of its window."""
    return _patches(np.asarray(images)[..., :1], kh, kw)


def first_image(images, kh, kw):
    """Only the first image was taken. The result has as many images as the input."""
    return _patches(images[:1], kh, kw)


def windows_side_by_side(images, kh, kw):
    """The windows lie side by side. With stride 1 there is one for each place."""
    return _patches(images, kh, kw)[:, ::kh, ::kw]


def whole_numbers(images, kh, kw):
    """The fractions are gone. The patches must hold floats."""
    return _patches(images, kh, kw).astype(int)


def product_as_given(images, filters):
    """That is what the given code gives. The lines with patches, matrix and return are wrong."""
    return _product(images, filters, patches=False, matrix=False, result=False)


def product_patches(images, filters):
    """The patches are in another order than the filters: channels come last in a cell."""
    return _product(images, filters, patches=False)


def product_matrix(images, filters):
    """The line with matrix is wrong: the last axis counts the filters, so it must stay the last."""
    return _product(images, filters, matrix=False)


def product_result(images, filters):
    """The last line is wrong: the height of the output, oh, comes before its width, ow."""
    return _product(images, filters, result=False)


def product_patches_and_matrix(images, filters):
    """One fault is mended. The lines with patches and with matrix are wrong."""
    return _product(images, filters, patches=False, matrix=False)


def product_patches_and_result(images, filters):
    """One fault is mended. The line with patches and the last line are wrong."""
    return _product(images, filters, patches=False, result=False)


def product_matrix_and_result(images, filters):
    """One fault is mended. The line with matrix and the last line are wrong."""
    return _product(images, filters, matrix=False, result=False)


def product_flipped(images, filters):
    """The filters were flipped. TensorFlow lays them on the image as they are."""
    return _product(images, np.asarray(filters)[::-1, ::-1])


def product_both_in_other_orders(images, filters):
    """Patches and filters are in different orders: both must run row, column, channel."""
    matrix = np.asarray(filters).transpose(2, 0, 1, 3).reshape(-1, np.shape(filters)[3])
    return _patches(images, *np.shape(filters)[:2]) @ matrix


def product_columns_first(images, filters):
    """The patches run column by column: kh comes before kw."""
    rows = columns_first(images, *np.shape(filters)[:2])
    return rows @ np.reshape(filters, (-1, np.shape(filters)[3]))


def _windows(images, kh, kw):
    return np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))


def _flat(windows):
    return windows.reshape(*windows.shape[:3], -1)


def _patches(images, kh, kw):
    return _flat(_windows(images, kh, kw).transpose(0, 1, 2, 4, 5, 3))


def _product(images, filters, patches=True, matrix=True, result=True):
    """Return the product of matrices, with those of the three lines wrong that are not right."""
    kh, kw, _, c_out = np.shape(filters)
    rows = _patches(images, kh, kw) if patches else channels_first(images, kh, kw)
    columns = np.reshape(filters, (-1, c_out)) if matrix else np.reshape(filters, (c_out, -1)).T
    out = rows @ columns
    n, oh, ow, _ = out.shape
    return out if result else out.reshape(n, ow, oh, c_out)


BY_TASK = {
    "1": [
        Mistake.value("patch_shape", (2, 4, 5, 18), "That is VALID. Under SAME, round 9 / 2 up."),
        Mistake.value(
            "patch_shape", (2, 9, 12, 18), "The stride was ignored: divide by it, round up."
        ),
        Mistake.value("patch_shape", (2, 5, 6, 6), "A patch holds all 3 channels: 2·3·3 numbers."),
        Mistake.value(
            "patch_shape", (2, 5, 6, 8), "The filters play no part yet. A patch is a window."
        ),
        Mistake.value(
            "patch_shape", (2, 6, 5, 18), "Height and width are swapped: (n, oh, ow) come first."
        ),
        Mistake.value("matrix_shape", (8, 18), "Each filter is a column, so the 8 comes last."),
        Mistake.value(
            "matrix_shape", (6, 8), "The channels are missing: a filter has 2·3·3 numbers."
        ),
        Mistake.value(
            "matrix_shape", (6, 24), "Only the last axis counts columns: there are 8 filters."
        ),
        Mistake.value("matrix_row", 12, "Count from 0."),
        Mistake.value("matrix_row", 15, "You went channel by channel. The channel runs fastest."),
        Mistake.value(
            "matrix_row", 5, "You went column by column. Within a filter, go row by row."
        ),
        Mistake.value("matrix_row", 8, "A row of the filter holds kw = 3 cells, not kh = 2."),
        Mistake.value(
            "ring", [2, 8, 1, 7], "Before the first number of a ring stands the last one."
        ),
        Mistake.value(
            "ring", [2, 4, 13, 11], "The transform flips the kernel: 4 meets what came before."
        ),
        Mistake.value(
            "ring", [2, 0, 0, 0], "You multiplied the rows number by number. Multiply their waves."
        ),
    ],
    "2": [
        Mistake.of("take_patches", f)
        for f in (
            channels_first,
            columns_first,
            backwards,
            not_flattened,
            places_swapped,
            window_swapped,
            last_window_lost,
            last_window_empty,
            images_mixed_up,
            first_channel,
            first_image,
            windows_side_by_side,
            whole_numbers,
        )
    ],
    "3": [
        Mistake.of("conv_by_matrix", f)
        for f in (
            product_as_given,
            product_patches,
            product_matrix,
            product_result,
            product_patches_and_matrix,
            product_patches_and_result,
            product_matrix_and_result,
            product_flipped,
            product_both_in_other_orders,
            product_columns_first,
        )
    ],
    "4": [Mistake.of("fourier_same", f) for f in ONE],
    "5": [Mistake.of("fourier_conv", f) for f in MANY],
}
