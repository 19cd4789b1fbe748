"""Where SAME puts its padding, in the order in which PyTorch's ``F.pad`` wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..nn.arguments import read_pair
from ..nn.geometry import same_padding

Pair = int | Sequence[int]


def same_padding_for_torch(
    size: Pair, kernel: Pair, stride: Pair = 1, dilation: Pair = 1
) -> tuple[int, int, int, int]:
    """Return the padding of SAME as ``F.pad`` takes it: left, right, top, bottom.

    PyTorch's own ``padding=1`` pads both sides alike; SAME puts an odd cell after. So pad with
    ``F.pad`` first, then convolve with ``padding=0``. Before max pooling, pad with −∞:
    ``F.pad(x, pads, value=-math.inf)``.

    Parameters
    ----------
    size : int or pair
        ``h w`` of the images.
    kernel, stride, dilation : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw``.

    Returns
    -------
    tuple of int
        ``pw0 pw1 ph0 ph1``: the last axis of (n, c, h, w) comes first.

    Raises
    ------
    ValueError
        If a size is not 1 or more.

    References
    ----------
    ``torch.nn.functional.pad``; TensorFlow, "Notes on padding", the guide to ``tf.nn``.

    Examples
    --------
    >>> same_padding_for_torch((6, 6), 3, stride=2)
    (0, 1, 0, 1)
    >>> same_padding_for_torch((6, 5), (3, 2))
    (0, 1, 1, 1)
    """
    given = {"size": size, "kernel": kernel, "stride": stride, "dilation": dilation}
    rows, columns = (same_padding(*axis) for axis in _axes("same_padding_for_torch", given))
    return (*columns, *rows)


def same_cut_for_torch(
    kernel: Pair, stride: Pair = 1, dilation: Pair = 1
) -> tuple[int, int, int, int]:
    """Return what SAME cuts off a transposed convolution, as ``F.pad`` takes it.

    Stamp with ``F.conv_transpose2d(x, filters, stride=stride)``, which cuts nothing, then cut
    with ``F.pad``: its negative numbers take cells away. What is left has h·sh rows and w·sw
    columns, as the layer ``Conv2DTranspose`` makes them.

    Parameters
    ----------
    kernel, stride, dilation : int or pair
        ``kh kw``, ``sh sw`` and ``dh dw``.

    Returns
    -------
    tuple of int
        Left, right, top, bottom. Positive at the end where the kernel is smaller than the stride.

    Raises
    ------
    ValueError
        If a size is not 1 or more.

    References
    ----------
    ``torch.nn.functional.pad``, ``tf.keras.layers.Conv2DTranspose``.

    Examples
    --------
    >>> same_cut_for_torch(9, stride=4)
    (-2, -3, -2, -3)
    >>> same_cut_for_torch(1, stride=3)
    (0, 2, 0, 2)
    """
    given = {"kernel": kernel, "stride": stride, "dilation": dilation}
    cuts = []
    for k, s, d in _axes("same_cut_for_torch", given):
        reach = (k - 1) * d + 1
        before = max(reach - s, 0) // 2
        cuts.append((-before, s - reach + before))
    rows, columns = cuts
    return (*columns, *rows)


def _axes(op: str, given: Mapping[str, Pair]) -> Iterator[tuple[int, ...]]:
    """Return all sizes along the rows, and all along the columns."""
    return zip(*(read_pair(op, name, pair) for name, pair in given.items()), strict=True)
