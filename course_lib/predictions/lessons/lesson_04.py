"""The questions of lesson 04: from windows to one matrix product."""

from __future__ import annotations

from ..question import Question

QUESTIONS = {
    "rows": Question(
        "How many rows has the matrix of the filters (2, 2, 2, 3)?",
        8,
        "Each filter becomes one column. It holds kh·kw·c_in numbers: 2·2·2 = 8 rows.",
        {
            "That is how many columns there are: one for each filter.": 3,
            "That is all numbers. They are shared out to three columns.": 24,
            "Each pixel of the kernel has two channels: kh·kw·c_in.": 4,
        },
        secret=("(8, 3)", "8"),
    ),
    "row": Question(
        "Row 1, column 0, channel 1 of a filter: in which row of the matrix is it?",
        5,
        "(i·kw + j)·c_in + c = (1·2 + 0)·2 + 1 = 5: the row above holds 2 pixels with 2 channels, "
        "that is 4 numbers, then comes channel 0, then channel 1. Counting begins with 0.",
        {
            "Counting begins with 0.": 6,
            "Each pixel has two numbers, one for each channel.": 3,
        },
        secret=("row 5", "[ 2. 0. -2.]"),
    ),
    "patches": Question(
        "One 3×4 image with 2 channels, 2×2 windows, stride 1, VALID: which shape do its patches have?",
        (1, 2, 3, 8),
        "A 2×2 window has 2 places along 3 rows and 3 along 4 columns. Each patch holds 2·2·2 = 8 "
        "numbers: (1, 2, 3, 8).",
        {
            "Rows and columns are mixed up: the image has 3 rows and 4 columns.": (1, 3, 2, 8),
            "A patch holds the numbers of all channels: 2·2·2.": (1, 2, 3, 4),
            "Under VALID there is a place less along each axis.": (1, 3, 4, 8),
            "A patch is one row of numbers, on one axis.": (1, 2, 3, 2, 2, 2),
        },
        secret=("(1, 2, 3, 8)",),
    ),
    "product": Question(
        "What is the shape of patches @ matrix?",
        (1, 2, 3, 3),
        "@ adds up over the 8, and leaves the rest: (1, 2, 3) of the patches, 3 columns of the "
        "matrix: (1, 2, 3, 3).",
        {
            "The 8 are added up: they are gone in the product.": (1, 2, 3, 8, 3),
            "The last axis is that of the columns, and there are three filters.": (1, 2, 3, 8),
            "That is the product as one matrix. The places keep their axes.": (6, 3),
        },
        secret=("(1, 2, 3, 3)",),
    ),
    "patch": Question(
        "The patches as 6 rows, counted from 0: which of them gives the output at row 1, column 0?",
        3,
        "Row 0 of the output has three places, columns 0 to 2: patches 0, 1, 2. Then comes row 1, "
        "column 0: patch 3.",
        {
            "Counting begins with 0.": 4,
            "Each row of the output has three places, not two.": 2,
            "That is the place below the first column by column; patches go row by row.": 1,
        },
        secret=("1,0 with column 1", "patch 3"),
    ),
    "held": Question(
        "For all outputs, how many products does the element-wise way hold at once?",
        144,
        "One for each output and each number of its patch: 6 places, 3 filters, 8 products each, "
        "6·3·8 = 144.",
        {
            "That is how many outputs there are. Each has 8 products.": 18,
            "That is one filter only. There are three.": 48,
            "That is one place only. There are six.": 24,
        },
        secret=("144",),
    ),
    "order": Question(
        "Patches channel by channel, filters as they were: what happens?",
        "wrong numbers, and no warning",
        "The shapes agree, so NumPy multiplies. But each number meets the wrong weight. The filters "
        "must be laid out in the same order as the patches.",
        {
            "The shapes agree: there are 8 numbers on both sides. So NumPy sees no error.": "an error",
            "Each number now meets another weight, so the sum is another.": "the right numbers",
        },
        choices=("an error", "the right numbers", "wrong numbers, and no warning"),
        secret=("right? False", "no complaint"),
    ),
    "digits": Question(
        "How many products does it hold at once, for one filter?",
        19600,
        "Under SAME with stride 1 there are 28·28 = 784 patches, with 5·5 = 25 products each: 19600.",
        {
            "That is how many patches there are. Each has 25 products.": 784,
            "Under SAME there is a patch for each pixel: 28·28, not 24·24.": 14400,
            "That is all eight filters. It goes filter by filter.": 156800,
        },
        secret=("19600",),
    ),
    "factor": Question(
        "From 3×3 to 31×31: by what factor do the multiplications of GEMM grow?",
        107,
        "One multiplication for each output and each weight of its filter. The outputs stay, the "
        "weights grow from 9 to 961 for each channel: 961 / 9 = 106.8, about 107.",
        {
            "Kernels have two sides: it is the square of 31 / 3.": 10.3,
            "That is how many weights there are. Divide by the nine there were.": 961,
        },
        digits=3,
        secret=("107", "201.8"),
    ),
    "from": Question(
        "From which size on does the Fourier way need fewer multiplications? Guess.",
        "7×7",
        "At 5×5 both need about as many, 5.25 and 5.38 million. At 7×7 GEMM needs 10.3 million, the "
        "Fourier way 5.8. So of these sizes, 7×7 is the first.",
        {
            "With so few weights, transforming costs more than multiplying.": "3×3",
            "Nearly: 5.25 million by GEMM, 5.38 by the Fourier way.": "5×5",
            "There it needs a sixth already.": "15×15",
            "There it needs a sixteenth already.": "31×31",
        },
        choices=("3×3", "5×5", "7×7", "15×15", "31×31"),
        secret=("10.29",),
    ),
    "fastest": Question(
        "5×5 kernels: which way is the fastest?",
        "GEMM",
        "Products of matrices are what computers do fastest, so GEMM wins at this size. The loops "
        "are far the slowest, because Python handles each product by itself.",
        {
            "Python handles each product by itself: that is far the slowest.": "loops",
            "It multiplies without copying, but not by the fastest routine.": "windows",
            "With kernels this small the transforms cost more than they save.": "Fourier",
        },
        choices=("loops", "windows", "GEMM", "Fourier"),
        secret=("GEMM is the fastest here",),
    ),
}
