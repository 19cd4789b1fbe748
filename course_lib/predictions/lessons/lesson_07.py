"""The questions of lesson 07: gradients."""

from __future__ import annotations

from ..question import Question

QUESTIONS = {
    "loss": Question(
        "14, 6, 6 and 12 come out, and we want 10. What is the loss?",
        26,
        "The errors are 4, −4, −4 and 2. Half the sum of their squares: (16 + 16 + 16 + 4) / 2 = 26.",
        {
            "The half is missing.": 52,
            "That is half the sum of the errors. They are squared first.": -1,
            "The errors are squared, not their absolute values added.": 7,
            "That is the mean of the squares. Here it is half their sum.": 13,
        },
        secret=("26",),
    ),
    "nudge": Question(
        "The kernel's top left number grows from 1 to 1.001. What does the loss do?",
        "it falls",
        "The four outputs grow by 0.004, 0.003, 0.002 and 0.001. The first is too large and gets "
        "worse, the next two are too small and get better, the last gets worse. 4·4 − 3·4 − 2·4 + "
        "1·2 = −2: the loss falls.",
        {
            "The first and the last output get worse, but the two in between gain more.": "it rises",
            "All four outputs change, so the loss does, too.": "it stays",
        },
        choices=("it rises", "it falls", "it stays"),
        secret=("25.998015", "25.99"),
    ),
    "slope": Question(
        "The slope with respect to the kernel's number in row 0, column 1?",
        4,
        "It meets 3, 1, 1, 0 in the four windows: 3·4 + 1·(−4) + 1·(−4) + 0·2 = 4.",
        {
            "That is the number to the left of it. This one meets 3, 1, 1 and 0.": -2,
            "The pixels are multiplied by the slopes 4, −4, −4, 2, and then added.": 5,
            "A minus is lost: the slopes are 4, −4, −4, 2.": 20,
        },
        secret=("4 = 3·4", "-2. 4. 6."),
        hint="Which pixels does it meet? Multiply each by the slope of its output.",
    ),
    "rate": Question(
        "And with the learning rate 0.3, what does the loss do?",
        "it grows and grows",
        "A slope holds near where we stand. With so large a step we land beyond the valley, higher "
        "than before, and then still higher.",
        {
            "Larger steps are not always faster: these land beyond the valley.": "it falls faster",
            "Each step lands beyond the valley, higher than before.": "it swings, but stays small",
        },
        choices=("it falls faster", "it swings, but stays small", "it grows and grows"),
        secret=("707.3",),
    ),
    "pixel": Question(
        "What is the slope with respect to the pixel in row 1, column 1?",
        -2,
        "It meets 1 in the first window, 2 in the second, 0 in the third and 1 in the last: 1·4 + "
        "2·(−4) + 0·(−4) + 1·2 = −2.",
        {
            "That is only the first window. The pixel lies in all four.": 4,
            "Each window counts with its own slope: 4, −4, −4, 2.": 16,
            "In the window to the right the pixel is one further to the left in the kernel, not to "
            "the right.": 2,
        },
        secret=("-2 = 4·1",),
        hint="Which number of the kernel lies on this pixel, in each of the four windows?",
    ),
    "relu": Question(
        "What passes back through ReLU of 4, −4, −4, 2, if 3, −1, 5, 0 came before it?",
        [4, 0, -4, 0],
        "ReLU lets positive numbers through, slope 1, and holds back the others, slope 0. So 4 passes "
        "at 3, nothing at −1, −4 passes at 5, and at 0 TensorFlow takes 0.",
        {
            "ReLU looks at what came forward, not at the gradient: −4 passes where 5 came.": [
                *[4, 0, 0, 0]
            ],
            "Negative gradients pass, too. What counts is the number on the way forward.": [
                *[4, 0, 0, 2]
            ],
            "At 0 there is a corner. TensorFlow takes the slope 0 there.": [4, 0, -4, 2],
            "That is ReLU of the numbers. The gradient is asked for.": [3, 0, 5, 0],
        },
        secret=("4. 0. -4. 0.",),
    ),
    "nine": Question(
        "2×2 windows with stride 1, each gets back 1, and 9 is in the middle of 3×3: how much does "
        "the 9 get?",
        4,
        "All four windows hold the middle, and 9 wins each of them: 1 from each, 4.",
        {
            "It wins in several windows, and gets the gradient of each.": 1,
            "There are four windows of 2×2 in 3×3.": 9,
        },
        secret=("0. 4. 0.",),
    ),
    "dense": Question(
        "x is (n, c_in), grad is (n, c_out). Which product is the gradient with respect to w?",
        "x.T @ grad",
        "w has the shape (c_in, c_out), so the gradient has, too: (c_in, n) @ (n, c_out). Each image "
        "gives its row of x times its row of grad, and the product adds them up.",
        {
            "Its shape is (n, c_in): that is the gradient with respect to x.": "grad @ w.T",
            "Its shape is (c_out, c_in): rows and columns are swapped.": "grad.T @ x",
            "The shapes do not fit: (n, c_in) @ (n, c_out).": "x @ grad",
        },
        choices=("x @ grad", "grad @ w.T", "grad.T @ x", "x.T @ grad"),
        secret=("x.T @ grad",),
    ),
    "matrix": Question(
        "Which shape has the gradient with respect to the matrix of Dense?",
        (8, 3),
        "A 5×5 picture gives 4×4×2 after the convolution and 2×2×2 after pooling: 8 numbers in a "
        "row, and three outputs. A gradient has the shape of its weights: (8, 3).",
        {
            "That is without pooling, which halves 4×4 to 2×2.": (32, 3),
            "The order is (in, out).": (3, 8),
            "There are two filters, so 2×2×2 numbers come in.": (4, 3),
        },
        secret=("(8, 3)",),
    ),
}
