"""What is measured: operators, shapes, and the arrays that every contestant gets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Case:
    """One operator on one shape; ``pad`` cells of padding lie on every side.

    ``kernel`` is the shape of the filters in TensorFlow's order; for max pooling (kh, kw, 1, 1).
    """

    operator: str
    x: tuple[int, int, int, int]
    kernel: tuple[int, int, int, int]
    stride: int = 1
    pad: int = 0

    @property
    def name(self) -> str:
        """The operator, the shape of the images, that of the kernel, and the stride."""
        kernel = self.kernel[:2] if self.operator == "max pooling" else self.kernel
        return f"{self.operator} {_times(self.x)}, {_times(kernel)}, stride {self.stride}"

    @property
    def out(self) -> tuple[int, int, int, int]:
        """The shape (n, oh, ow, channels) of the output."""
        n, h, w, c = self.x
        kh, kw, _, last = self.kernel
        if self.operator == "transposed":
            return n, (h - 1) * self.stride + kh, (w - 1) * self.stride + kw, self.kernel[2]
        channels = {"conv2d": last, "depthwise": c * last, "max pooling": c}[self.operator]
        sizes = ((s + 2 * self.pad - k) // self.stride + 1 for s, k in ((h, kh), (w, kw)))
        return n, *sizes, channels

    @property
    def padding(self) -> list[list[int]]:
        """The padding, as four pairs in the order NHWC."""
        return [[0, 0], [self.pad, self.pad], [self.pad, self.pad], [0, 0]]

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Images, filters, and a gradient by the output: float32, the same on every call."""
        rng = np.random.default_rng(43052)
        scale = np.sqrt(np.prod(self.kernel[:3]))
        x, w, gradient = (
            rng.standard_normal(s, "float32") for s in (self.x, self.kernel, self.out)
        )
        return x, w / np.float32(scale), gradient


def _times(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))


CASES = [
    Case("conv2d", (32, 28, 28, 1), (2, 2, 1, 30)),
    Case("conv2d", (32, 13, 13, 30), (2, 2, 30, 30)),
    Case("max pooling", (32, 27, 27, 30), (2, 2, 1, 1), 2),
    Case("max pooling", (32, 27, 27, 30), (3, 3, 1, 1), 2),
    Case("conv2d", (8, 56, 56, 64), (3, 3, 64, 64), 1, 1),
    Case("conv2d", (8, 56, 56, 64), (3, 3, 64, 64), 2, 1),
    Case("conv2d", (1, 224, 224, 3), (7, 7, 3, 64), 2, 3),
    Case("transposed", (8, 28, 28, 64), (3, 3, 32, 64), 2),
    Case("depthwise", (20, 64, 64, 100), (5, 5, 100, 10), 1, 2),
]
