"""Random calls of the operators, and how a test runs and compares them."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from course_lib.nn import fast

LAYOUTS = ("plain", "read-only", "every second", "reversed", "fortran")


@dataclass
class Case:
    """One call of an operator: everything but the values."""

    image: tuple
    kernel: tuple
    strides: tuple
    dilations: tuple
    padding: object
    data_format: str
    dtype: str
    layout: str
    form: str
    seed: int
    block_bytes: int

    def values(self, shape, extra=0):
        """Signed multiples of 1/4, in no order: sums and products of them are exact."""
        random = np.random.default_rng(self.seed + extra)
        quarters = random.integers(-40, 41, shape)
        return (quarters if np.dtype(self.dtype).kind == "i" else quarters / 4).astype(self.dtype)

    def argument(self, pair):
        """Write a pair as an int, a pair or a list of four."""
        rows, columns = pair
        if self.form == "int" and rows == columns:
            return rows
        if self.form == "four":
            return [1, 1, rows, columns] if self.data_format == "NCHW" else [1, rows, columns, 1]
        return pair

    @property
    def plain_padding(self):
        """Write the padding as the plain operators take it: NHWC."""
        if isinstance(self.padding, str):
            return self.padding
        return [[0, 0], *map(list, self.padding), [0, 0]]

    def padding_argument(self):
        pairs = self.plain_padding
        nchw = self.data_format == "NCHW" and not isinstance(pairs, str)
        return [pairs[axis] for axis in (0, 3, 1, 2)] if nchw else pairs


def arrange(array, layout):
    """Return an equal array that lies in memory in another way."""
    if layout == "every second":
        wide = np.full([2 * size for size in array.shape], 99, array.dtype)
        wide[tuple(slice(1, None, 2) for _ in array.shape)] = array
        return wide[tuple(slice(1, None, 2) for _ in array.shape)]
    if layout == "reversed":
        return array[::-1, ::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1, ::-1]
    copy = array.copy(order="F" if layout == "fortran" else "C")
    copy.flags.writeable = layout != "read-only"
    return copy


def explicit(limits):
    """Pairs of pairs of padding, up to a limit for rows and for columns."""
    return st.tuples(*[st.tuples(st.integers(0, most), st.integers(0, most)) for most in limits])


@st.composite
def cases(
    draw,
    paddings="words explicit",
    dtypes=("float32", "float64"),
    formats=("NHWC", "NCHW"),
    pool=False,
):
    def numbers(low, high):
        return draw(st.integers(low, high))

    kernel = (numbers(1, 4), numbers(1, 4))
    choices = [st.sampled_from(["SAME", "VALID"])]
    if "explicit" in paddings:
        choices.append(explicit([size - 1 for size in kernel] if pool else (5, 5)))
    return Case(
        image=(numbers(0, 2), numbers(1, 8), numbers(1, 8), numbers(1, 3)),
        kernel=(*kernel, numbers(1, 3)),
        strides=(numbers(1, 3), numbers(1, 3)) if draw(st.booleans()) else (numbers(1, 5),) * 2,
        dilations=(1, 1) if pool else (numbers(1, 3), numbers(1, 3)),
        padding=draw(st.one_of(choices)),
        data_format=draw(st.sampled_from(formats)),
        dtype=draw(st.sampled_from(dtypes)),
        layout=draw(st.sampled_from(LAYOUTS)),
        form=draw(st.sampled_from(["int", "pair", "four"])),
        seed=numbers(0, 10**6),
        block_bytes=draw(st.sampled_from([1, 300, 2**24])),
    )


def run(operator, case, image, *arguments, **keywords):
    """Call an operator in the layout, format and block size of the case; the result is NHWC."""
    fast.BLOCK_BYTES = case.block_bytes
    nchw = case.data_format == "NCHW"
    image = arrange(image.transpose(0, 3, 1, 2) if nchw else image, case.layout)
    before = image.copy()
    out = operator(image, *arguments, data_format=case.data_format, **keywords)
    assert_array_equal(image, before)
    assert out.flags.writeable
    assert not np.shares_memory(out, image)
    return out.transpose(0, 2, 3, 1) if nchw else out


def compare(expected, dtype, compute, tolerance=0.0):
    """Check ``compute()`` against ``expected``; where no window fits it must raise."""
    if 0 in expected.shape[1:3]:
        with pytest.raises(ValueError, match="no window fits"):
            compute()
        return
    out = compute()
    assert out.dtype == dtype
    assert out.shape == expected.shape
    assert_allclose(out, expected, rtol=tolerance, atol=tolerance)


def case_of(image, kernel, strides=(1, 1), dilations=(1, 1), padding="SAME", **changes):
    rest = {
        "data_format": "NHWC",
        "dtype": "float64",
        "layout": "plain",
        "form": "pair",
        "seed": 0,
        "block_bytes": 2**24,
    }
    return Case(image, kernel, strides, dilations, padding, **{**rest, **changes})
