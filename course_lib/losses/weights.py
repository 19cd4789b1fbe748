"""How much each loss counts: weights of images, read beside the losses they belong to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import read_numbers, refuse_masks


def read_sample_weight(op: str, sample_weight: ArrayLike, shape: Sequence[int]) -> np.ndarray:
    """Return weights that can be multiplied with losses of a shape (n, …).

    They are one number for all losses, one for each image, or one for each loss. What is returned
    has as many axes as the losses, or none. The errors name ``op``.

    >>> read_sample_weight("loss", [1.0, 2.0], (2, 5)).shape
    (2, 1)
    """
    refuse_masks(op, "sample_weight", sample_weight)
    given = np.asarray(sample_weight)
    w = read_numbers(op, "sample_weight", given.astype(float) if given.dtype == bool else given)
    if w.ndim == len(shape) + 1 and w.shape[-1] == 1:
        w = w[..., 0]
    fits = zip(w.shape, shape, strict=False)
    if w.ndim > len(shape) or not all(
        size == count or (axis and size == 1) for axis, (size, count) in enumerate(fits)
    ):
        kinds = [f"{tuple(shape[:axes])}" for axes in range(1, len(shape) + 1)]
        raise ValueError(
            f"{op}: sample_weight must have one number for each image or for each loss, "
            f"shape {' or '.join(kinds)}, received shape {w.shape}"
        )
    if not np.isfinite(w).all():
        raise ValueError(
            f"{op}: sample_weight must hold finite numbers, received {w[~np.isfinite(w)][0]}"
        )
    return w.reshape(w.shape + (1,) * (len(shape) - w.ndim)) if w.ndim else w
