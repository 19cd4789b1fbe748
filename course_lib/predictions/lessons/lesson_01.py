"""The questions of lesson 01: max pooling."""

from __future__ import annotations

import numpy as np

from ...mistakes import families as f
from ...mistakes import sliding as s
from ...mistakes.window_families import places
from ..question import Question


def _pooled(image, size, stride, same=False):
    changes = [*f.of_pooling(), *places(same)]
    return lambda: (s.pooled(image, size, stride, s.same if same else s.valid), changes)


def _counted(n):
    return np.arange(n * n).reshape(n, n)


QUESTIONS = {
    "default": Question(
        "Which four numbers come out?",
        [[5, 7], [13, 15]],
        "The windows are 0 1 4 5, then 2 3 6 7, then 8 9 12 13, then 10 11 14 15. The largest "
        "numbers are 5 and 7 in the first row, 13 and 15 in the second.",
        families=_pooled(_counted(4), 2, 2),
        secret=("5 7", "13 15", "5, 7", "max(0"),
        hint="The windows lie side by side: two in each row.",
    ),
    "six": Question(
        "What does MaxPool2D() make of the 6×6 image?",
        [[7, 9, 11], [19, 21, 23], [31, 33, 35]],
        "Each window has 2 rows and 2 columns, and its largest number is at its bottom right: 7, 9, "
        "11 in the rows 0 and 1, then 19, 21, 23, then 31, 33, 35.",
        families=_pooled(_counted(6), 2, 2),
        secret=("7 9 11", "19 21", "31 33"),
        hint="There are three windows in each row.",
    ),
    "three": Question(
        "And with pool_size=(3, 3)?",
        [[14, 17], [32, 35]],
        "The stride is 3, too, so two windows fit side by side. The bottom right of the first is in "
        "row 2, column 2: 2·6 + 2 = 14. Then 17, 32 and 35.",
        families=_pooled(_counted(6), 3, 3),
        secret=("14 17", "32 35"),
        hint="Where no stride is given, it is the size of the window.",
    ),
    "valid": Question(
        "The numbers 0 to 24 in 5×5: what comes out under VALID?",
        [[6, 8], [16, 18]],
        "Two windows fit along each axis; row 4 and column 4 are dropped. The bottom right corners "
        "are in row 1 and row 3, columns 1 and 3: 6, 8, 16, 18.",
        families=_pooled(_counted(5), 2, 2),
        secret=("6 8", "16 18"),
        hint="What is left over is dropped.",
    ),
    "same": Question(
        "And under SAME?",
        [[6, 8, 9], [16, 18, 19], [21, 23, 24]],
        "5 / 2 rounded up is 3, so the output is 3×3. The last window of a row has only column 4, "
        "the windows of the last row have only row 4: 9 and 19 at the right, 21, 23, 24 below.",
        families=_pooled(_counted(5), 2, 2, same=True),
        secret=("6 8 9", "16 18 19", "21 23 24"),
        hint="There is one more row and one more column of windows than under VALID.",
    ),
    "infinity": Question(
        "−∞ in the padding: which four numbers come out?",
        [[-1, -3], [-7, -9]],
        "The windows are −1 −2 −4 −5, then −3 −6, then −7 −8, then −9 alone. The padding never "
        "wins, so the largest are −1, −3, −7, −9.",
        {
            "Among negative numbers the largest is the one closest to 0.": [[-5, -6], [-8, -9]],
            "That is 0 in the padding. Under max pooling it is −∞, and never wins.": [
                [-1, 0],
                [0, 0],
            ],
        },
        _pooled(-np.arange(1.0, 10).reshape(3, 3), 2, 2, same=True),
        secret=("-1. -3", "-1 -3", "-1, -3", "-7. -9"),
        hint="Write down the real cells of each window.",
    ),
    "zeros": Question(
        "And with 0 in the padding?",
        [[-1, 0], [0, 0]],
        "The first window has no padding: −1. Each of the others has a 0 in it, which is larger than "
        "any negative number: 0, 0, 0.",
        {
            "Those are the numbers with −∞. A 0 is larger than a negative number, so it wins.": [
                [-1, -3],
                [-7, -9],
            ],
            "The first window lies wholly in the image: there is no 0 in it.": [[0, 0], [0, 0]],
        },
        secret=("[-1. 0.]", "[0. 0.]"),
        hint="Which windows reach into the padding?",
    ),
    "batch": Question(
        "Two 4×4 images of one channel: which shape comes out?",
        (2, 2, 2, 1),
        "Images and channels stay as many as they are: 2 and 1. Height and width are halved. So the "
        "shape is (2, 2, 2, 1).",
        {
            "Each image is pooled alone, so as many come out as go in.": (1, 2, 2, 1),
            "Height and width are halved: the windows are 2×2 and lie side by side.": (2, 4, 4, 1),
            "One channel goes in, so one comes out; the last axis is the channels.": (2, 2, 2, 2),
            "The axis of the channels is missing. It stays, also where there is one channel.": (
                2,
                2,
                2,
            ),
        },
        secret=("(2, 2, 2, 1)",),
    ),
    "channel": Question(
        "Three channels filled with 0 to 47: what is channel 0 of the output?",
        [[15, 21], [39, 45]],
        "Channel 0 is 0 3 6 9, 12 15 18 21, 24 27 30 33, 36 39 42 45. The bottom right of each "
        "window is the largest: 15 and 21, 39 and 45.",
        {
            "That is the first channel if the numbers were laid out one channel after another. The "
            "last axis runs fastest: channel 0 holds every third number.": [[5, 7], [13, 15]],
            "The channels were mixed: that is the largest number of all three. Each channel is "
            "pooled alone.": [[17, 23], [41, 47]],
            "Height and width are swapped.": [[15, 39], [21, 45]],
        },
        _pooled(3 * _counted(4), 2, 2),
        secret=("15 21", "39 45"),
        hint="Write channel 0 down first: 0, 3, 6, 9, and so on.",
    ),
    "nines": Question(
        "How often does 9 appear, with 3×3 windows and stride 1?",
        4,
        "A 3×3 window has 2·2 places in a 4×4 image. The 9 stands in row 1, column 1, which lies in "
        "all of them. So it wins four times.",
        {
            "Windows overlap, so one number can win in several of them.": 1,
            "There are four places for a 3×3 window in a 4×4 image: two along each axis.": 9,
            "That counts one direction only. The window moves down as well.": 2,
        },
        secret=("9 9",),
    ),
    "fits": Question(
        "Under VALID, how many windows fit in w columns?",
        "(w − size) // stride + 1",
        "The first window starts in column 0. The last one that fits starts at w − size at the "
        "latest. Between them one starts every stride columns: (w − size) // stride + 1.",
        {
            "With w = size that gives 0, but one window fits.": "(w − size) // stride",
            "That is right only where windows lie side by side without overlap.": "w // size",
            "That is the length under SAME, where windows may stick out.": "w / stride, rounded up",
        },
        choices=(
            "w // size",
            "(w − size) // stride",
            "(w − size) // stride + 1",
            "w / stride, rounded up",
        ),
        secret=("w - size",),
    ),
    "mean": Question(
        "Which four means come out?",
        [[2, 3.5], [6.5, 8]],
        "(0 + 1 + 3 + 4) / 4 = 2. At the right only 2 and 5 are real: 3.5. Below, 6 and 7: 6.5. The "
        "last window holds 8 alone.",
        {
            "The padding was counted. The sum is divided by the number of real cells.": [
                [2, 1.75],
                [3.25, 2],
            ],
            "Those are the largest numbers. The mean is asked for.": [[4, 5], [7, 8]],
        },
        secret=("3.5", "6.5"),
        hint="Divide by the number of real cells.",
    ),
    "integers": Question(
        "Max pooling of integers gives …",
        "integers",
        "The largest of some integers is one of them, so integers come out. A mean is seldom an "
        "integer: avg_pool2d wants floats, and says so.",
        {
            "The largest of some integers is one of them. Nothing is computed that could make a "
            "fraction.": "floats",
            "That is average pooling, which cannot give the mean of integers as an integer.": (
                "an error"
            ),
        },
        choices=("integers", "floats", "an error"),
        secret=("holds integers", "stay integers"),
    ),
}
