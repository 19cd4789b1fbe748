"""Two functions of ``torch.nn.functional``, in NumPy: images (n, c, h, w), kernels as there."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def conv2d(input: ArrayLike, weight: ArrayLike, stride: int = 1, groups: int = 1) -> np.ndarray:
    """Slide kernels over images, as PyTorch does it with ``padding=0``.

    Parameters
    ----------
    input : array (n, c_in, h, w)
    weight : array (c_out, c_in / groups, kh, kw)
    stride, groups : int

    Returns
    -------
    array (n, c_out, oh, ow)

    Raises
    ------
    ValueError
        If the channels do not agree, or no window fits.

    References
    ----------
    ``torch.nn.functional.conv2d``.

    Examples
    --------
    >>> conv2d(np.arange(6.0).reshape(1, 1, 2, 3), np.ones((1, 1, 2, 2)))
    array([[[[ 8., 12.]]]])
    """
    images, kernels = np.asarray(input), np.asarray(weight)
    if images.ndim != 4 or kernels.ndim != 4 or images.shape[1] != kernels.shape[1] * groups:
        raise ValueError(
            "conv2d: the images must be (n, c_in, h, w) and the weight (c_out, c_in / groups, kh, "
            f"kw), received {images.shape} and {kernels.shape} with groups={groups}"
        )
    windows_of: Any = np.lib.stride_tricks.sliding_window_view
    windows = windows_of(images, kernels.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    shares = zip(np.split(windows, groups, axis=1), np.split(kernels, groups), strict=True)
    return np.concatenate([np.einsum("ncyxij,ocij->noyx", *share) for share in shares], axis=1)


def conv_transpose2d(input: ArrayLike, weight: ArrayLike, stride: int = 1) -> np.ndarray:
    """Stamp kernels, scaled by each number, as PyTorch does it with ``padding=0``.

    Parameters
    ----------
    input : array (n, c_in, h, w)
    weight : array (c_in, c_out, kh, kw)
    stride : int
        From stamp to stamp.

    Returns
    -------
    array (n, c_out, (h - 1)·stride + kh, (w - 1)·stride + kw)

    Raises
    ------
    ValueError
        If the channels do not agree.

    References
    ----------
    ``torch.nn.functional.conv_transpose2d``.

    Examples
    --------
    >>> conv_transpose2d([[[[1.0, 2.0]]]], [[[[3.0, 4.0]]]], stride=2)
    array([[[[3., 4., 6., 8.]]]])
    """
    images, kernels = np.asarray(input), np.asarray(weight)
    if images.ndim != 4 or kernels.ndim != 4 or images.shape[1] != kernels.shape[0]:
        raise ValueError(
            "conv_transpose2d: the images must be (n, c_in, h, w) and the weight (c_in, c_out, kh, "
            f"kw), received {images.shape} and {kernels.shape}"
        )
    n, _, h, w = images.shape
    _, c_out, kh, kw = kernels.shape
    out = np.zeros((n, c_out, (h - 1) * stride + kh, (w - 1) * stride + kw))
    for y, x in np.ndindex(h, w):
        rows, columns = slice(y * stride, y * stride + kh), slice(x * stride, x * stride + kw)
        out[:, :, rows, columns] += np.einsum("nc,coij->noij", images[:, :, y, x], kernels)
    return out
