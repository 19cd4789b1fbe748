"""The numbers of lesson 00."""

import course_lib as cl

from .shared import EQUATIONS, PAIR, equation, table

EXPECTATIONS = [
    (
        "the first convolution",
        "[[14.  6.]\n [ 6. 12.]]",
        lambda: table(cl.nn.conv2d(*PAIR, 1, "VALID")),
    ),
    ("its first number", EQUATIONS[0], lambda: equation(0, 0)),
]
