"""A convolution, relu and max pooling made in one, for the speed of training.

The layers of course_lib.layers are made to be read, and each is right by itself. Here three
things are done that a layer cannot do by itself:

- The pooling's windows do not overlap, so each of their cells is an image of its own: a *phase*.
  The product with the filters is made phase by phase; then a maximum compares whole arrays that
  lie in memory one after the other, and cells that no window holds are never computed.
- Bias and relu come after the maximum, on a quarter of the numbers for a window of 2×2. That
  changes nothing: neither changes which number is the largest.
- All large arrays are kept for the next step. New memory costs more than the arithmetic.
"""

from __future__ import annotations

from itertools import product
from weakref import WeakKeyDictionary

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ...layers import Conv2D, MaxPooling2D, activations

FEW_CHANNELS = 8  # below it a line of a window is too short to be copied fast
MOST_BYTES = 64 * 2**20  # larger arrays than these in all are not kept


class ConvPool:
    """The two layers, built, as one, for one half of the images: each has arrays of its own.

    Where they are the ``first``, no gradient with respect to the input is needed.
    """

    def __init__(self, layer: Conv2D, pool: MaxPooling2D, first: bool, half: int = 0):
        self._weights, self._use_bias = layer.weights, layer.use_bias
        self._pool, self._first, self._half = pool.pool_size, first, half
        self._relu = layer.activation is activations.relu
        self._kept = _kept.setdefault(layer, {})
        self.gradients: list[np.ndarray] = []

    def __call__(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the pooled output (n, oh, ow, c_out), which the next call may overwrite."""
        x = np.ascontiguousarray(x)
        kernel = self._weights[0]
        room = self._room = self._room_for(x.shape)
        self._fill_patches(x)
        np.matmul(room.matrix, kernel.reshape(-1, kernel.shape[3]), out=room.phases)
        best, (first, *others) = room.best, room.by_phase()
        best[...] = first
        for phase, wins in zip(others, room.wins, strict=True):
            if training:
                np.greater(phase, best, out=wins)
            np.maximum(phase, best, out=best)
        self._add_bias(best)
        if self._relu:
            np.maximum(best, 0, out=best)
        return best.reshape(room.out)

    def backward(self, gradient: np.ndarray) -> np.ndarray | None:
        """Find the gradients with respect to the weights; return that with respect to the input."""
        room = self._room
        rest, gradient = room.rest, gradient.reshape(room.rest.shape)
        np.multiply(gradient, room.best > 0 if self._relu else 1, out=rest)
        by_bias = [np.ones(len(rest), np.float32) @ rest] if self._use_bias else []
        self._share_among_phases(rest)
        by_kernel = room.matrix.T @ room.phases
        self.gradients = [by_kernel.reshape(self._weights[0].shape), *by_bias]
        return None if self._first else self._stamp(room.phases)

    def _room_for(self, shape: tuple) -> Room:
        """Return the arrays of the last call, if the shapes are still the same."""
        room = self._kept.get(self._half)
        if room is None or (room.shape, room.pool) != (shape, self._pool):
            room = Room(self._weights[0].shape, self._pool, shape)
            if room.bytes() <= MOST_BYTES:
                self._kept[self._half] = room
        return room

    def _fill_patches(self, x: np.ndarray) -> None:
        """Copy what each window of each phase sees."""
        (ph, pw), (one, row, column, channel) = self._pool, x.strides
        steps = (row, column, one, ph * row, pw * column, row, column, channel)
        patches = self._room.patches
        patches[...] = as_strided(x, patches.shape, steps, writeable=False)

    def _add_bias(self, best: np.ndarray) -> None:
        """Add the bias; over whole lines of an image, as a line of c_out numbers is too short."""
        if self._use_bias:
            _, _, ow, c_out = self._room.out
            lines = best.reshape(-1, ow * c_out)
            lines += np.tile(self._weights[1], ow)

    def _share_among_phases(self, rest: np.ndarray) -> None:
        """Give each window's gradient to the phase that won: the first of the largest.

        A phase wins if it is larger than all before it, so the last that is so takes all.
        """
        first, *others = self._room.by_phase()
        for phase, wins in zip(reversed(others), reversed(self._room.wins), strict=True):
            np.multiply(rest, wins, out=phase)
            rest -= phase
        first[...] = rest

    def _stamp(self, by_phase: np.ndarray) -> np.ndarray:
        """Return the gradient with respect to the input: each number stamps the kernel, by rows."""
        kernel, total, room = self._weights[0], self._room.by_input, self._room
        (kh, kw, c_in, c_out), (ph, pw) = kernel.shape, self._pool
        n, oh, ow, _ = room.out
        total.fill(0)
        for i in range(kh):
            line = kernel[i].reshape(kw * c_in, c_out)
            np.matmul(by_phase, line.T, out=room.stamps.reshape(-1, kw * c_in))
            for a, b in product(range(ph), range(pw)):
                rows = total[:, a + i : a + i + ph * oh : ph][:, :oh]
                if kw == pw:  # then windows side by side touch, and make long lines
                    rows[:, :, b : b + pw * ow] += room.stamps[a, b].reshape(n, oh, -1, c_in)
                    continue
                stamps = room.stamps[a, b].reshape(n, oh, ow, kw, c_in)
                for j in range(kw):
                    rows[:, :, b + j : b + j + pw * (ow - 1) + 1 : pw] += stamps[:, :, :, j]
        return total


class Room:
    """The arrays for images of a shape: kept, as new memory costs more than the arithmetic."""

    def __init__(self, kernel: tuple, pool: tuple[int, int], shape: tuple):
        self.pool, self.shape = pool, shape
        n, h, w, c_in = shape
        (kh, kw, _, c_out), (ph, pw) = kernel, pool
        oh, ow = (h - kh + 1) // ph, (w - kw + 1) // pw
        self.out = (n, oh, ow, c_out)
        places, cells = (ph, pw, n, oh, ow), (kh, kw, c_in)
        if c_in < FEW_CHANNELS:
            room = np.empty((*cells, *places), np.float32)
            self.patches = room.transpose(3, 4, 5, 6, 7, 0, 1, 2)
            self.matrix = room.reshape(kh * kw * c_in, -1).T
        else:
            self.patches = np.empty((*places, *cells), np.float32)
            self.matrix = self.patches.reshape(-1, kh * kw * c_in)
        self.phases = np.empty((ph * pw * n * oh * ow, c_out), np.float32)
        self.best, self.rest = np.empty((2, n * oh * ow, c_out), np.float32)
        self.wins = np.empty((ph * pw - 1, *self.best.shape), bool)
        self.by_input = np.empty(shape, np.float32)
        self.stamps = np.empty((*places, kw * c_in), np.float32)

    def by_phase(self) -> np.ndarray:
        """Return ``phases`` as one array for each cell of the pooling's window."""
        return self.phases.reshape(len(self.wins) + 1, *self.best.shape)

    def bytes(self) -> int:
        """Return how many bytes all arrays take."""
        arrays = [array for array in vars(self).values() if isinstance(array, np.ndarray)]
        return sum(array.nbytes for array in arrays) - self.matrix.nbytes  # which is the patches


_kept: WeakKeyDictionary[Conv2D, dict[int, Room]] = WeakKeyDictionary()  # by layer and half
