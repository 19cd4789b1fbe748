"""Shapes of batches of images, whatever the order of their axes."""

from __future__ import annotations

from ..nn.arguments import FORMATS, is_whole


def read_shape(op: str, input_shape, axes: str | None) -> tuple:
    """Return the shape of a batch, with one size for each of ``axes``; None stands for ``n``."""
    shape = tuple(input_shape) if isinstance(input_shape, list | tuple) else None
    sizes = shape[1:] if shape else (None,)
    images = shape[:1] if shape and shape[0] is not None else ()
    if not all(is_whole(size) and size >= 0 for size in (*images, *sizes)):
        raise ValueError(
            f"{op}: an input shape is a list of whole numbers, or None for the number of images, "
            f"such as (None, 28, 28, 1), received {input_shape!r}"
        )
    if axes and len(shape) != len(axes.split(",")):
        raise ValueError(
            f"{op}: input must have {len(axes.split(','))} axes ({axes}), received shape {shape}"
        )
    return shape


def image_axes(data_format: str, channels: str = "c") -> str:
    """Name the axes of images: ``n, h, w, c``."""
    return FORMATS[data_format].replace("c_in", channels)


def split(shape, data_format: str) -> tuple:
    """Return n, (h, w) and c of the shape of images."""
    n, h, w, c = (shape[data_format.index(letter)] for letter in "NHWC")
    return n, (h, w), c


def joined(n, size, c, data_format: str) -> tuple:
    """Return the shape of images in the order of ``data_format``."""
    return (n, c, *size) if data_format == "NCHW" else (n, *size, c)
