"""The questions of the appendix on random numbers."""

from __future__ import annotations

from ..question import Question

QUESTIONS = {
    "product": Question(
        "In block 0 the counter is (0, 0, the draw's mark, 0). Which product of round 1 is 0?",
        "the first word's",
        "The first word is 0, so its product is 0. The third word is the mark, which is not.",
        {"The third word is the mark of the draw, which is not 0.": "the third word's"},
        choices=("the first word's", "the third word's"),
        secret=("1250304183",),
    ),
    "blocks": Question(
        "How many blocks does the kernel (2, 2, 1, 4) need?",
        4,
        "It has 2·2·1·4 = 16 weights, and a block gives four words: 4 blocks.",
        {
            "That is how many weights it has. A block gives four.": 16,
            "Four words are one block, and there are 16 weights.": 1,
        },
        secret=("four blocks",),
    ),
    "rest": Question(
        "3962986976 = 472 · 8388608 + r. What is r?",
        3564000,
        "472 · 8388608 = 3959422976, and 3962986976 − 3959422976 = 3564000.",
        secret=("3564000",),
        digits=7,
        hint="Multiply 472 by 8388608, and take it away from 3962986976.",
    ),
    "sign": Question(
        "Is the first weight positive or negative?",
        "negative",
        "r is less than half of 8388608, so the result is below 0.5, and stretched it is below 0.",
        {"r is less than half of 8388608, and one half becomes 0.": "positive"},
        choices=("positive", "negative"),
        secret=("-0.08230966",),
    ),
}
