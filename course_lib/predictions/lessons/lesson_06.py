"""The questions of lesson 06: transposed convolution."""

from __future__ import annotations

import numpy as np

from ...mistakes import stamping as st
from ...mistakes.stamp_families import stampings
from ..question import Question

SMALL = np.array([[1.0, 2], [3, 4]])


def _two_stamps():
    return st.stamped(np.array([[1.0, 10]]), SMALL, 1), stampings("kernel")


QUESTIONS = {
    "met": Question(
        "67 came out at the top left. Which number of the kernel did −67 meet there?",
        -1,
        "67 = (−67)·(−1). So the corner of the image met the same corner of the kernel: nothing was "
        "flipped.",
        {
            "(−67)·(−9) is 603, which they expected. But 67 came out.": -9,
            "(−67)·1 is −67. The sign changed, so the number was negative.": 1,
        },
        secret=("67 = (-67)·(-1)",),
    ),
    "stamp": Question(
        "Which stamp does 5 make with the kernel 1 2; 3 4?",
        [[5, 10], [15, 20]],
        "Each number of the kernel times 5: 5 10 in the first row, 15 20 in the second.",
        {
            "The kernel was flipped. It is stamped as it is.": [[20, 15], [10, 5]],
            "Multiply by 5, do not add it.": [[6, 7], [8, 9]],
        },
        secret=("5. 10.", "5 10"),
    ),
    "two-stamps": Question(
        "The image 1 10, one row of two pixels, stride 1: which two rows come out?",
        [[1, 12, 20], [3, 34, 40]],
        "1 stamps 1 2 and 3 4 at the left. 10 stamps 10 20 and 30 40 one column further. They "
        "overlap in the middle column and are added: 2 + 10 = 12, 4 + 30 = 34.",
        families=_two_stamps,
        secret=("1. 12.", "12, 20"),
        hint="Where the two stamps overlap, add.",
    ),
    "under-two": Question(
        "How many cells of the 5×5 output lie under exactly two stamps?",
        8,
        "Row 2 and column 2 lie under two stamps each, but where they cross, in the middle, there "
        "are four. So 4 + 4 = 8 cells.",
        {
            "Where row 2 and column 2 cross, four stamps lie on each other.": 9,
            "That is the row only, or the column only.": 4,
            "Stamps are 3 wide and 2 apart, so they overlap in one row and one column.": 0,
        },
        secret=("8 cells", "Row 2 and column 2"),
    ),
    "middle": Question(
        "In the middle, which numbers of the kernel do −67, −77, −117 and −127 meet?",
        [-9, -7, -3, -1],
        "The middle is the bottom right corner of the first stamp: −9. Of the second, which begins "
        "two columns further, it is the bottom left: −7. Then the top right, −3, and the top left, "
        "−1.",
        {
            "Stamps are not flipped: the first covers the middle with its bottom right corner.": [
                *[-1, -3, -7, -9]
            ],
            "The middle of a stamp does not lie there: the first begins in row 0, column 0, and "
            "covers rows 0 to 2.": [-5, -5, -5, -5],
        },
        secret=("-9, -7", "(-67)·(-9) + "),
        hint="Which corner of each stamp lies on the cell in the middle?",
    ),
    "size": Question(
        "With stride 3, how many rows has the output of the 2×2 image?",
        6,
        "The last stamp begins at row (h − 1)·stride = 3 and has 3 rows: 6.",
        {
            "That is stride 2.": 5,
            "The last stamp begins at row (h − 1)·stride, and the kernel has 3 rows.": 9,
            "Here a larger stride gives a larger output.": 1,
        },
        secret=("(6, 6)",),
    ),
    "turn": Question(
        "What must be done with the kernel before step 3?",
        "turned upside down, and left to right",
        "The window at the top left must give 67 = (−67)·(−1), so the −1 must be at the bottom right "
        "of the kernel: turned both ways.",
        {
            "As it is, −67 meets −9 at the top left, and 603 comes out.": "nothing",
            "Then −67 would meet −3 at the top left. It must meet −1.": "turned upside down",
            "Then −67 would meet −7 at the top left. It must meet −1.": "turned left to right",
        },
        choices=(
            "nothing",
            "turned upside down",
            "turned left to right",
            "turned upside down, and left to right",
        ),
        secret=("25 of 25",),
    ),
    "sizes": Question(
        "Which of the sizes 5, 6 and 7 does the convolution (3×3, stride 2, VALID) take to 2?",
        [5, 6],
        "(5 − 3) // 2 + 1 = 2 and (6 − 3) // 2 + 1 = 2, but (7 − 3) // 2 + 1 = 3.",
        {
            "6 as well: what is left over is dropped.": [5],
            "7 has room for three windows.": [5, 6, 7],
        },
        secret=("from 5 to 2",),
        hint="How many windows fit into 5, 6 and 7 cells?",
    ),
    "kept": Question(
        "Under SAME, with 3×3 as the output: which rows of the 5×5 result are left?",
        [1, 2, 3],
        "From 3×3 the convolution needs two cells of padding along each axis, one on each side. What "
        "lies in the padding is cut off: rows 0 and 4 are gone, 1 to 3 are left.",
        {
            "Two cells of padding are one on each side, so one row is cut off above.": [0, 1, 2],
            "Two cells of padding are one on each side, so one row is cut off below.": [2, 3, 4],
        },
        secret=("row 1, column 1",),
        hint="Where is the padding of the convolution, when it is two cells?",
    ),
    "filters": Question(
        "Input (1, 4, 7, 3), 5 output channels, 3×3 kernels: what shape have the filters?",
        (3, 3, 5, 3),
        "(kh, kw, c_out, c_in): 3 and 3, five channels out, three in: (3, 3, 5, 3).",
        {
            "That is the order of conv2d. Here it is (kh, kw, c_out, c_in).": (3, 3, 3, 5),
        },
        secret=("(3, 3, 5, 3)",),
    ),
    "valid-shape": Question(
        "And the output under VALID, with stride 2?",
        (1, 9, 15, 5),
        "(4 − 1)·2 + 3 = 9 rows and (7 − 1)·2 + 3 = 15 columns, 5 channels: (1, 9, 15, 5).",
        {
            "That is SAME: h·stride and w·stride.": (1, 8, 14, 5),
            "Rows and columns are mixed up: the input has 4 rows and 7 columns.": (1, 15, 9, 5),
            "The last axis is that of the output channels.": (1, 9, 15, 3),
        },
        secret=("(1, 9, 15, 5)",),
    ),
    "checkers": Question(
        "Kernel 3×3, stride 2, image 4×4: what are the counts in row 0?",
        [1, 1, 2, 1, 2, 1, 2, 1, 1],
        "The stamps begin at columns 0, 2, 4 and 6 and are 3 wide. Columns 2, 4 and 6 lie under two, "
        "the others under one: 1 1 2 1 2 1 2 1 1.",
        {
            "Those are the counts of row 2, where two rows of stamps overlap.": [
                *[2, 2, 4, 2, 4, 2, 4, 2, 2]
            ],
            "That is the kernel 4×4.": [1, 1, 2, 2, 2, 2, 2, 2, 1, 1],
        },
        secret=("1, 1, 2, 1, 2",),
        hint="Four stamps, 3 wide, begin at columns 0, 2, 4 and 6.",
    ),
    "even": Question(
        "With which kernel are all counts away from the edge the same?",
        "4×4",
        "A stamp of 4 cells moved by 2 meets its neighbour everywhere: away from the edge each cell "
        "lies under two. A stamp of 3 cells meets it in every other cell only.",
        {"A stamp of 3 cells moved by 2 meets its neighbour in every other cell only.": "3×3"},
        choices=("3×3", "4×4"),
        secret=("2, 2, 4, 4, 4, 4",),
    ),
}
