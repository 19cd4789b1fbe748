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

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ..layers import Conv2D, MaxPooling2D, activations

FEW_CHANNELS = 8  # below it a line of a window is too short to be copied fast


def fits(first, second) -> bool:
    """Tell whether two layers are a convolution and a pooling that can be made in one."""
    return (
        type(first) is Conv2D
        and type(second) is MaxPooling2D
        and first.data_format == second.data_format == "NHWC"
        and first.padding == second.padding == "VALID"
        and first.strides == first.dilation_rate == (1, 1)
        and second.strides == second.pool_size
        and first.activation in (activations.relu, activations.linear)
    )


class ConvPool:
    """The two layers as one.

    Parameters
    ----------
    layer : Conv2D
        Built.
    pool : MaxPooling2D
    slopes : list of arrays
        Where to put the gradients by the kernel and the bias.
    """

    def __init__(self, layer, pool, slopes):
        self._layer, self._slopes = layer, slopes
        self._pool = pool.pool_size
        self._relu = layer.activation is activations.relu
        self._shape = None

    def forward(self, x, training):
        """Return the pooled output (n, oh, ow, c_out), kept in the same place for each call."""
        x = np.ascontiguousarray(x)
        if x.shape != self._shape:
            self._make_room(x.shape)
        kernel = self._layer.weights[0]
        self._fill_patches(x)
        np.matmul(self._matrix, kernel.reshape(-1, kernel.shape[3]), out=self._phases)
        best = self._best
        first, *others = self._phases.reshape(len(self._wins) + 1, *best.shape)
        best[...] = first
        for phase, wins in zip(others, self._wins, strict=True):
            if training:
                np.greater(phase, best, out=wins)
            np.maximum(phase, best, out=best)
        self._add_bias(best)
        if self._relu:
            np.maximum(best, 0, out=best)
        return best.reshape(self._out)

    def backward(self, gradient, wanted):
        """Put the gradients by the weights in their places; return the one by the input.

        Parameters
        ----------
        gradient : array (n, oh, ow, c_out)
        wanted : bool
            Whether the one by the input is needed.
        """
        rest = self._rest
        gradient = gradient.reshape(rest.shape)
        if self._relu:
            np.multiply(gradient, self._best > 0, out=rest)
        else:
            rest[...] = gradient
        kernel_slope, *bias_slope = self._slopes
        for slope in bias_slope:
            np.matmul(np.ones(len(rest), np.float32), rest, out=slope)
        self._share_among_phases(rest)
        by_phase = self._phases
        np.matmul(self._matrix.T, by_phase, out=kernel_slope.reshape(-1, by_phase.shape[1]))
        return self._stamp(by_phase) if wanted else None

    def _make_room(self, shape):
        """Make the arrays for images of a shape."""
        n, h, w, c_in = shape
        (kh, kw, _, c_out), (ph, pw) = self._layer.weights[0].shape, self._pool
        oh, ow = (h - kh + 1) // ph, (w - kw + 1) // pw
        self._shape, self._out = shape, (n, oh, ow, c_out)
        places, cells = (ph, pw, n, oh, ow), (kh, kw, c_in)
        if c_in < FEW_CHANNELS:
            room = np.empty((*cells, *places), np.float32)
            self._patches = room.transpose(3, 4, 5, 6, 7, 0, 1, 2)
            self._matrix = room.reshape(kh * kw * c_in, -1).T
        else:
            self._patches = np.empty((*places, *cells), np.float32)
            self._matrix = self._patches.reshape(-1, kh * kw * c_in)
        self._phases = np.empty((ph * pw * n * oh * ow, c_out), np.float32)
        self._best, self._rest = np.empty((2, n * oh * ow, c_out), np.float32)
        self._wins = np.empty((ph * pw - 1, *self._best.shape), bool)
        self._by_input = np.empty(shape, np.float32)
        self._stamps = np.empty((*places, kw * c_in), np.float32)

    def _fill_patches(self, x):
        """Copy what each window of each phase sees."""
        (ph, pw), (one, row, column, channel) = self._pool, x.strides
        steps = (row, column, one, ph * row, pw * column, row, column, channel)
        self._patches[...] = as_strided(x, self._patches.shape, steps, writeable=False)

    def _add_bias(self, best):
        """Add the bias; over whole lines of an image, as a line of c_out numbers is too short."""
        if self._layer.use_bias:
            _, _, ow, c_out = self._out
            lines = best.reshape(-1, ow * c_out)
            lines += np.tile(self._layer.weights[1], ow)

    def _share_among_phases(self, rest):
        """Give each window's gradient to the phase that won: the first of the largest.

        A phase wins if it is larger than all before it, so the last that is so takes all.
        """
        first, *others = self._phases.reshape(len(self._wins) + 1, *rest.shape)
        for phase, wins in zip(reversed(others), reversed(self._wins), strict=True):
            np.multiply(rest, wins, out=phase)
            rest -= phase
        first[...] = rest

    def _stamp(self, by_phase):
        """Return the gradient by the input: each number stamps the kernel, row by row."""
        kernel, total = self._layer.weights[0], self._by_input
        (kh, kw, c_in, c_out), (ph, pw) = kernel.shape, self._pool
        n, oh, ow, _ = self._out
        total.fill(0)
        for i in range(kh):
            line = kernel[i].reshape(kw * c_in, c_out)
            np.matmul(by_phase, line.T, out=self._stamps.reshape(-1, kw * c_in))
            for a, b in product(range(ph), range(pw)):
                rows = total[:, a + i : a + i + ph * oh : ph][:, :oh]
                if kw == pw:  # then windows side by side touch, and make long lines
                    rows[:, :, b : b + pw * ow] += self._stamps[a, b].reshape(n, oh, -1, c_in)
                    continue
                stamps = self._stamps[a, b].reshape(n, oh, ow, kw, c_in)
                for j in range(kw):
                    rows[:, :, b + j : b + j + pw * (ow - 1) + 1 : pw] += stamps[:, :, :, j]
        return total
