"""The numbers of lesson 03."""

import random

import numpy as np
import pytest

import course_lib as cl

from .shared import counted, table

TO_15 = counted(1, 4, 4, 1).astype(np.float32)
TWO_BY_TWO = [[-0.2408014, 0.3118649], [-0.70300657, -0.5744659]]
THREE_BY_THREE = [
    [0.10026586, -0.17371601, 0.16699821],
    [-0.4737161, 0.19852251, 0.09610051],
    [0.09313911, -0.29948625, -0.05739981],
]
QUARTERS = np.full((2, 2), 1 / 4)
GIVEN_IMAGE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
GIVEN_KERNEL = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
FOUR_FILTERS = [
    [[-0.00448787, 0.17636931, 0.17748284, 0.5281223]],
    [[-0.01255804, 0.0121181, -0.1567888, 0.513507]],
    [[0.3668834, 0.32297856, 0.32239443, -0.5187031]],
    [[0.3453753, 0.06125468, 0.42014015, -0.36382926]],
]


def loaded(images, kernel, bias, **options):
    """Return the output of a layer that got its weights by set_weights."""
    kernel = np.array(kernel, float)
    kernel = kernel.reshape(*kernel.shape, 1, 1) if kernel.ndim == 2 else kernel
    layer = cl.layers.Conv2D(kernel.shape[3], kernel.shape[:2], **options)
    assert layer.weights == []
    layer(images)
    layer.set_weights([kernel, np.full(kernel.shape[3], bias)])
    return layer(images)


def short(row):
    return " ".join(f"{x + 0.0:.6g}" for x in np.ravel(row))


def rows(values):
    return "\n".join(short(row) for row in values[0, :, :, 0])


def refused():
    with pytest.raises(TypeError) as caught:
        cl.layers.Conv2D(1, (2, 2), name="conv2d")(counted(1, 4, 4, 1))
    return str(caught.value)


def shapes():
    """Return the shapes of the weights after the first call."""
    layer = cl.layers.Conv2D(1, (3, 3))
    layer(np.ones((1, 5, 5, 1)))
    return f"[]\n{[weight.shape for weight in layer.weights]}"


def four_filters():
    return np.array(FOUR_FILTERS, np.float32).reshape(2, 2, 1, 4)


def by_hand():
    """Return what relu leaves of the four sums, digit for digit."""
    products = four_filters().reshape(4, 4) * np.arange(4, dtype=np.float32)[:, None]
    return str(np.maximum(products.sum(axis=0), 0))


def seeded(channels):
    cl.random.set_seed(43052)
    layer = cl.layers.Conv2D(4, (2, 2))
    layer(np.ones((1, 2, 2, channels)))
    return layer.weights[0]


def first_filter():
    product = (seeded(1)[:, :, 0, 0] * np.arange(4.0).reshape(2, 2)).sum()
    return f"the first filter on the numbers 0 to 3: {product:.10g}"


def near_the_lecture(channels, sums):
    """Tell whether a layer of the seed gives the lecture's sums for an image of ones."""
    out = cl.nn.conv2d(np.ones((1, 2, 2, channels), np.float32), seeded(channels), 1, "VALID")
    near = np.abs(out.ravel() - sums).max() < 1e-6
    return f"the lecture's sums, to six decimals? {near}"


def colours():
    parts = [seeded(3)[:, :, c, 0].astype(float).sum() for c in range(3)]
    return " + ".join(f"{part:.8f}" for part in parts) + f" = {sum(parts):.8f}"


def counts(filters, channels):
    layer = cl.layers.Conv2D(filters, (2, 2))
    layer(np.zeros((1, 28, 28, channels)))
    return f"{2 * 2 * channels * filters} + {filters} = {layer.count_params()}"


def limit(shape):
    """Return the limit, by the definition, and the weights farthest from 0."""
    kh, kw, c_in, c_out = shape
    fans = kh * kw * c_in, kh * kw * c_out
    cl.random.set_seed(43052)
    kernel = cl.initializers.glorot_uniform(shape)
    return (
        f"fan-in {fans[0]}, fan-out {fans[1]}, limit {(6 / sum(fans)) ** 0.5:.6g}, "
        f"weights from {kernel.min():.6g} to {kernel.max():.6g}"
    )


def last_round():
    words = cl.philox.random_bits(np.zeros(1, np.uint64), 43052, drawn_key())[0]
    return f"round 10: {' '.join(map(str, words.tolist()))}"


def drawn_key():
    return random.Random(43052).randint(0, 2**31 - 1)


def by_steps(number):
    """Return the way of one of the four words to its weight; the weight is the layer's."""
    word = int(cl.philox.random_bits(np.zeros(1, np.uint64), 43052, drawn_key())[0, number])
    last = word & 0x7FFFFF
    share, weight = np.float32(last / 2**23), seeded(1)[0, 0, 0, number]
    return f"{word:032b} {last} {share!s} {weight!s}"


EXPECTATIONS = [
    (
        "1: integers are refused",
        "conv2d: input holds integers (int64), and conv2d works on floats. "
        "Convert first: input.astype('float32')",
        refused,
    ),
    (
        "1: the first output",
        "−5.37249 = 0·(−0.240801) + 1·0.311865 + 4·(−0.703007) + 5·(−0.574466) + bias 0",
        lambda: str(
            cl.explain.conv2d(
                TO_15,
                np.float32(TWO_BY_TWO).reshape(2, 2, 1, 1),
                1,
                "VALID",
                at=(0, 0, 0, 0),
                bias=[0.0],
            )
        ),
    ),
    (
        "1: all nine outputs",
        "-5.37249 -6.5789 -7.78531\n-10.1981 -11.4045 -12.6109\n-15.0238 -16.2302 -17.4366",
        lambda: rows(loaded(TO_15, TWO_BY_TWO, 0)),
    ),
    (
        "1: quarters and 3",
        "[[ 5.5  6.5  7.5]\n [ 9.5 10.5 11.5]\n [13.5 14.5 15.5]]",
        lambda: table(loaded(TO_15, QUARTERS, 3)),
    ),
    (
        "1: a mean plus 3",
        "5.5 = 0·0.25 + 1·0.25 + 4·0.25 + 5·0.25 + bias 3",
        lambda: str(
            cl.explain.conv2d(
                TO_15,
                np.full((2, 2, 1, 1), 0.25, np.float32),
                1,
                "VALID",
                at=(0, 0, 0, 0),
                bias=[3.0],
            )
        ),
    ),
    (
        "2: 3×3 on 0 … 24",
        "-3.39622 -3.74551 -4.0948\n-5.14268 -5.49197 -5.84126\n-6.88914 -7.23843 -7.58772",
        lambda: rows(loaded(counted(1, 5, 5, 1) * 1.0, THREE_BY_THREE, 0)),
    ),
    (
        "2: steps to the right and down",
        "sum -0.349292 and five times that -1.74646",
        lambda: (
            f"sum {short(np.sum(THREE_BY_THREE))} "
            f"and five times that {short(5 * np.sum(THREE_BY_THREE))}"
        ),
    ),
    ("3: weights before and after the first call", "[]\n[(3, 3, 1, 1), (1,)]", shapes),
    (
        "3: the given kernel",
        "[[12. 12. 17.]\n [10. 17. 19.]\n [ 9.  6. 14.]]",
        lambda: table(loaded(np.reshape(GIVEN_IMAGE, (1, 5, 5, 1)) * 1.0, GIVEN_KERNEL, 0)),
    ),
    (
        "4: two images",
        "[[[ 6.  7.  8.  9.]\n  [11. 12. 13. 14.]\n  [16. 17. 18. 19.]\n  [21. 22. 23. 24.]]\n\n"
        " [[31. 32. 33. 34.]\n  [36. 37. 38. 39.]\n  [41. 42. 43. 44.]\n  [46. 47. 48. 49.]]]",
        lambda: str(loaded(counted(2, 5, 5, 1) * 1.0, QUARTERS, 3)[..., 0]),
    ),
    (
        "4: two means plus 3",
        "6.0 31.0",
        lambda: f"{np.mean([0, 1, 5, 6]) + 3} {np.mean([25, 26, 30, 31]) + 3}",
    ),
    (
        "5: four filters with relu",
        "1.75733 0.841839 1.74842 0",
        lambda: short(loaded(counted(1, 2, 2, 1) * 1.0, four_filters(), 0, activation="relu")),
    ),
    (
        "5: digit for digit",
        "[1.7573347  0.84183925 1.7484205  0.        ]",
        by_hand,
    ),
    (
        "5: the kernel of the seed",
        "[[-0.08230966 -0.15132892 -0.12760344 -0.38952267]\n"
        " [-0.36398047  0.07347518 -0.08780673  0.46633136]\n"
        " [ 0.19759327 -0.46042526 -0.15406173 -0.34838456]\n"
        " [ 0.33916563 -0.08248386  0.11705655 -0.49948823]]",
        lambda: str(seeded(1).reshape(4, 4)),
    ),
    (
        "5: ones give the sums of the kernel",
        "[ 0.09046876 -0.6207629  -0.25241536 -0.7710641 ]",
        lambda: str(seeded(1).sum(axis=2).sum(axis=1).sum(axis=0)),
    ),
    (
        "5: the output of the layer",
        "0.0904688 -0.620763 -0.252415 -0.771064",
        lambda: short(cl.nn.conv2d(np.ones((1, 2, 2, 1), np.float32), seeded(1), 1, "VALID")),
    ),
    (
        "5: the lecture's sums",
        "the lecture's sums, to six decimals? True",
        lambda: near_the_lecture(1, [0.09046876, -0.6207629, -0.25241536, -0.7710641]),
    ),
    (
        "6: the lecture's sums",
        "the lecture's sums, to six decimals? True",
        lambda: near_the_lecture(3, [0.3297621, -0.4498347, -1.0487393, -1.580095]),
    ),
    (
        "5: the first filter on 0 … 3",
        "the first filter on the numbers 0 to 3: 1.048702955",
        first_filter,
    ),
    ("6: the shape of the kernel", "(2, 2, 3, 4)", lambda: str(seeded(3).shape)),
    (
        "6: three channels",
        "[ 0.3297621 -0.4498347 -1.0487393 -1.580095 ]",
        lambda: str(seeded(3).sum(axis=2).sum(axis=0).sum(axis=0)),
    ),
    (
        "6: red, green and blue",
        "0.08269787 + 0.06416699 + 0.18289727 = 0.32976213",
        colours,
    ),
    ("parameters of 1 filter on 1 channel", "4 + 1 = 5", lambda: counts(1, 1)),
    ("parameters of 4 filters on 3 channels", "48 + 4 = 52", lambda: counts(4, 3)),
    ("parameters of 30 filters on 1 channel", "120 + 30 = 150", lambda: counts(30, 1)),
    ("parameters of 30 filters on 30 channels", "3600 + 30 = 3630", lambda: counts(30, 30)),
    (
        "the limit of one channel",
        "fan-in 4, fan-out 16, limit 0.547723, weights from -0.499488 to 0.466331",
        lambda: limit((2, 2, 1, 4)),
    ),
    (
        "the limit of three channels",
        "fan-in 12, fan-out 16, limit 0.46291, weights from -0.424052 to 0.461008",
        lambda: limit((2, 2, 3, 4)),
    ),
    (
        "the limit of a large kernel",
        "fan-in 200, fan-out 800, limit 0.0774597, weights from -0.0774358 to 0.0774518",
        lambda: limit((5, 5, 8, 32)),
    ),
    ("the keys of the draw", "43052 1556685636", lambda: f"43052 {drawn_key()}"),
    (
        "the random bits",
        "round 10: 3962986976 397300046 2947618561 361921594",
        last_round,
    ),
    (
        "from bits to the first weight",
        "11101100001101100110000111100000 3564000 0.4248619 -0.08230966",
        lambda: by_steps(0),
    ),
    (
        "from bits to the last weight of the block",
        "00010101100100100111110000111010 1211450 0.1444161 -0.38952267",
        lambda: by_steps(3),
    ),
]
