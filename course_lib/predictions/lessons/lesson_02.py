"""The questions of lesson 02: convolution by hand."""

from __future__ import annotations

import numpy as np

from ...mistakes import families as f
from ...mistakes import sliding as s
from ...mistakes.window_families import places
from ..question import Question
from .lesson_00 import IMAGE, KERNEL

EDGE = np.array([[-1.0, 1], [-1, 1]])


def _with_bias():
    right = s.convolved(
        IMAGE[None, :, :, None], KERNEL[:, :, None, None], np.array([-10.0]), form=s.one
    )
    return right, [*f.of_bias(), *f.of_convolution("kernel"), *places(False)]


def _shape(h, w, kernel, c, o, stride, same, n=1):
    def families():
        slide = s.convolved(
            np.zeros((n, h, w, c)),
            np.zeros((*kernel, c, o)),
            0.0,
            stride,
            s.same if same else s.valid,
            form=lambda out: np.array(np.shape(out)),
        )
        return slide, [one for one in places(same) if one.kind == "place"]

    return families


QUESTIONS = {
    "asker": Question(
        "What is the first of the four outputs, rounded to two digits after the point?",
        -0.96,
        "A 1×1 kernel multiplies each pixel by its one number: 1.603 · (−0.596) = −0.955, "
        "rounded −0.96.",
        {
            "The sign is lost: a positive number times a negative one is negative.": 0.96,
            "That is the sum of pixel and kernel. They are multiplied.": 1.007,
            "Nearly: the third digit after the point is a 5, so the second is rounded up.": -0.955,
        },
        digits=2,
        secret=("-0.95538563", "-0.955"),
        hint="Multiply 1.6 by −0.6.",
    ),
    "dot-shape": Question(
        "Which shape comes out of a 3×3 image with 5 channels, and a 1×1 kernel with 5 channels?",
        (1, 3, 3, 1),
        "A 1×1 kernel fits on each pixel, so 3×3 places. At each, the 5 products are added up to a "
        "single number: one channel. With the one image in front: (1, 3, 3, 1).",
        {
            "The products of the channels are added up, so one channel is left.": (1, 3, 3, 5),
            "The axis of the images is missing: there is one, and the axis stays.": (3, 3, 1),
            "A 1×1 kernel fits on each of the nine pixels.": (1, 1, 1, 1),
        },
        secret=("(1, 3, 3, 1)",),
    ),
    "places": Question(
        "How many numbers come out?",
        1,
        "A 3×3 filter has one place in a 3×3 image, and there is one filter. So one number.",
        {
            "The channels are added up: they give one number together.": 5,
            "The filter is as large as the image, so it has one place only.": 9,
        },
        secret=("(1, 1, 1, 1)",),
    ),
    "products": Question(
        "How many products are added up for each?",
        45,
        "3 rows, 3 columns and 5 channels: 3·3·5 = 45 products.",
        {
            "That is one channel only. All five are added up.": 9,
            "That is one pixel only. The filter has nine.": 5,
            "Multiply 3·3·5; the parts are not added.": 14,
        },
        secret=("45",),
    ),
    "hand": Question(
        "Which nine products make the number at the bottom right, row by row?",
        [1, 0, 1, 4, 4, 0, 0, 0, 2],
        "The window is 1 0 1, 2 4 1, 1 0 2 and the kernel 1 0 1, 2 1 0, 0 0 1. The products are "
        "1 0 1, 4 4 0, 0 0 2, and their sum is 12.",
        {
            "That is the window itself. Multiply each of its numbers by the kernel's.": [
                *[1, 0, 1, 2, 4, 1, 1, 0, 2]
            ],
            "That is the window at the top left.": [4, 0, 1, 4, 1, 0, 0, 0, 4],
            "The kernel was flipped.": [1, 0, 0, 0, 4, 2, 1, 0, 2],
        },
        secret=("12 = 1·1", "1·1 + 0·0 + 1·1"),
        hint="The window begins in row 1, column 1.",
    ),
    "turned": Question(
        "And with the kernel flipped, what is the number at the top left?",
        10,
        "Flipped, the kernel is 1 0 0, 0 1 2, 1 0 1. On the first window that is 4·1 + 1·1 + 0·2 + "
        "1·1 + 2·0 + 4·1 = 10.",
        {
            "That is without flipping.": 14,
            "That is upside down only. Flip it left to right as well.": 11,
            "That is left to right only. Flip it upside down as well.": 7,
        },
        secret=("[[10.",),
        hint="Write the kernel down, its last row first, and each row from right to left.",
    ),
    "valid": Question(
        "Under VALID, which shape comes out of the 5×5 image?",
        (1, 3, 3, 1),
        "The middle of a 3×3 filter can stand on rows 1 to 3 and columns 1 to 3: 3×3 places. One "
        "image, one filter: (1, 3, 3, 1).",
        {
            "The five channels are added up, so one filter makes one channel.": (1, 3, 3, 5),
            "That is SAME. Under VALID the filter stays inside.": (1, 5, 5, 1),
        },
        _shape(5, 5, (3, 3), 5, 1, 1, False),
        secret=(".xxx.",),
    ),
    "corner": Question(
        "Under SAME on a corner, how many of the nine dot products lie in the image?",
        4,
        "The middle stands on the corner pixel. In the image are that pixel, its neighbour to the "
        "side, the one below, and the one between these: 4. The other five lie in the padding.",
        {
            "That is an edge. At a corner the filter sticks out on two sides.": 6,
            "All nine lie in the image only away from the edges.": 9,
            "Those are the ones in the padding.": 5,
        },
        secret=("4 dot products",),
    ),
    "stride": Question(
        "The 5×5 image, seven filters, SAME, stride 2: which shape?",
        (1, 3, 3, 7),
        "5 / 2 rounded up is 3. Each of the seven filters makes a channel: (1, 3, 3, 7).",
        {
            "Each filter adds up over the channels of the image: seven filters make seven.": (
                1,
                3,
                3,
                5,
            ),
            "Seven filters, not one, and each makes a channel.": (1, 3, 3, 1),
            "Under SAME the length is rounded up: 5 / 2 gives 3.": (1, 2, 2, 7),
        },
        _shape(5, 5, (3, 3), 5, 7, 2, True),
        secret=("(1, 3, 3, 7)",),
    ),
    "asked": Question(
        "An input [1, 10, 10, 10] with filters [2, 10, 10, 10], SAME, stride 2: which shape?",
        (1, 5, 5, 10),
        "10 / 2 = 5 along each axis: under SAME the filter's size does not matter. There are ten "
        "filters, so ten channels: (1, 5, 5, 10).",
        {
            "That is VALID along the width. Under SAME the size of the filter does not matter.": (
                1,
                5,
                1,
                10,
            ),
        },
        _shape(10, 10, (2, 10), 10, 10, 2, True),
        secret=("(1, 5, 5, 10)",),
    ),
    "lower": Question(
        "A 2×2 kernel of ones, SAME: what is the output at the bottom right?",
        2,
        "The extra row and column of padding are at the bottom and right. So the last window holds "
        "one real pixel, the 2: 2·1 + 0 + 0 + 0 = 2.",
        {
            "That is with the padding at the top and left. It goes to the bottom and right.": 7,
        },
        secret=("2 = 2·1",),
    ),
    "bias": Question(
        "The rows 14 6 and 6 12 get a bias of −10: which rows come out?",
        [[4, -4], [-4, 2]],
        "The bias is added to each: 14 − 10 = 4, 6 − 10 = −4, −4 again, and 12 − 10 = 2.",
        families=_with_bias,
        secret=("4. -4.", "-4 = 3·1"),
        hint="Each filter has one bias, the same in all places.",
    ),
    "holes": Question(
        "Dilation 2, a 6×6 image, a 3×3 kernel, VALID: which shape comes out?",
        (1, 2, 2, 1),
        "Three cells that lie two apart reach over 5 cells. In 6 cells there is room for 6 − 5 + 1 = "
        "2 of them: (1, 2, 2, 1).",
        {
            "That is without dilation. With holes the kernel reaches over 5 cells.": (1, 4, 4, 1),
            "The kernel reaches over 5 cells, not 6: there is a hole between two cells, and none "
            "at the end.": (1, 1, 1, 1),
        },
        secret=("shape (1, 2, 2, 1)",),
    ),
    "edge": Question(
        "What is the middle row of the 5×5 edge map?",
        [0, 0, 2, 0, 0],
        "In columns 0 and 1 the window holds only zeros, in 3 and 4 only ones: −1 + 1 − 1 + 1 = 0. "
        "In column 2 it holds 0 1 in both rows: 0 + 1 + 0 + 1 = 2.",
        {
            "The sign is wrong: −1 meets the dark side, 1 the bright one.": [0, 0, -2, 0, 0],
            "The kernel has two rows, and both find the edge.": [0, 0, 1, 0, 0],
            "That is one number too many: a 2×2 kernel has five places side by side.": [
                *[0, 0, 2, 0, 0, 0]
            ],
        },
        secret=("0. 0. 2. 0. 0.", "0 0 2 0 0"),
    ),
}
