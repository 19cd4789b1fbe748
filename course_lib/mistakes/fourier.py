"""Known mistakes of exercise 04 on the Fourier way, for one image and for many."""

from dataclasses import replace

import numpy as np

from . import changes as c
from .families import Family
from .sliding import Slide, Windows
from .window_families import places


def fourier_conv(images, filters, ring=False, late=False, start=(), back=(1, 2), real=True):
    """Return the answer of task 5: a convolution SAME by Fourier transforms.

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
    whole = np.fft.ifft2(product, axes=back) if back else product
    whole = whole.real if real else whole
    if start is None:
        return whole
    top, left = start or (kh // 2, kw // 2)
    if ring:
        return np.roll(whole, (-top, -left), axis=(1, 2))
    return whole[:, top : top + h, left : left + w]


def fourier_same(image, kernel, **how):
    """Return the answer of task 4: the same for one image (h, w) and one kernel (kh, kw)."""
    image, kernel = np.asarray(image), np.asarray(kernel)
    return fourier_conv(image[None, :, :, None], kernel[:, :, None, None], **how)[0, :, :, 0]


def cut_early(right, given):
    """Keep the part from (kh − 1) // 2 on."""
    return right(**given, start=[(size - 1) // 2 for size in np.shape(given["kernel"])])


def valid(right, given):
    """Keep what VALID keeps."""
    (h, w), (kh, kw) = np.shape(given["image"]), np.shape(given["kernel"])
    return right(**given, start=None)[kh - 1 : h, kw - 1 : w]


def turned(rule, **how):
    """Turn the kernel, and do other things as well."""
    return c.Change(
        rule, lambda right, given: right(**given | {"kernel": given["kernel"][::-1, ::-1]}, **how)
    )


RING = "The image is a ring: windows run over one end into the other. Put zeros between the ends."
LATE = "The zeros were put round the waves. They belong round the image, before the transform."
START = "You kept the first rows and columns. The part to keep begins at kh // 2 and kw // 2."
COMPLEX = "The numbers are complex. Their imaginary parts are 0: keep .real."
BOTH = (
    c.option(RING, ring=True),
    c.option(LATE, late=True),
    c.option(START, start=(0, 0)),
    c.option(COMPLEX, real=False),
)
ONE = (
    fourier_same,
    *BOTH,
    turned("The kernel came out flipped. Flip it beforehand: kernel[::-1, ::-1]."),
    c.Change(
        "For even kernels you cut one cell too early: keep from kh // 2 on, not (kh - 1) // 2.",
        cut_early,
    ),
    c.option("Nothing was cut off. Under SAME the output is as large as the image.", start=None),
    c.Change("That is VALID. Under SAME the output is as large as the image.", valid),
    c.result(
        np.abs, "The signs are gone: take .real of the complex numbers, not their absolute value."
    ),
    c.option("Those are the waves. Transform them back with np.fft.ifft2.", back=None),
    turned(
        "Two things are left: flip the kernel, and keep the part from kh // 2 on.", start=(0, 0)
    ),
    turned(
        "Three things are left. Flip the kernel, put zeros between the ends, and keep the part "
        "from kh // 2 on.",
        ring=True,
        start=(0, 0),
    ),
    c.option(
        "Two things are left: put zeros between the ends, and keep the part from kh // 2 on.",
        ring=True,
        start=(0, 0),
    ),
)
MANY = (
    fourier_conv,
    *BOTH,
    c.flipped(
        "filters",
        "The filters came out flipped. Flip them beforehand: filters[::-1, ::-1].",
    ),
    c.argument(
        "filters",
        lambda filters: filters[:, :, ::-1],
        "The channels were turned, too. Only the height and the width of a filter are.",
    ),
    c.option(
        "ifft2 went back along the last two axes. Rows and columns are axes 1 and 2: name them.",
        back=(-2, -1),
    ),
)


def _cut_at(axis: Windows, start: int) -> Windows:
    """Return windows as they are where the part to keep begins at ``start`` of the full result."""
    count = min(axis.length, axis.length + axis.size - 1 - start)
    return replace(axis, first=start + 1 - axis.size, count=count)


def _cut_like_rows(slide: Slide) -> Slide:
    return replace(slide, columns=_cut_at(slide.columns, slide.rows.size // 2))


def _cut_like_columns(slide: Slide) -> Slide:
    return replace(slide, rows=_cut_at(slide.rows, slide.columns.size // 2))


_CUT = "The part to keep begins at kh // 2 along the height, and at kw // 2 along the width."


def cut_from_the_full() -> list[Family]:
    """Return what may go wrong where a Fourier transform gives all, and SAME is cut out of it."""
    padded = [one for one in places(same=True) if "with round" not in one.rule]
    return [
        *padded[:2],
        Family("place", f"{_CUT} You took kh // 2 for both.", _cut_like_rows),
        Family("place", f"{_CUT} You took kw // 2 for both.", _cut_like_columns),
        *padded[2:],
    ]
