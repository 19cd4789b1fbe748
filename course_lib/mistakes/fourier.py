"""Changes of a convolution SAME that is made by Fourier transforms, in exercise 04."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import changes as c
from .changes import Change, changes
from .sliding import Slide, Windows
from .window_families import places


def _cut_at(axis: Windows, start: int) -> Windows:
    """Return windows as they are where the part to keep begins at ``start`` of the full result."""
    count = min(axis.length, axis.length + axis.size - 1 - start)
    return replace(axis, first=start + 1 - axis.size, count=count)


def _from_the_start(slide: Slide) -> Slide:
    return c.axes(lambda axis: _cut_at(axis, 0))(slide)


def _flipped(slide: Slide) -> Slide:
    return replace(slide, filters=slide.filters[::-1, ::-1])


def _on_a_ring(slide: Slide) -> Slide:
    return replace(slide, fill="wrap")


def _middle(slide: Slide, whole):
    """Return the part of a full result that SAME keeps."""
    (_, h, w, _), (kh, kw) = slide.images.shape, slide.filters.shape[:2]
    return whole[:, kh // 2 : kh // 2 + h, kw // 2 : kw // 2 + w]


def _product(waves, kernels):
    return np.einsum("nyxc,yxco->nyxo", waves, kernels)


def _late(slide: Slide) -> Slide:
    """Put the zeros round the waves, not round the image."""
    (_, h, w, _), (kh, kw) = slide.images.shape, slide.filters.shape[:2]
    ends, none = [(0, kh - 1), (0, kw - 1)], (0, 0)
    waves = np.pad(np.fft.fft2(slide.images, axes=(1, 2)), [none, *ends, none])
    kernels = np.fft.fft2(slide.filters[::-1, ::-1], (h, w), axes=(0, 1))
    product = _product(waves, np.pad(kernels, [*ends, none, none]))
    kept = _middle(slide, np.fft.ifft2(product, axes=(1, 2)).real)
    return replace(slide, reduce=lambda *_: kept)


def _transformed(change):
    """Return a change that puts what ``change`` makes of the waves in the place of the result."""

    def changed(slide: Slide) -> Slide:
        (_, h, w, _), (kh, kw) = slide.images.shape, slide.filters.shape[:2]
        size = h + kh - 1, w + kw - 1
        waves = np.fft.fft2(slide.images, size, axes=(1, 2))
        kernels = np.fft.fft2(slide.filters[::-1, ::-1], size, axes=(0, 1))
        kept = _middle(slide, change(_product(waves, kernels)))
        return replace(slide, reduce=lambda *_: kept)

    return changed


ANY = {
    "The zeros were put round the waves. They belong round the image, before the transform.": _late,
    "The numbers are complex. Their imaginary parts are 0: keep .real.": c.form(
        lambda out: out.astype(complex)
    ),
}
ONE = ANY | {
    "Those are the waves. Transform them back with np.fft.ifft2.": _transformed(np.real),
    "Two things are left: flip the kernel, and keep the part from kh // 2 on.": (
        lambda slide: _from_the_start(_flipped(slide))
    ),
    "Three things are left. Flip the kernel, put zeros between the ends, and keep the part from "
    "kh // 2 on.": lambda slide: _from_the_start(_on_a_ring(_flipped(slide))),
    "Two things are left: put zeros between the ends, and keep the part from kh // 2 on.": (
        lambda slide: _from_the_start(_on_a_ring(slide))
    ),
}
MANY = ANY | {
    "ifft2 went back along the last two axes. Rows and columns are axes 1 and 2: name them.": (
        _transformed(lambda waves: np.fft.ifft2(waves, axes=(2, 3)).real)
    ),
}
_PART = "The part to keep begins at kh // 2 along the height, and at kw // 2 along the width."
CUTS = {
    f"{_PART} You took kh // 2 for both.": lambda r, c: (r, _cut_at(c, r.size // 2)),
    f"{_PART} You took kw // 2 for both.": lambda r, c: (_cut_at(r, c.size // 2), c),
}


def of_fourier() -> list[Change]:
    """Return where windows may lie if a Fourier transform gives all, and SAME is cut out of it."""
    laid = [one for one in places(same=True) if "with round" not in one.rule]
    return [*laid[:2], *changes("place", CUTS, c.both), *laid[2:]]
