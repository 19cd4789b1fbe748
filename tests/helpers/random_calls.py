"""Random calls of the operators, and how a test runs and checks them."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from course_lib.nn import fast
from course_lib.nn.plain.windows import lay

TOLERANCE = {"float32": 1e-6, "float64": 1e-12}
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

    def padded_less_than_windows(self):
        """Return the case with less padding: a window of padding only is refused by pooling."""
        if isinstance(self.padding, str):
            return self
        pads = [
            tuple(min(count, size - 1) for count in pair)
            for pair, size in zip(self.padding, self.kernel, strict=False)
        ]
        return replace(self, padding=tuple(pads))

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


SPECIAL = [
    case_of((2, 3, 2, 2), (4, 5, 2)),
    case_of((0, 3, 4, 2), (2, 3, 2)),
    case_of((1, 7, 8, 1), (1, 2, 1), strides=(3, 4), padding="VALID"),
    case_of((1, 2, 3, 1), (1, 1, 1), strides=(2, 3), padding=((5, 4), (3, 5)), block_bytes=1),
    case_of((2, 7, 5, 3), (3, 2, 2), (2, 1), (1, 3), data_format="NCHW", form="four"),
    case_of((2, 6, 7, 2), (3, 3, 3), (2, 3), block_bytes=300, layout="every second"),
]


def every_case(count=60, **limits):
    """Run a test on random cases and on the special ones."""

    def decorate(test):
        for case in SPECIAL:
            test = example(case)(test)
        return settings(max_examples=count)(given(cases(**limits))(test))

    return decorate


class Call:
    """Arrays of one case, made in NHWC, given to an operator as the case says."""

    def __init__(self, case, kernel=None, dilated=True, fitting=True):
        fast.BLOCK_BYTES = case.block_bytes
        self.case = case
        self.kernel = kernel or case.kernel[:2]
        self.dilations = case.dilations if dilated else (1, 1)
        padding = case.plain_padding
        counts, _ = lay(case.image[1:3], self.kernel, case.strides, padding, self.dilations)
        self.fits = all(counts)
        assume(self.fits or not fitting)
        self.image = case.values(case.image)
        self.grid = (case.image[0], *counts)
        self.rest = (case.strides, padding, self.dilations)
        self.options = {
            "strides": case.argument(case.strides),
            "padding": case.padding_argument(),
            "data_format": case.data_format,
            "dilations": case.argument(case.dilations),
        }
        self.without_dilations = {k: v for k, v in self.options.items() if k != "dilations"}

    def filters_of(self, extra=1):
        """Return filters (kh, kw, c_in, c_out)."""
        return self.case.values((*self.kernel, self.case.image[3], self.case.kernel[2]), extra)

    def gradient(self, channels):
        return self.case.values((*self.grid, channels), extra=3)

    def images(self, array):
        """Lay images in the format and layout of the case."""
        nchw = self.case.data_format == "NCHW"
        return arrange(array.transpose(0, 3, 1, 2) if nchw else array, self.case.layout)

    def filters(self, array):
        return arrange(array, self.case.layout)

    def sizes(self, shape):
        """Write the shape of images in the format of the case, or height and width alone."""
        if self.case.form == "pair":
            return shape[1:3]
        return [shape[axis] for axis in ((0, 3, 1, 2) if self.is_nchw else range(4))]

    @property
    def is_nchw(self):
        return self.case.data_format == "NCHW"

    def check_operator(self, operator, *arguments, expected, tolerance=0.0, **options):
        """Check what an operator makes of the images; where no window fits it must say so."""
        images = self.images(self.image)
        before = images.copy()
        if not self.fits:
            with pytest.raises(ValueError, match="no window fits"):
                operator(images, *arguments, **options)
            return
        out = operator(images, *arguments, **options)
        assert_array_equal(images, before)
        assert not np.shares_memory(out, images)
        self.check_images(out, expected, tolerance)

    def check_images(self, out, expected, tolerance=0.0):
        self.check(out.transpose(0, 2, 3, 1) if self.is_nchw else out, expected, tolerance)

    def check(self, out, expected, tolerance=0.0):
        assert out.dtype == self.case.dtype
        assert out.shape == expected.shape
        assert out.flags.writeable
        assert_allclose(out, expected, rtol=tolerance, atol=tolerance)
