"""Known mistakes of exercise 06, tasks 4 and 5: sliding in place of stamping, and SAME.

The docstring of each is what the learner is told.
"""

import numpy as np

from .kinds import Mistake
from .stamping import fit, stamp


def both_faults(image, kernel, stride):
    """Both faults are still there: one is in the kernel, one in the size of spread."""
    return _too_long(kernel_not_turned(image, kernel, stride), stride)


def kernel_not_turned(image, kernel, stride):
    """The kernel is not turned yet, and gives 603 where 67 belongs: kernel[::-1, ::-1]."""
    return stamp(image, np.asarray(kernel)[::-1, ::-1], stride)


def spread_too_large(image, kernel, stride):
    """There are zeros behind the last number. spread ends with it: (h - 1) * stride + 1 rows."""
    return _too_long(stamp(image, kernel, stride), stride)


def turned_upside_down(image, kernel, stride):
    """The kernel is upside down only. Turn it left to right as well: kernel[::-1, ::-1]."""
    return stamp(image, np.asarray(kernel)[:, ::-1], stride)


def turned_left_to_right(image, kernel, stride):
    """The kernel is turned left to right only. Turn it upside down as well: kernel[::-1, ::-1]."""
    return stamp(image, np.asarray(kernel)[::-1], stride)


def stride_fixed(image, kernel, stride):
    """The stride is always 2 here. Between the numbers stand stride - 1 zeros."""
    return stamp(image, kernel, 2)


def slide_whole_numbers(image, kernel, stride):
    """The fractions are gone. The output must hold floats."""
    return stamp(image, kernel, stride).astype(int)


def same_not_cut(image, kernel, stride):
    """Nothing was cut off: that is VALID."""
    return stamp(image, kernel, stride)


def same_cut_at_the_end(image, kernel, stride):
    """All was cut off at the bottom and right. The smaller half goes at the top and left."""
    return _same(image, kernel, stride, share=lambda total: 0)


def same_cut_at_the_start(image, kernel, stride):
    """All was cut off at the top and left. Only the smaller half goes there."""
    return _same(image, kernel, stride, share=lambda total: total)


def same_larger_half_first(image, kernel, stride):
    """The larger half was cut off at the top or left. It goes at the bottom or right."""
    return _same(image, kernel, stride, share=lambda total: total - total // 2)


def same_columns_like_rows(image, kernel, stride):
    """The columns were cut as the rows were. For them kw counts: max(kw - stride, 0) in all."""
    (h, w), cut = np.shape(image), max(len(kernel) - stride, 0) // 2
    return fit(stamp(image, kernel, stride)[cut:, cut:], h * stride, w * stride)


def same_cut_to_minus_zero(image, kernel, stride):
    """Where nothing is cut at the end, a slice up to -0 is empty. Count its end from the start."""
    (h, w), whole = np.shape(image), stamp(image, kernel, stride)
    cuts = [max(k - stride, 0) for k in np.shape(kernel)]
    rows, columns = (slice(cut // 2, -(cut - cut // 2)) for cut in cuts)
    return fit(whole[rows, columns], h * stride, w * stride)


def same_too_short(image, kernel, stride):
    """Rows or columns are missing where the kernel is smaller than the stride. They are 0."""
    oh, ow = stamp(image, kernel, stride).shape
    return _same(image, kernel, stride)[:oh, :ow]


def same_flipped(image, kernel, stride):
    """The kernel was flipped: that makes 603 where 67 belongs. A stamp is the kernel as it is."""
    return _same(image, np.asarray(kernel)[::-1, ::-1], stride)


def same_overwritten(image, kernel, stride):
    """Where stamps overlap, the last one overwrote the others. They must be added: += and not =."""
    return _same(image, kernel, stride, add=False)


def same_swapped(image, kernel, stride):
    """Rows and columns of the output are swapped: the first axis is the height."""
    return _same(image, kernel, stride).T


def same_whole_numbers(image, kernel, stride):
    """The fractions are gone. The output must hold floats."""
    return _same(image, kernel, stride).astype(int)


def _too_long(whole, stride):
    return np.pad(whole, (0, stride - 1))


def _same(image, kernel, stride, share=lambda total: total // 2, add=True):
    (h, w), (kh, kw) = np.shape(image), np.shape(kernel)
    top, left = share(max(kh - stride, 0)), share(max(kw - stride, 0))
    return fit(stamp(image, kernel, stride, add)[top:, left:], h * stride, w * stride)


SLIDING = [
    Mistake.of("slide", f)
    for f in (
        both_faults,
        kernel_not_turned,
        spread_too_large,
        turned_upside_down,
        turned_left_to_right,
        stride_fixed,
        slide_whole_numbers,
    )
]
SAME = [
    Mistake.of("stamp_same", f)
    for f in (
        same_not_cut,
        same_cut_at_the_end,
        same_cut_at_the_start,
        same_larger_half_first,
        same_columns_like_rows,
        same_cut_to_minus_zero,
        same_too_short,
        same_flipped,
        same_overwritten,
        same_swapped,
        same_whole_numbers,
    )
]
