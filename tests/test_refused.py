"""What would be computed otherwise than meant, or by no computer: refused with what to do."""

import numpy as np
import pytest
from helpers import skip_without
from numpy.testing import assert_array_equal

import course_lib as cl
from course_lib import layers

IMAGES = np.zeros((1, 3, 3, 1), np.float32)
MASKED = np.ma.masked_array([[1.0, 2.0], [3.0, 4.0]], [[False, True], [False, False]])


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: layers.Dense(2**31), "Dense: units must be 2147483647 or less, received 2147"),
        (lambda: layers.Dense(2**31 - 1)(np.zeros((1, 2))), r"dense.*: kernel would be an array"),
        (lambda: layers.Conv2D(10**30, 1), "Conv2D: filters must be 2147483647 or less"),
        (
            lambda: layers.DepthwiseConv2D(1, depth_multiplier=2**31),
            "depth_multiplier must be 2147483647 or less",
        ),
        (lambda: layers.ZeroPadding2D(2**31), "padding is .* from 0 to 2147483647, received 2147"),
        (lambda: layers.ZeroPadding2D(2**30)(IMAGES), "padding.*: the output would be an array"),
        (lambda: layers.UpSampling2D(2**20)(IMAGES), "sampling.*: the output would be an array"),
        (lambda: layers.ZeroPadding2D(padding=(1,)), r"a pair of pairs .* received \(1,\)"),
        (lambda: layers.ZeroPadding2D(((1,), (2,))), r"a pair of pairs .* received \(\(1,\)"),
        (lambda: layers.Cropping2D((1,)), r"a pair of pairs .* received \(1,\)"),
        (lambda: layers.MaxPooling2D((2,)), r"or two for rows and columns, received \(2,\)"),
        (lambda: layers.Conv2D(1, [3]), r"kernel_size is .* or two .*, received \[3\]"),
        (lambda: layers.Conv2D(1, 3, (1, 2, 2, 1)), r"strides is .*, received \(1, 2, 2, 1\)"),
        (lambda: layers.UpSampling2D((2,)), r"size is .* or two .*, received \(2,\)"),
        (
            lambda: layers.Conv2DTranspose(1, 3, 2, output_padding=(1,)),
            r"or a pair for rows and columns, received \(1,\)",
        ),
    ],
)
def test_sizes(call, text):
    with pytest.raises(ValueError, match=text):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: layers.Softmax()(MASKED),
        lambda: layers.Dense(2)(MASKED),
        lambda: cl.nn.max_pool2d(MASKED[None, :, :, None], 2, 1, "VALID"),
        lambda: cl.losses.mean_squared_error(MASKED, np.ones((2, 2))),
        lambda: cl.losses.mean_squared_error(np.ones((2, 2)), MASKED),
        lambda: cl.losses.MeanSquaredError()(np.ones((2, 2)), np.ones((2, 2)), MASKED),
        lambda: compiled().fit(MASKED, np.ones((2, 1)), verbose=0),
        lambda: compiled().fit(np.ones((2, 2)), MASKED[:, 1:], verbose=0),
        lambda: compiled().fit(np.ones((2, 2)), np.ones(2), sample_weight=MASKED[0], verbose=0),
        lambda: compiled().predict(MASKED),
        lambda: cl.metrics.Mean().update_state(MASKED),
    ],
)
def test_masks_are_not_dropped(call):
    with pytest.raises(TypeError, match=r"is a masked array.*: \w+\.filled\(0\)"):
        call()


def test_a_mask_that_hides_nothing_is_no_mask():
    assert_array_equal(layers.ReLU()(np.ma.masked_array([[-1.0, 2.0]])), [[0, 2]])


def compiled():
    model = cl.Sequential([layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


class TwoInputs(layers.Layer):
    def __call__(self, first, second):
        return first + second


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: cl.Sequential(3), TypeError, r"layers is a list, such as \[.*, received 3"),
        (lambda: cl.Sequential(layers.Flatten()), TypeError, "layers is a list"),
        (lambda: cl.Sequential([TwoInputs()]), ValueError, "takes one input.*takes first, second"),
        (lambda: setattr(cl.Sequential(), "layers", []), AttributeError, "cannot be replaced"),
        (lambda: cl.Sequential().input_shape, AttributeError, "no input_shape before the first"),
        (lambda: cl.Sequential().output_shape, AttributeError, "no output_shape before the first"),
    ],
)
def test_rows_of_layers(call, error, text):
    with pytest.raises(error, match=text):
        call()


def test_the_list_of_layers_is_a_copy():
    model = cl.Sequential([layers.Flatten()])
    model.layers.append(layers.Dense(2))
    assert len(model.layers) == 1


def test_what_keras_does_not_know_before_a_call_is_not_known_here():
    theirs = skip_without.module("tensorflow").keras.Sequential()
    for name in ("layers", "input_shape", "output_shape", "weights"):
        assert hasattr(cl.Sequential(), name) == hasattr(theirs, name)


@pytest.mark.parametrize(("shape", "axis"), [((2, 0), -1), ((2, 0, 3), 1), ((0, 3), 1)])
def test_softmax_of_nothing_is_nothing(shape, axis):
    out = layers.Softmax(axis)(np.zeros(shape, np.float32))
    assert (out.shape, out.dtype) == (shape, np.float32)
    theirs = skip_without.module("tensorflow").keras.layers.Softmax(axis)
    assert theirs(np.zeros(shape, np.float32)).shape == shape


@pytest.mark.parametrize("pooling", ["avg_pool2d", "plain", "loops", "windows", "running"])
def test_means_of_many_float16(pooling):
    pool = {"avg_pool2d": cl.nn.avg_pool2d, "plain": cl.nn.plain.avg_pool2d}.get(pooling)
    pool = pool or getattr(cl.nn.ladder, f"avg_pool2d_{pooling}")
    assert pool(np.ones((1, 64, 64, 1), np.float16), 64, 64, "VALID").ravel() == [1]
    image = np.random.default_rng(8).normal(1, 1, (1, 60, 70, 1)).astype(np.float16)
    mean = pool(image, (60, 70), 1, "VALID").ravel()
    assert mean.astype(np.float16) == np.float16(image.mean(dtype=np.float64))


def test_shares_of_many_float16():
    gradient = np.full((1, 1, 1, 1), 1000, np.float16)
    shares = cl.nn.avg_pool2d_backprop_input([1, 300, 300, 1], gradient, 300, 1, "VALID")
    assert shares.dtype == np.float16
    assert_array_equal(shares, np.full_like(shares, 1000 / 90000))
