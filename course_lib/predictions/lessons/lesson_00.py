"""The questions of *Start here*."""

from __future__ import annotations

import numpy as np

from ...mistakes import families as f
from ...mistakes import sliding as s
from ...mistakes.window_families import places
from ..question import Question

IMAGE = np.array([[4, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]], float)
KERNEL = np.array([[1, 0, 1], [2, 1, 0], [0, 0, 1]], float)


def _all_four():
    return s.correlated(IMAGE, KERNEL), [*f.of_convolution("kernel"), *places(False)]


QUESTIONS = {
    "corner": Question(
        "What is the sum of the nine products at the top left?",
        14,
        "Multiply what lies on each other: 4·1 + 3·0 + 1·1, then 2·2 + 1·1 + 0·0, then 1·0 + 2·0 "
        "+ 4·1. Added up: 5 + 5 + 4 = 14.",
        {
            "The kernel was flipped: its last number met the first one of the image. It is laid "
            "on the image as it is.": 10,
            "That is the sum of the window. Each number is first multiplied by the one that lies "
            "on it.": 18,
            "That is the sum of the kernel. Each of its numbers is multiplied by what lies under "
            "it.": 6,
            "The products of the first row are missing.": 9,
        },
        secret=("14",),
        hint="Write the nine products down, row by row. Four of them are 0.",
    ),
    "all-four": Question(
        "Which four numbers come out?",
        [[14, 6], [6, 12]],
        "One step to the right the window is 3 1 0, 1 0 1, 2 4 1, and the sum 3·1 + 0·1 + 1·2 + "
        "0·1 + 1·1 = 6. One step down: 2·1 + 0·1 + 1·2 + 2·1 + 0·1 = 6. Both: 1·1 + 1·1 + 2·2 + "
        "4·1 + 2·1 = 12. So the rows are 14 6 and 6 12.",
        families=_all_four,
        secret=("14, 6", "14. 6", "6, 12", "6 12", "6. 12"),
        hint="Move the kernel one step, and multiply anew.",
    ),
}
