"""The questions of lesson 09: the same numbers elsewhere."""

from __future__ import annotations

from ..question import Question

BY_CHANNEL = [*range(0, 12, 2), *range(1, 12, 2)]

QUESTIONS = {
    "channel": Question(
        "The image is turned to NCHW. What is channel 0, in two rows of three numbers?",
        [[0, 2, 4], [6, 8, 10]],
        "Each pixel holds two numbers in a row, one for each channel: 0 1, then 2 3, and so on. "
        "Channel 0 is the first of each pair: 0 2 4 and 6 8 10.",
        {
            "Those are the first six numbers in memory, which reshape would put there. They belong "
            "to both channels.": [[0, 1, 2], [3, 4, 5]],
            "That is channel 1: the second number of each pixel.": [[1, 3, 5], [7, 9, 11]],
        },
        secret=("Row 0: 0, 2, 4", "0, 2, 4 and 6"),
        hint="The last axis counts the channels, so the two numbers of a pixel are neighbours.",
    ),
    "place": Question(
        "At which place does PyTorch keep the small kernel [:, :, 1, 0]? Its two indices, please.",
        [0, 1],
        "It is the small kernel of input channel 1 and output channel 0. PyTorch has the output "
        "channel first: [0, 1].",
        {"PyTorch has the output channel first, then the input channel.": [1, 0]},
        secret=("1, 0] → [0, 1]", "stands at [0, 1]"),
        hint="PyTorch's order is (c_out, c_in, kh, kw).",
    ),
    "ways": Question(
        "Which way to port the kernel gives all outputs right?",
        "turned",
        "Neither framework flips the kernel, so each small kernel stays as it is, and only its place "
        "changes: transpose(3, 2, 0, 1) and nothing else.",
        {
            "No framework flips the kernel: both lay it on the image as it is. So there is nothing "
            "to flip between them.": "turned and flipped",
            "reshape cuts the numbers anew, in the order of memory. The axes must be moved.": (
                "reshaped only"
            ),
            "Rows stay rows in both frameworks: kh comes before kw.": "rows and columns swapped",
        },
        choices=("turned", "turned and flipped", "reshaped only", "rows and columns swapped"),
        secret=("36 of 36",),
    ),
    "depthwise": Question(
        "A depthwise kernel (1, 2, 2, 3) holds 0, 1, 2, … Which two numbers are output channel 4 in "
        "PyTorch?",
        [4, 10],
        "4 = 1·3 + 1: input channel 1, filter 1. Its numbers are depthwise[0, :, 1, 1]: 4 in column "
        "0, and 10 in column 1.",
        {
            "With reshape alone these stand there. They belong to two different filters.": [8, 9],
            "That is channel by filter, m·c_in + c. In both frameworks it is c·mult + m.": [2, 8],
            "That is output channel 3: counting begins with 0.": [3, 9],
        },
        secret=("output channel 4: 4.0 10.0", "4 and 10"),
        hint="Which input channel and which filter make output channel 4? There are 3 filters each.",
    ),
    "transposed": Question(
        "3×3 stamps make 5 channels of 7. Which shape has the kernel in PyTorch's ConvTranspose2d?",
        (7, 5, 3, 3),
        "(c_in, c_out, kh, kw): seven channels in, five out: (7, 5, 3, 3). Keras has (3, 3, 5, 7).",
        {
            "That is the order of Conv2d. ConvTranspose2d has the input channels first.": (
                5,
                7,
                3,
                3,
            ),
            "That is Keras's order, (kh, kw, c_out, c_in).": (3, 3, 5, 7),
            "PyTorch has the channels first, then rows and columns.": (3, 3, 7, 5),
        },
        secret=("(7, 5, 3, 3)",),
    ),
    "flattened": Question(
        "The image of 0 … 11 is turned to NCHW and flattened. In which order do its numbers come?",
        BY_CHANNEL,
        "First all of channel 0, 0 2 4 6 8 10, then all of channel 1, 1 3 5 7 9 11.",
        {
            "That is NHWC: pixel by pixel. NCHW goes channel by channel.": [*range(12)],
            "That is channel 1 first. Counting begins with channel 0.": [
                *BY_CHANNEL[6:],
                *BY_CHANNEL[:6],
            ],
        },
        secret=("0 2 4 6 8 10 1",),
        hint="NCHW: all numbers of channel 0 come first.",
    ),
    "rows": Question(
        "The dense kernel is ported in three ways. With which does the network answer as before?",
        "rows turned, then transposed",
        "The row for number 2 is row 2 in NHWC, and row 1 in NCHW. matrix[order] takes row 2 to "
        "place 1, and so on; then Linear wants it transposed.",
        {
            "Then the rows still come pixel by pixel, and the numbers channel by channel.": (
                "only transposed"
            ),
            "Each row must go to where its number now comes. This is the way back.": (
                "rows turned the wrong way, then transposed"
            ),
        },
        choices=(
            "only transposed",
            "rows turned, then transposed",
            "rows turned the wrong way, then transposed",
        ),
        secret=("turned too: 0.5902",),
    ),
    "first": Question(
        "What is the first number with SAME, and what is it with padding=1? Two numbers.",
        [35, 7],
        "Under SAME the first window begins in the corner of the image: 0·1 + 2·1 + 6·2 + 7·1 + 14·1 "
        "= 35. With padding=1 it begins one row above and one column to the left; the image meets "
        "only 1 0 and 0 1: 0·1 + 1·0 + 6·0 + 7·1 = 7.",
        {
            "SAME adds one row and one column here, at the bottom and at the right. So its first "
            "window begins in the corner of the image.": [7, 7],
            "padding=1 puts a row above and a column to the left, so its first window begins there.": (
                [35, 35]
            ),
            "They are swapped: SAME begins in the corner of the image.": [7, 35],
        },
        secret=("35. 47. 35.", "7. 13. 21."),
        hint="Where does the first window begin? Write its nine pixels down; padding is 0.",
    ),
    "pad": Question(
        "Which four numbers must F.pad be given for an image of 6×7 pixels?",
        [1, 1, 0, 1],
        "The last axis comes first. Seven columns give 4 windows: (4 − 1)·2 + 3 − 7 = 2, one on each "
        "side. Six rows give 3 windows: (3 − 1)·2 + 3 − 6 = 1, at the bottom. So 1 1 0 1.",
        {
            "F.pad begins with the last axis: left and right, then top and bottom.": [0, 1, 1, 1],
            "That is padding=1. Six rows need one row of padding, at the bottom.": [1, 1, 1, 1],
            "That is 6×6. Seven columns need two columns of padding.": [0, 1, 0, 1],
            "The odd row goes to the bottom, not to the top.": [1, 1, 1, 0],
        },
        secret=("(1, 1, 0, 1)",),
        hint="How many windows do 7 columns give with stride 2, and how many columns do they need?",
    ),
    "shift": Question(
        "In which direction is PyTorch's picture shifted?",
        "up and to the left",
        "PyTorch cuts 4 rows and columns at the beginning, SAME only 2. What stood in row 4 comes to "
        "row 0, not to row 2: up and to the left by two.",
        {
            "More is cut at the beginning, so everything comes nearer to it.": (
                "down and to the right"
            ),
            "Rows and columns are cut alike, so the picture moves along both.": "to the left only",
        },
        choices=("up and to the left", "down and to the right", "to the left only"),
        secret=("moved up and to the left",),
    ),
    "thirteen": Question(
        "padding=2 and no output_padding: how many rows does PyTorch make of 3?",
        13,
        "(3 − 1)·4 − 2·2 + 9 = 13.",
        {
            "That is what Keras makes. PyTorch cuts 2 at both ends: 17 − 2·2.": 12,
            "padding=2 cuts at both ends.": 15,
            "That is without any cut.": 17,
            "That is padding=4.": 9,
        },
        secret=("(13, 13)",),
        hint="17 rows are stamped. How many does padding=2 cut?",
    ),
    "mean": Question(
        "One batch has the mean 5. The moving mean after it, from 0: in Keras, then in PyTorch?",
        [0.05, 0.5],
        "Keras keeps 0.99 of the old: 0.99·0 + 0.01·5 = 0.05. PyTorch takes 0.1 of the new: 0.9·0 + "
        "0.1·5 = 0.5.",
        {
            "Keras's momentum is what is kept: 0.01 of the new mean comes in.": [4.95, 0.5],
            "PyTorch's momentum is what is taken of the new mean.": [0.05, 4.5],
            "Keras's momentum is what is kept, PyTorch's is what is taken.": [4.95, 4.5],
            "They are swapped: PyTorch takes more of each batch.": [0.5, 0.05],
        },
        secret=("0.05 and 0.5",),
    ),
    "width": Question(
        "Which two numbers does Keras 3.15 put in the first row of channel 0?",
        [9, 9.5],
        "Nine ones give 9. Keras adds the biases 0 and 0.5 along the two columns: 9 and 9.5. Right is "
        "9 and 9, since the bias of channel 0 is 0.",
        {
            "That is right by hand. Keras adds the biases along the width.": [9, 9],
            "That is channel 1 by hand. Keras adds the biases along the width.": [9.5, 9.5],
        },
        secret=("Keras [9. 9.5]",),
    ),
}
