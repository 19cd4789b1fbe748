"""Known mistakes of exercise 04. The docstring of each is what the learner is told."""

import numpy as np

from .kinds import Mistake


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


def fourier_flipped(image, kernel):
    """The kernel came out flipped. Turn it by hand beforehand: kernel[::-1, ::-1]."""
    return _one(image, np.asarray(kernel)[::-1, ::-1])


def fourier_ring(image, kernel):
    """The image is a ring: windows run over one end into the other. Put zeros between the ends."""
    return _one(image, kernel, ring=True)


def fourier_zeros_late(image, kernel):
    """The zeros were put round the waves. They belong round the image, before the transform."""
    return _one(image, kernel, late=True)


def fourier_cut_at_start(image, kernel):
    """You kept the first rows and columns. The part to keep begins at kh // 2 and kw // 2."""
    return _one(image, kernel, start=(0, 0))


def fourier_cut_early(image, kernel):
    """For even kernels you cut one cell too early: keep from kh // 2 on, not (kh - 1) // 2."""
    return _one(image, kernel, start=[(size - 1) // 2 for size in np.shape(kernel)])


def fourier_whole(image, kernel):
    """Nothing was cut off. Under SAME the output is as large as the image."""
    return _one(image, kernel, start=None)


def fourier_valid(image, kernel):
    """That is VALID. Under SAME the output is as large as the image."""
    (h, w), (kh, kw) = np.shape(image), np.shape(kernel)
    return _one(image, kernel, start=None)[kh - 1 : h, kw - 1 : w]


def fourier_absolute(image, kernel):
    """The signs are gone: take .real of the complex numbers, not their absolute value."""
    return np.abs(_one(image, kernel))


def fourier_complex(image, kernel):
    """The numbers are complex. Their imaginary parts are 0: keep .real."""
    return _one(image, kernel).astype(complex)


def fourier_not_back(image, kernel):
    """Those are the waves. Transform them back with np.fft.ifft2."""
    (h, w), (kh, kw) = np.shape(image), np.shape(kernel)
    size = (h + kh - 1, w + kw - 1)
    waves = np.fft.fft2(image, size) * np.fft.fft2(np.asarray(kernel)[::-1, ::-1], size)
    return waves.real[kh // 2 : kh // 2 + h, kw // 2 : kw // 2 + w]


def conv_flipped(images, filters):
    """The filters came out flipped. Turn them by hand beforehand: filters[::-1, ::-1]."""
    return _many(images, np.asarray(filters)[::-1, ::-1])


def conv_channels_flipped(images, filters):
    """The channels were turned, too. Only the height and the width of a filter are."""
    return _many(images, np.asarray(filters)[:, :, ::-1])


def conv_ring(images, filters):
    """The image is a ring: windows run over one end into the other. Put zeros between the ends."""
    return _many(images, filters, ring=True)


def conv_zeros_late(images, filters):
    """The zeros were put round the waves. They belong round the image, before the transform."""
    return _many(images, filters, late=True)


def conv_cut_at_start(images, filters):
    """You kept the first rows and columns. The part to keep begins at kh // 2 and kw // 2."""
    return _many(images, filters, start=(0, 0))


def conv_first_channel(images, filters):
    """Only the first input channel was used. Sum over all of them."""
    return _many(np.asarray(images)[..., :1], np.asarray(filters)[:, :, :1])


def conv_mean_of_channels(images, filters):
    """The input channels were averaged. They must be summed."""
    return _many(images, filters) / np.shape(filters)[2]


def conv_filters_summed(images, filters):
    """The filters were added up. Each filter makes an output channel of its own."""
    return _many(images, filters).sum(axis=3, keepdims=True)


def conv_channel_axes_swapped(images, filters):
    """Input and output channels of the filters were mixed up: they are (kh, kw, c_in, c_out)."""
    kh, kw, c_in, c_out = np.shape(filters)
    return _many(images, np.reshape(filters, (kh, kw, c_out, c_in)).swapaxes(2, 3))


def conv_first_image(images, filters):
    """Only the first image was used. The output has as many images as the input."""
    return _many(images[:1], filters)


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


def _many(images, filters, ring=False, late=False, start=()):
    """Return the convolution by Fourier transforms; ``start`` is where the part kept begins."""
    (_, h, w, _), (kh, kw) = np.shape(images), np.shape(filters)[:2]
    size = (h, w) if ring or late else (h + kh - 1, w + kw - 1)
    image_waves = np.fft.fft2(images, size, axes=(1, 2))
    waves = np.fft.fft2(np.asarray(filters)[::-1, ::-1], size, axes=(0, 1))
    if late:
        ends = [(0, kh - 1), (0, kw - 1)]
        image_waves = np.pad(image_waves, [(0, 0), *ends, (0, 0)])
        waves = np.pad(waves, [*ends, (0, 0), (0, 0)])
    product = np.einsum("nyxc,yxco->nyxo", image_waves, waves)
    whole = np.fft.ifft2(product, axes=(1, 2)).real
    if start is None:
        return whole
    top, left = start or (kh // 2, kw // 2)
    if ring:
        return np.roll(whole, (-top, -left), axis=(1, 2))
    return whole[:, top : top + h, left : left + w]


def _one(image, kernel, **how):
    image, kernel = np.asarray(image), np.asarray(kernel)
    return _many(image[None, :, :, None], kernel[:, :, None, None], **how)[0, :, :, 0]


BY_TASK = {
    "1": [
        Mistake("patch_shape", (2, 4, 5, 18), "That is VALID. Under SAME, round 9 / 2 up."),
        Mistake("patch_shape", (2, 9, 12, 18), "The stride was ignored: divide by it, round up."),
        Mistake("patch_shape", (2, 5, 6, 6), "A patch holds all 3 channels: 2·3·3 numbers."),
        Mistake("patch_shape", (2, 5, 6, 8), "The filters play no part yet. A patch is a window."),
        Mistake(
            "patch_shape", (2, 6, 5, 18), "Height and width are swapped: (n, oh, ow) come first."
        ),
        Mistake("matrix_shape", (8, 18), "Each filter is a column, so the 8 comes last."),
        Mistake("matrix_shape", (6, 8), "The channels are missing: a filter has 2·3·3 numbers."),
        Mistake("matrix_shape", (6, 24), "Only the last axis counts columns: there are 8 filters."),
        Mistake("matrix_row", 15, "Count from 0."),
        Mistake("matrix_row", 16, "You went channel by channel. The channel runs fastest."),
        Mistake("matrix_row", 11, "You went column by column. Within a filter, go row by row."),
        Mistake("ring", [2, 8, 1, 7], "Before the first number of a ring stands the last one."),
        Mistake(
            "ring", [2, 4, 13, 11], "The transform flips the kernel: 4 meets what came before."
        ),
        Mistake("ring", [2, 0, 0, 0], "You multiplied the rows pointwise. Multiply their waves."),
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
        )
    ],
    "4": [
        Mistake.of("fourier_same", f)
        for f in (
            fourier_flipped,
            fourier_ring,
            fourier_zeros_late,
            fourier_cut_at_start,
            fourier_cut_early,
            fourier_whole,
            fourier_valid,
            fourier_absolute,
            fourier_complex,
            fourier_not_back,
        )
    ],
    "5": [
        Mistake.of("fourier_conv", f)
        for f in (
            conv_flipped,
            conv_channels_flipped,
            conv_ring,
            conv_zeros_late,
            conv_cut_at_start,
            conv_first_channel,
            conv_mean_of_channels,
            conv_filters_summed,
            conv_channel_axes_swapped,
            conv_first_image,
        )
    ],
}
