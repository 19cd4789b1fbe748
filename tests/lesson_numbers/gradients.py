"""The numbers of lesson 07."""

import numpy as np

import course_lib as cl

from .shared import PAIR, table

ERRORS = np.array([[4.0, -4], [-4, 2]]).reshape(1, 2, 2, 1)
TIED = np.array([[1.0, 5, 2, 2], [0, 3, 2, 1], [7, 4, 6, 0], [7, 7, 8, 9]]).reshape(1, 4, 4, 1)
TENS = np.array([[10.0, 20], [30, 40]]).reshape(1, 2, 2, 1)


def errors():
    """Return the four errors and the loss, as printed."""
    error = cl.nn.conv2d(*PAIR, 1, "VALID") - 10
    return f"{table(error)}\n{(error**2).sum() / 2:.6g}"


def nudged(nudge):
    """Return the loss after a nudge, and its change for each unit."""
    filters = PAIR[1].copy()
    filters[0, 0] += nudge
    loss = ((cl.nn.conv2d(PAIR[0], filters, 1, "VALID") - 10) ** 2).sum() / 2
    return f"nudge {nudge:.5f}: loss {loss:.6f}, change / nudge {(loss - 26) / nudge:.4f}"


def by_filters():
    gradient = cl.nn.conv2d_backprop_filter(PAIR[0], PAIR[1].shape, ERRORS, 1, "VALID")
    return str(gradient[:, :, 0, 0])


def by_input():
    gradient = cl.nn.conv2d_backprop_input(PAIR[0].shape, PAIR[1], ERRORS, 1, "VALID")
    return table(gradient + 0.0)


def one_of_them():
    image, as_kernel = PAIR[0], ERRORS.reshape(2, 2, 1, 1)
    return str(cl.explain.conv2d(image, as_kernel, 1, "VALID", at=(0, 0, 1, 0)))


def stamped():
    shape = PAIR[0].shape
    return str(cl.explain.conv2d_transpose(ERRORS, PAIR[1], shape, 1, "VALID", at=(0, 1, 1, 0)))


def losses(rate):
    """Return the losses of six steps downhill, as printed."""
    filters, found = PAIR[1], []
    for _ in range(6):
        y = cl.nn.conv2d(PAIR[0], filters, 1, "VALID") - 10
        found.append(f"{(y**2).sum() / 2:.4g}")
        gradient = cl.nn.conv2d_backprop_filter(PAIR[0], (3, 3, 1, 1), y, 1, "VALID")
        filters = filters - rate * gradient
    return f"rate {rate} → {', '.join(found)}"


def two_directions():
    """Return both sides of the adjoint test, as printed."""
    rng = np.random.default_rng(0)
    x, filters = rng.normal(size=(2, 7, 6, 3)), rng.normal(size=(3, 2, 3, 4))
    forward = cl.nn.conv2d(x, filters, 2, "SAME")
    y = rng.normal(size=forward.shape)
    back = cl.nn.conv2d_transpose(y, filters, x.shape, 2, "SAME")
    return f"⟨conv(x), y⟩ = {(forward * y).sum():.6f}\n⟨x, convᵀ(y)⟩ = {(x * back).sum():.6f}"


def through_relu():
    layer = cl.layers.ReLU()
    layer(np.array([[3.0, -1, 5, 0]]), training=True)
    return f"ReLU: {layer.backward(ERRORS.reshape(1, 4))[0] + 0.0}"


def tied():
    gradient = cl.nn.max_pool2d_backprop_input(TIED, TENS, 2, 2, "VALID")
    return repr(cl.draw.arrays([gradient[0, :, :, 0]], ["The gradient"])).partition(". ")[2]


def tie_by_nudging():
    pooling = [TIED, 2, 2, "VALID"]
    slopes = cl.finite_differences(cl.nn.max_pool2d, pooling, by=0, weights=TENS)
    return f"by nudging: {slopes[0, 2:, :2, 0].ravel()}"


def won_four_times():
    bright = np.array([[1.0, 2, 3], [4, 9, 5], [6, 7, 8]]).reshape(1, 3, 3, 1)
    return table(cl.nn.max_pool2d_backprop_input(bright, np.ones((1, 2, 2, 1)), 2, 1, "VALID"))


def dense():
    """Return the gradients of a layer by its input and its matrix, as printed."""
    layer = cl.layers.Dense(2, use_bias=False)
    x, y = np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([[1.0, 0], [10, -1]])
    layer(x)
    layer.set_weights([[[1, -1], [0, 2], [3, 1]]])
    layer(x, training=True)
    same = "found by nudging, too: True"
    by_input = layer.backward(y)
    [by_matrix] = layer.gradients
    return f"y @ w.T (2, 3) {same}\n{by_input}\nx.T @ y (3, 2) {same}\n{by_matrix}"


EXPECTATIONS = [
    ("the errors and the loss", "[[ 4. -4.]\n [-4.  2.]]\n26", errors),
    ("a nudge", "nudge 0.10000: loss 25.950000, change / nudge -0.5000", lambda: nudged(0.1)),
    (
        "a small nudge",
        "nudge 0.00001: loss 25.999980, change / nudge -1.9999",
        lambda: nudged(1e-5),
    ),
    (
        "the gradient by the kernel",
        "[[ -2.   4.   6.]\n [  4.   4. -18.]\n [-14. -12.  16.]]",
        by_filters,
    ),
    ("one slope of the kernel", "4 = 3·4 + 1·(−4) + 1·(−4) + 0·2", one_of_them),
    (
        "six steps downhill",
        "rate 0.02 → 26, 10.21, 4.398, 2.187, 1.309, 0.9367",
        lambda: losses(0.02),
    ),
    (
        "steps that are too large",
        "rate 0.3 → 26, 707.3, 1.025e+05, 7.695e+07, 6.773e+10, 5.995e+13",
        lambda: losses(0.3),
    ),
    (
        "the gradient by the image",
        "[[ 4. -4.  4. -4.]\n [ 4. -2. -8.  2.]\n [-8.  0.  6. -4.]\n [ 0.  0. -4.  2.]]",
        by_input,
    ),
    ("stamps that meet", "−2 = 4·1 + (−4)·2 + (−4)·0 + 2·1", stamped),
    (
        "the test of the two directions",
        "⟨conv(x), y⟩ = 50.308501\n⟨x, convᵀ(y)⟩ = 50.308501",
        two_directions,
    ),
    ("the bias", "bias: -2", lambda: f"bias: {ERRORS.sum():g}"),
    ("ReLU", "ReLU: [ 4.  0. -4.  0.]", through_relu),
    (
        "max pooling with ties",
        "The gradient: 4 by 4 grid. Row 0: 0, 10, 20, 0. Row 1: 0, 0, 0, 0. "
        "Row 2: 30, 0, 0, 0. Row 3: 0, 0, 0, 40.",
        tied,
    ),
    ("a tie, nudged", "by nudging: [15.  0. 15. 15.]", tie_by_nudging),
    ("a cell that wins four times", "[[0. 0. 0.]\n [0. 4. 0.]\n [0. 0. 0.]]", won_four_times),
    (
        "Dense",
        "y @ w.T (2, 3) found by nudging, too: True\n[[ 1.  0.  3.]\n [11. -2. 29.]]\n"
        "x.T @ y (3, 2) found by nudging, too: True\n[[41. -4.]\n [52. -5.]\n [63. -6.]]",
        dense,
    ),
]
