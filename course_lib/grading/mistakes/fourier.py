"""Known mistakes of exercise 04 on the Fourier way, for one image and for many."""

import numpy as np


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
    return _one(image, kernel, real=False)


def fourier_not_back(image, kernel):
    """Those are the waves. Transform them back with np.fft.ifft2."""
    (h, w), (kh, kw) = np.shape(image), np.shape(kernel)
    size = (h + kh - 1, w + kw - 1)
    waves = np.fft.fft2(image, size) * np.fft.fft2(np.asarray(kernel)[::-1, ::-1], size)
    return waves.real[kh // 2 : kh // 2 + h, kw // 2 : kw // 2 + w]


def fourier_of_the_textbook(image, kernel):
    """Two things are left: flip the kernel, and keep the part from kh // 2 on."""
    return _one(image, np.asarray(kernel)[::-1, ::-1], start=(0, 0))


def fourier_as_the_recipe(image, kernel):
    """Three things are left.

    Flip the kernel, put zeros between the ends, and keep the part from kh // 2 on.
    """
    return _one(image, np.asarray(kernel)[::-1, ::-1], ring=True, start=(0, 0))


def fourier_ring_not_moved(image, kernel):
    """Two things are left: put zeros between the ends, and keep the part from kh // 2 on."""
    return _one(image, kernel, ring=True, start=(0, 0))


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


def conv_last_channel_only(images, filters):
    """Only the last input channel is left. Add the channels up: `+=`, not `=`."""
    return _many(np.asarray(images)[..., -1:], np.asarray(filters)[:, :, -1:])


def conv_back_without_axes(images, filters):
    """ifft2 went back along the last two axes. Rows and columns are axes 1 and 2: name them."""
    return _many(images, filters, back=(-2, -1))


def conv_complex(images, filters):
    """The numbers are complex. Their imaginary parts are 0: keep .real."""
    return _many(images, filters, real=False)


def _many(images, filters, ring=False, late=False, start=(), back=(1, 2), real=True):
    """Return the convolution by Fourier transforms.

    ``start`` is where the part kept begins, ``back`` the axes of the transform that goes back.
    """
    (_, h, w, _), (kh, kw) = np.shape(images), np.shape(filters)[:2]
    size = (h, w) if ring or late else (h + kh - 1, w + kw - 1)
    image_waves = np.fft.fft2(images, size, axes=(1, 2))
    waves = np.fft.fft2(np.asarray(filters)[::-1, ::-1], size, axes=(0, 1))
    if late:
        ends = [(0, kh - 1), (0, kw - 1)]
        image_waves = np.pad(image_waves, [(0, 0), *ends, (0, 0)])
        waves = np.pad(waves, [*ends, (0, 0), (0, 0)])
    product = np.einsum("nyxc,yxco->nyxo", image_waves, waves)
    whole = np.fft.ifft2(product, axes=back)
    whole = whole.real if real else whole
    if start is None:
        return whole
    top, left = start or (kh // 2, kw // 2)
    if ring:
        return np.roll(whole, (-top, -left), axis=(1, 2))
    return whole[:, top : top + h, left : left + w]


def _one(image, kernel, **how):
    image, kernel = np.asarray(image), np.asarray(kernel)
    return _many(image[None, :, :, None], kernel[:, :, None, None], **how)[0, :, :, 0]


ONE = (
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
    fourier_of_the_textbook,
    fourier_as_the_recipe,
    fourier_ring_not_moved,
)
MANY = (
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
    conv_last_channel_only,
    conv_back_without_axes,
    conv_complex,
)
