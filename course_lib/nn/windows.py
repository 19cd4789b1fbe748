"""Padding an image and looking at it through windows."""

from __future__ import annotations

import numpy as np

from .geometry import Axis


def to_nhwc(array: np.ndarray, data_format: str) -> np.ndarray:
    """Return a view with the channels last."""
    return array.transpose(0, 2, 3, 1) if data_format == "NCHW" else array


def pad(x: np.ndarray, rows: Axis, columns: Axis, value=0) -> np.ndarray:
    """Return ``x`` (n, h, w, c) with ``value`` in the padding; ``x`` itself if there is none."""
    widths = [(0, 0), (rows.before, rows.after), (columns.before, columns.after), (0, 0)]
    if not any(before or after for before, after in widths):
        return x
    return np.pad(x, widths, constant_values=value)


def windows(x: np.ndarray, rows: Axis, columns: Axis) -> np.ndarray:
    """Return every window of the padded ``x`` as a read-only view.

    Parameters
    ----------
    x : array (n, ph0 + h + ph1, pw0 + w + pw1, c)

    Returns
    -------
    array (n, oh, ow, kh, kw, c)
    """
    reach = (rows.reach, columns.reach)
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(1, 2))
    view = view[:, :: rows.stride, :: columns.stride, :, :: rows.dilation, :: columns.dilation]
    return view.transpose(0, 1, 2, 4, 5, 3)


def corner_slices(x: np.ndarray, rows: Axis, columns: Axis):
    """Yield, for each cell of the kernel, what all windows of the padded ``x`` hold there.

    Each is a view (n, oh, ow, c); there are kh·kw of them, row by row.
    """
    for i in range(rows.kernel):
        for j in range(columns.kernel):
            top, left = i * rows.dilation, j * columns.dilation
            bottom = top + (rows.out - 1) * rows.stride + 1
            right = left + (columns.out - 1) * columns.stride + 1
            yield x[:, top : bottom : rows.stride, left : right : columns.stride]
