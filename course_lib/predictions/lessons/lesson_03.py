"""The questions of lesson 03: what is inside Conv2D."""

from __future__ import annotations

import numpy as np

from ...mistakes import families as f
from ...mistakes import sliding as s
from ...mistakes.window_families import places
from ..question import Question

GIVEN = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
GIVEN_KERNEL = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]


def _first_output():
    def first(out):
        return out[0, 0, 0, 0]

    images, filters = np.reshape(GIVEN, (1, 5, 5, 1)), np.reshape(GIVEN_KERNEL, (3, 3, 1, 1))
    slide = s.convolved(images, filters, form=first)
    return slide, [*f.of_convolution("kernel"), *places(False)]


QUESTIONS = {
    "same": Question(
        "Two layers are made alike and get the same image. Do they give the same numbers?",
        "No",
        "Each layer draws random numbers for its kernel when it is first called. So two layers that "
        "are made alike hold different kernels, and give different numbers.",
        {
            "The image is the same, but each layer draws a kernel of its own, at random.": "Yes",
        },
        choices=("Yes", "No"),
        secret=("same numbers? False",),
    ),
    "quarters": Question(
        "Four quarters and the bias 3: what is the first row of the output?",
        [5.5, 6.5, 7.5],
        "The first window is 0 1 4 5. A quarter of each, added up, is their mean, 2.5; plus 3 is "
        "5.5. One step to the right each number is larger by 1, and so is the mean: 6.5, then 7.5.",
        {
            "The bias is missing: add 3 to each.": [2.5, 3.5, 4.5],
            "Each number counts a quarter: divide the sum by 4.": [13, 17, 21],
            "The bias was added four times. It is added once, to the sum.": [14.5, 15.5, 16.5],
            "The window moves by 1, so there are three in a row.": [5.5, 7.5],
        },
        secret=("5.5 6.5 7.5", "5.5 6.5"),
        hint="What do you call a quarter of the sum of four numbers?",
    ),
    "second-image": Question(
        "Two 5×5 images hold 0 to 24 and 25 to 49. What is the first number of the second output?",
        31,
        "The first window of the second image is 25 26 30 31. Its mean is 28, plus 3 is 31.",
        {
            "The bias is missing: add 3.": 28,
            "That is the first image. The second begins with 25.": 6,
            "In a 5×5 image the row below begins with 30: the window is 25 26 30 31.": 30.5,
        },
        secret=("[[31.", "6.0 31.0"),
    ),
    "before": Question(
        "What does layer.weights hold before the first call?",
        "nothing: an empty list",
        "The kernel has the shape (kh, kw, c_in, c_out). How many channels the images have, c_in, "
        "the layer learns from the first image it sees. Before that it has no weights: [].",
        {
            "The layer cannot know the shape yet: c_in comes from the first image.": (
                "a random kernel and a bias of 0"
            ),
            "Not even zeros: the layer cannot know how many channels the images have.": (
                "a kernel of zeros"
            ),
        },
        choices=(
            "a random kernel and a bias of 0",
            "a kernel of zeros",
            "nothing: an empty list",
        ),
        secret=("[] [(3, 3, 1, 1)",),
    ),
    "given": Question(
        "With this kernel and bias 0, what is the output at the top left?",
        12,
        "The window is 3 3 2, 0 0 1, 3 1 2. Times the kernel: 3·1 + 2·2 = 7, then 0, then 1·1 + 2·2 "
        "= 5. Together 12.",
        families=_first_output,
        secret=("[[12.",),
        hint="The window is 3 3 2, 0 0 1, 3 1 2.",
    ),
    "relu-shape": Question(
        "Four 2×2 filters on a 2×2 image: which shape comes out?",
        (1, 1, 1, 4),
        "A 2×2 filter has one place in a 2×2 image. Each of the four filters makes a channel: "
        "(1, 1, 1, 4).",
        {
            "A 2×2 filter has one place in a 2×2 image.": (1, 2, 2, 4),
            "Four filters make four channels: the last axis.": (4, 1, 1, 1),
            "Each filter makes a channel.": (1, 1, 1, 1),
        },
        secret=("(1, 1, 1, 4)",),
    ),
    "relu-zero": Question(
        "Which filter's output does relu set to 0?",
        "filter 3",
        "Its weights in row 1, −0.52 and −0.36, meet the large numbers 2 and 3, so its sum is "
        "negative: 0.51 − 1.04 − 1.09 = −1.6. relu makes it 0. The other three sums are positive.",
        {
            "Its negative weights are small, and the large numbers 2 and 3 meet positive ones.": (
                "filter 0"
            ),
            "All its weights are positive.": "filter 1",
            "Its one negative weight meets the 1. Those that meet 2 and 3 are positive.": "filter 2",
        },
        choices=("filter 0", "filter 1", "filter 2", "filter 3"),
        secret=("-1.61539",),
    ),
    "ones": Question(
        "A 2×2 filter holds 0.5, −0.25, 1 and 0.25. What comes out for an image of ones, bias 0?",
        1.5,
        "Each weight is multiplied by 1, and they are added up: 0.5 − 0.25 + 1 + 0.25 = 1.5.",
        {
            "The sum is not divided: a convolution adds up.": 0.375,
            "One weight is negative: it is taken away.": 2,
            "The filter has four weights, and each meets a 1.": 1,
        },
        secret=("1.5", "sum of its filter"),
    ),
    "colours": Question(
        "Three channels, four 2×2 filters: what is the shape of the kernel?",
        (2, 2, 3, 4),
        "(kh, kw, c_in, c_out): 2 and 2, three channels in, four filters: (2, 2, 3, 4).",
        {
            "The order is (kh, kw, c_in, c_out): channels of the image first, filters last.": (
                2,
                2,
                4,
                3,
            ),
            "Each filter has a kernel for each channel of the image, which now has three.": (
                2,
                2,
                1,
                4,
            ),
            "That is PyTorch's order. TensorFlow's is (kh, kw, c_in, c_out).": (4, 3, 2, 2),
        },
        secret=("(2, 2, 3, 4)",),
    ),
    "added": Question(
        "How many weights are added up for one output?",
        12,
        "A filter has 2·2 weights for each of the three channels: 12.",
        {
            "That is one channel. All three are added up.": 4,
            "That is all four filters. Each makes its own output.": 48,
            "The bias is no weight of the kernel, and 0 here.": 13,
        },
        secret=("= 12 weights",),
    ),
    "count": Question(
        "How many parameters has a layer with 30 filters of 2×2 on 30 channels?",
        3630,
        "Each filter has 2·2·30 = 120 weights and one bias: 121. Times 30 filters: 3630.",
        {
            "The biases are missing: one for each filter.": 3600,
            "That is on one channel. Here each filter has 30.": 150,
            "One bias for each filter, not one for the layer.": 3601,
        },
        secret=("3630",),
    ),
    "limit": Question(
        "Which kernel has the larger limit?",
        "(2, 2, 1, 4)",
        "fan-in and fan-out are 4 and 16 for (2, 2, 1, 4), 12 and 16 for (2, 2, 3, 4). The limit is "
        "the root of 6 / 20 and of 6 / 28, so the first is larger. Fewer numbers enter each output, "
        "so each weight may be larger.",
        {
            "More channels mean more numbers in each sum, so each weight must be smaller.": (
                "(2, 2, 3, 4)"
            ),
            "fan-in is 4 for the one, and 12 for the other, so the limits differ.": (
                "they are equal"
            ),
        },
        choices=("(2, 2, 1, 4)", "(2, 2, 3, 4)", "they are equal"),
        secret=("0.547723",),
    ),
}
