"""The operators of PyTorch. Images are NHWC in memory there too: its format channels_last."""

from __future__ import annotations

import os

import numpy as np
import torch
from cases import Case

NAME = "PyTorch"
VERSION = f"PyTorch {torch.__version__}"
torch.set_num_threads(os.cpu_count())
aten = torch.ops.aten


def calls(case: Case):
    """Return two functions: the forward pass, and the backward pass by input and by filters."""
    x, w, g = case.arrays()
    x, g = (torch.from_numpy(array).permute(0, 3, 1, 2) for array in (x, g))
    if case.operator == "max pooling":
        return _pooling(case, x, g)
    transposed, depthwise = case.operator == "transposed", case.operator == "depthwise"
    weight = torch.from_numpy(_filters(case, w)).contiguous(memory_format=torch.channels_last)
    steps, pads = [case.stride] * 2, [case.pad] * 2
    rest = (steps, pads, [1, 1], transposed, [0, 0], case.x[3] if depthwise else 1)

    def backward():
        masks = [True, True, False]
        by_input, by_filter, _ = aten.convolution_backward(g, x, weight, None, *rest, masks)
        return by_input, _as_tensorflow(case, by_filter)

    return lambda: (aten.convolution(x, weight, None, *rest),), backward


def _filters(case: Case, w: np.ndarray) -> np.ndarray:
    """Return filters in the order of PyTorch: output channels first, for depthwise c·mult."""
    if case.operator == "depthwise":
        kh, kw, c_in, mult = case.kernel
        return w.transpose(2, 3, 0, 1).reshape(c_in * mult, 1, kh, kw)
    return w.transpose(3, 2, 0, 1)


def _as_tensorflow(case: Case, filters: torch.Tensor) -> torch.Tensor:
    """Return filters of PyTorch as a view in TensorFlow's order."""
    if case.operator == "depthwise":
        kh, kw, c_in, mult = case.kernel
        return filters.reshape(c_in, mult, kh, kw).permute(2, 3, 0, 1)
    return filters.permute(2, 3, 1, 0)


def _pooling(case: Case, x, g):
    """Return both passes; the backward one is given the places that the forward one has found."""
    rest = (list(case.kernel[:2]), [case.stride] * 2, [0, 0], [1, 1], False)
    _, places = aten.max_pool2d_with_indices(x, *rest)
    return (
        lambda: (aten.max_pool2d_with_indices(x, *rest)[0],),
        lambda: (aten.max_pool2d_with_indices_backward(g, x, *rest, places),),
    )


def to_numpy(results) -> list[np.ndarray]:
    """Return results of a call as arrays: NHWC, filters in TensorFlow's order."""
    first, *filters = results
    return [first.permute(0, 2, 3, 1).numpy(), *(f.numpy() for f in filters)]
