"""Numbers that TensorFlow's layers once printed for small images, from the kernels it printed."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.layers import Conv2D, MaxPool2D

TO_15 = np.arange(16.0).reshape(1, 4, 4, 1)
TO_24 = np.arange(25.0).reshape(1, 5, 5, 1)
SMALL = np.array(
    [[3.0, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
).reshape(1, 5, 5, 1)
FOUR = np.array([0.0, 1, 2, 3]).reshape(1, 2, 2, 1)


def layer_with(kernel, bias, image, **options):
    kernel = np.asarray(kernel, np.float32)
    if kernel.ndim == 2:
        kernel = kernel[:, :, None, None]
    layer = Conv2D(kernel.shape[3], kernel.shape[:2], **options)
    layer(image)
    layer.set_weights([kernel, np.broadcast_to(bias, kernel.shape[3])])
    return layer


CONVOLUTIONS = [
    (
        [[-0.2408014, 0.3118649], [-0.70300657, -0.5744659]],
        TO_15,
        [
            [-5.372491, -6.5789, -7.785309],
            [-10.198126, -11.404535, -12.610944],
            [-15.023762, -16.230171, -17.436579],
        ],
    ),
    (
        [
            [0.10026586, -0.17371601, 0.16699821],
            [-0.4737161, 0.19852251, 0.09610051],
            [0.09313911, -0.29948625, -0.05739981],
        ],
        TO_24,
        [
            [-3.3962166, -3.7455084, -4.0948005],
            [-5.1426764, -5.4919686, -5.84126],
            [-6.889136, -7.238429, -7.5877204],
        ],
    ),
    (
        [
            [0.16768384, -0.33952343, -0.37316394],
            [0.5341035, 0.27497447, -0.38560677],
            [0.19056737, -0.26161364, 0.49799764],
        ],
        SMALL,
        [
            [-0.34136963, -0.7676697, 2.3211648],
            [1.1140423, -0.15018106, -0.2899468],
            [0.866542, -2.0289044, -1.186438],
        ],
    ),
    ([[0, 1, 2], [2, 2, 0], [0, 1, 2]], SMALL, [[12, 12, 17], [10, 17, 19], [9, 6, 14]]),
    (
        [[-1, 1], [-1, 1]],
        np.repeat([[0.0, 0, 0, 1, 1, 1]], 6, axis=0).reshape(1, 6, 6, 1),
        [[0, 0, 2, 0, 0]] * 5,
    ),
]


@pytest.mark.parametrize(("kernel", "image", "expected"), CONVOLUTIONS)
def test_convolutions(kernel, image, expected):
    out = layer_with(kernel, 0, image)(image)
    assert out.dtype == np.float32
    assert_allclose(out[0, :, :, 0], expected, rtol=0, atol=2e-6)


def test_every_kernel_makes_a_slope_of_a_slope():
    # The kernel of this output was not printed. On 0 … 15 all nine numbers follow from the
    # first of them and from the sum of the kernel, so any kernel with these two will do.
    expected = [
        [3.1202679, 3.3676739, 3.61508],
        [4.109892, 4.3572974, 4.6047034],
        [5.099516, 5.346921, 5.594327],
    ]
    total = (5.594327 - 3.1202679) / 10
    kernel = np.array([[total, 0], [0, 0]]) + (3.1202679 / 4) * np.array([[-1, 0], [1, 0]])
    out = layer_with(kernel, 0, TO_15)(TO_15)
    assert_allclose(out[0, :, :, 0], expected, rtol=0, atol=2e-6)


def test_means_plus_three():
    quarters = np.full((2, 2), 0.25)
    layer = layer_with(quarters, 3, TO_15)
    rows = [[5.5, 6.5, 7.5], [9.5, 10.5, 11.5], [13.5, 14.5, 15.5]]
    assert_array_equal(layer(TO_15)[0, :, :, 0], rows)
    pair = np.arange(50.0).reshape(2, 5, 5, 1)
    first = 6 + np.arange(4) + 5 * np.arange(4)[:, None]
    assert_array_equal(layer(pair)[..., 0], [first, first + 25])


def test_four_filters_with_relu():
    kernel = np.array(
        [
            [
                [-0.00448787, 0.17636931, 0.17748284, 0.5281223],
                [-0.01255804, 0.0121181, -0.1567888, 0.513507],
            ],
            [
                [0.3668834, 0.32297856, 0.32239443, -0.5187031],
                [0.3453753, 0.06125468, 0.42014015, -0.36382926],
            ],
        ]
    )[:, :, None]
    out = layer_with(kernel, 0, FOUR, activation="relu")(FOUR)
    expected = [1.7573347, 0.84183925, 1.7484205, 0]
    assert_allclose(out.ravel(), expected, rtol=0, atol=2e-7)


def test_the_other_kernel_on_the_same_image():
    cl.random.set_seed(43052)
    layer = Conv2D(4, (2, 2))
    layer(FOUR)
    product = (FOUR[0, :, :, 0] * layer.weights[0][:, :, 0, 0]).sum()
    assert product == pytest.approx(1.0487029552459717, abs=1e-8)
    assert layer(FOUR)[0, 0, 0, 0] == pytest.approx(1.0487029552459717, abs=1e-7)


def test_sums_of_the_kernels_of_the_seed():
    cl.random.set_seed(43052)
    ones = np.ones((1, 2, 2, 3))
    layer = Conv2D(4, (2, 2))
    layer(ones)
    kernel = layer.weights[0]
    sums = [0.32976213, -0.44983464, -1.0487392, -1.5800952]
    assert_allclose(kernel.sum(axis=(0, 1, 2)), sums, rtol=0, atol=4e-7)
    red, green, blue = (kernel[:, :, c, 0].astype(float) for c in range(3))
    assert (red + green + blue).sum() == pytest.approx(0.32976213097572327, abs=1e-15)


ONE_CHANNEL = [
    [[-0.08230966, -0.15132892, -0.12760344, -0.38952267]],
    [[-0.36398047, 0.07347518, -0.08780673, 0.46633136]],
    [[0.19759327, -0.46042526, -0.15406173, -0.34838456]],
    [[0.33916563, -0.08248386, 0.11705655, -0.49948823]],
]
THREE_CHANNELS = [
    [
        [-0.06956434, -0.12789628, -0.10784459, -0.32920673],
        [-0.30761963, 0.06209785, -0.07421023, 0.3941219],
        [0.16699678, -0.38913035, -0.13020593, -0.29443866],
    ],
    [
        [0.28664726, -0.0697116, 0.09893084, -0.4221446],
        [-0.23161241, -0.16410837, -0.36420006, 0.12424195],
        [-0.14245945, 0.36286396, -0.10751781, 0.1733647],
    ],
    [
        [0.02764335, 0.15547717, -0.42024496, -0.31893867],
        [0.22414821, 0.3619454, -0.00282967, -0.3503708],
        [0.4610079, -0.17417148, 0.00401336, -0.29777044],
    ],
    [
        [-0.1620284, -0.42066965, -0.01578814, -0.4240524],
        [0.37925082, 0.24236053, 0.3949356, -0.20996472],
        [-0.30264795, -0.28889188, -0.3237777, 0.37506342],
    ],
]


@pytest.mark.parametrize(
    ("kernel", "sums"),
    [
        (ONE_CHANNEL, [0.09046876, -0.6207629, -0.25241536, -0.7710641]),
        (THREE_CHANNELS, [0.3297621, -0.4498347, -1.0487393, -1.580095]),
    ],
    ids=["one channel", "three channels"],
)
def test_numbers_of_the_seed(kernel, sums):
    cl.random.set_seed(43052)
    layer = Conv2D(4, (2, 2))
    channels = len(kernel[0])
    out = layer(np.ones((1, 2, 2, channels)))
    assert out.shape == (1, 1, 1, 4)
    # The kernels were printed by NumPy: to 8 digits after the point, fewer where they do.
    drawn = [float(np.format_float_positional(w, precision=8)) for w in layer.weights[0].flat]
    assert_array_equal(np.reshape(drawn, (4, channels, 4)), kernel)
    # The last digit of a sum of 12 depends on their order.
    assert_allclose(out.ravel(), sums, rtol=0, atol=1e-7 if channels == 1 else 2.5e-7)


POOLINGS = [
    ({}, (1, 4, 4, 1), [[[5, 7], [13, 15]]]),
    ({}, (1, 6, 6, 1), [[[7, 9, 11], [19, 21, 23], [31, 33, 35]]]),
    ({"pool_size": (3, 3)}, (1, 6, 6, 1), [[[14, 17], [32, 35]]]),
    ({"pool_size": (2, 2)}, (1, 5, 5, 1), [[[6, 8], [16, 18]]]),
    ({"padding": "same"}, (1, 5, 5, 1), [[[6, 8, 9], [16, 18, 19], [21, 23, 24]]]),
    ({}, (2, 4, 4, 1), [[[5, 7], [13, 15]], [[21, 23], [29, 31]]]),
    ({}, (1, 4, 4, 3), [[[15, 21], [39, 45]]]),
]


@pytest.mark.parametrize(("options", "shape", "expected"), POOLINGS)
def test_poolings(options, shape, expected):
    out = MaxPool2D(**options)(np.arange(np.prod(shape)).reshape(shape))
    assert out[..., 0].tolist() == expected
