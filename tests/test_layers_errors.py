"""What layers refuse, and what they say: bad arguments, inputs, shapes and gradients."""

import numpy as np
import pytest
from helpers.refusals import message

import course_lib as cl
from course_lib.layers import Conv2D, MaxPool2D

pytestmark = pytest.mark.usefixtures("first_names")
IMAGES = np.random.default_rng(3).normal(size=(2, 6, 7, 3))
SHAPE = IMAGES.shape
NEEDED = {
    "Conv2D": (1, 2),
    "Conv2DTranspose": (1, 2),
    "SeparableConv2D": (1, 2),
    "DepthwiseConv2D": (2,),
    "Dense": (1,),
    "Dropout": (0.5,),
    "Activation": ("relu",),
    "Reshape": ((2,),),
}


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"filters": 0}, ValueError, "filters must be 1 or more, received 0"),
        ({"filters": -2}, ValueError, "filters must be 1 or more, received -2"),
        ({"filters": "3"}, TypeError, "filters must be a whole number, received '3'"),
        ({"filters": True}, TypeError, "filters must be a whole number, received True"),
        ({"filters": 2.0}, TypeError, "filters must be a whole number, received 2.0"),
        ({"groups": 0}, ValueError, "groups must be 1 or more, received 0"),
        ({"groups": 2.0}, TypeError, "groups must be a whole number, received 2.0"),
        ({"filters": 5, "groups": 2}, ValueError, "filters must be a multiple of groups=2, so th"),
        ({"kernel_size": 0}, ValueError, "kernel_size must be 1 or more, received 0"),
        ({"kernel_size": "2"}, TypeError, "kernel_size must be whole numbers, received '2'"),
        ({"kernel_size": (1, 2, 3)}, ValueError, "kernel_size is a whole number, or two for rows"),
        ({"strides": 0}, ValueError, "strides must be 1 or more, received 0"),
        ({"strides": [2, 1, 1, 1]}, ValueError, "strides is a whole number, or two for rows"),
        ({"dilation_rate": 1.5}, TypeError, "dilation_rate must be whole numbers, received 1.5"),
        (
            {"strides": (1, 2), "dilation_rate": 3},
            ValueError,
            "strides or dilation_rate must be 1, as in Keras; received strides=(1, 2) and "
            "dilation_rate=(3, 3). cl.nn.conv2d computes both at once, as tf.nn.conv2d does",
        ),
        ({"padding": "full"}, ValueError, "padding is 'same' or 'valid', received 'full'"),
        ({"padding": None}, ValueError, "padding is 'same' or 'valid', received None"),
        ({"data_format": "NHCW"}, ValueError, "data_format is one of ['channels_last', "),
        ({"data_format": 1}, ValueError, "data_format is one of ['channels_last', "),
        (
            {"activation": "rleu"},
            ValueError,
            "activation must be a function or one of linear, relu, sigmoid, softmax, tanh, "
            "received 'rleu'",
        ),
        ({"activation": 1}, ValueError, "activation must be a function or one of linear, relu"),
        (
            {"kernel_initializer": "one"},
            ValueError,
            "kernel_initializer must be a function or one of glorot_uniform, glorot_normal, "
            "he_uniform, he_normal, random_uniform, random_normal, zeros, ones, received 'one'",
        ),
        ({"bias_initializer": None}, ValueError, "bias_initializer must be a function or one of"),
        ({"use_bias": "no"}, TypeError, "use_bias must be True or False, received 'no'"),
        ({"name": 3}, TypeError, "name must be text, received 3"),
    ],
)
def test_bad_arguments_of_conv2d(options, error, text):
    found = message(error, Conv2D, **{"filters": 1, "kernel_size": 2, **options})
    assert found.startswith(f"Conv2D: {text}")


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"pool_size": 0}, ValueError, "pool_size must be 1 or more, received 0"),
        ({"pool_size": "2"}, TypeError, "pool_size must be whole numbers, received '2'"),
        ({"strides": -1}, ValueError, "strides must be 1 or more, received -1"),
        ({"padding": "full"}, ValueError, "padding is 'same' or 'valid', received 'full'"),
        ({"data_format": "x"}, ValueError, "data_format is one of ['channels_last', "),
    ],
)
def test_bad_arguments_of_pooling(options, error, text):
    assert message(error, MaxPool2D, **options).startswith(f"MaxPooling2D: {text}")


def test_a_later_call_with_other_channels_first():
    layer = Conv2D(4, (3, 2), data_format="channels_first")
    layer(np.ones((1, 3, 6, 7)))
    text = message(ValueError, layer, np.ones((1, 2, 6, 7)))
    assert "this input has 2 channels (axis 1 of (1, 2, 6, 7))" in text


def test_groups_that_do_not_divide_the_channels():
    layer = Conv2D(4, 2, groups=2, name="halves")
    assert message(ValueError, layer, IMAGES) == (
        "halves: the input's channels must be a multiple of groups=2, received 3 "
        "(axis 3 of (2, 6, 7, 3))"
    )
    assert layer.weights == []
    layer(np.ones((1, 6, 7, 4)))
    assert message(ValueError, layer, np.ones((1, 6, 7, 6))) == (
        "halves: the first call made weights for c_in=4 (2 groups times axis 2 of (2, 2, 2, 4)), "
        "this input has 6 channels (axis 3 of (1, 6, 7, 6)). Make another layer for it"
    )


def test_a_later_call_may_have_another_size():
    layer = Conv2D(4, 2)
    layer(IMAGES)
    assert layer(np.ones((5, 3, 4, 3))).shape == (5, 2, 3, 4)


@pytest.mark.parametrize("layer", [Conv2D, MaxPool2D])
@pytest.mark.parametrize(
    ("images", "error", "text"),
    [
        (None, TypeError, "input must hold real numbers, received None"),
        ("x", TypeError, "input must hold real numbers, received 'x'"),
        (np.ones((1, 4, 4, 1), bool), TypeError, "input must hold real numbers, received dtype"),
        ([[1], [2, 3]], ValueError, "input is not a regular array of numbers"),
        (np.ones((4, 4, 1)), ValueError, "input must have 4 axes (n, h, w, c"),
    ],
)
def test_bad_input(layer, images, error, text):
    made = layer(1, 2, name="mine") if layer is Conv2D else layer(name="mine")
    assert message(error, made, images).startswith(f"mine: {text}")
    assert made.weights == []
    assert made.output_shape is None


def test_input_without_channels_does_not_spoil_the_layer():
    layer = Conv2D(1, 2)
    text = message(ValueError, layer, np.ones((1, 4, 4, 0)))
    assert text == "conv2d: input has no channels (axis 3 of (1, 4, 4, 0))"
    assert layer(IMAGES).shape == (2, 5, 6, 1)


@pytest.mark.parametrize(
    "layer", [Conv2D(1, 9, name="mine"), MaxPool2D(9, name="mine")], ids=["conv2d", "max_pool2d"]
)
def test_no_window_fits(layer):
    text = message(ValueError, layer, IMAGES)
    assert text.startswith("mine: no window fits: it spans 9 rows, and the input")
    assert layer.weights == []
    assert layer.output_shape is None


@pytest.mark.parametrize("name", ["kernel_initializer", "bias_initializer"])
def test_an_initializer_that_returns_another_shape(name):
    layer = Conv2D(4, 2, **{name: lambda shape: np.ones(5)})
    shape = (2, 2, 3, 4) if name.startswith("kernel") else (4,)
    text = message(ValueError, layer, IMAGES)
    assert text == f"conv2d: {name} must return shape {shape}, got (5,)"
    assert layer.weights == []


def test_gradients_of_another_shape():
    layer = cl.layers.Conv2D(4, 2, name="edges")
    layer(np.ones(SHAPE), training=True)
    assert message(ValueError, layer.backward, np.ones((2, 5, 6, 3))) == (
        "edges: gradient must have the shape of the output (2, 5, 6, 4), received (2, 5, 6, 3)"
    )
    with pytest.raises(TypeError, match="edges: gradient must hold real numbers, received None"):
        layer.backward(None)


def test_functions_have_no_known_derivative():
    for layer in (cl.layers.Dense(1, activation=np.sin), cl.layers.Activation(np.sin)):
        out = layer([[1.0]], training=True)
        rule = f"{layer.name}: there is no backward pass through sin: the derivative is known of l"
        with pytest.raises(ValueError, match=rule):
            layer.backward(out)


def test_integers_have_no_gradient():
    layer = cl.layers.MaxPool2D(name="pool")
    out = layer(np.ones(SHAPE, int), training=True)
    with pytest.raises(TypeError, match="pool: the input held integers"):
        layer.backward(out)


@pytest.mark.parametrize("training", [1, "yes", None])
def test_training_is_a_switch(training):
    layer = cl.layers.Flatten(name="row")
    with pytest.raises(TypeError, match="row: training must be True or False, received"):
        layer([[1.0]], training=training)


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda x: x.Dense(0), ValueError, "Dense: units must be 1 or more, received 0"),
        (lambda x: x.Dense(1, "x"), ValueError, "Dense: activation must be a function or one of "),
        (lambda x: x.Dense(1, use_bias=1), TypeError, "Dense: use_bias must be True or False"),
        (lambda x: x.DepthwiseConv2D(0), ValueError, "DepthwiseConv2D: kernel_size must be 1 or"),
        (
            lambda x: x.DepthwiseConv2D(2, depth_multiplier=1.0),
            TypeError,
            "DepthwiseConv2D: depth_multiplier must be a whole number, received 1.0",
        ),
        (lambda x: x.SeparableConv2D("4", 2), TypeError, "SeparableConv2D: filters must be a whol"),
        (
            lambda x: x.SeparableConv2D(4, 2, pointwise_initializer="x"),
            ValueError,
            "SeparableConv2D: pointwise_initializer must be a function or one of glorot_uniform",
        ),
        (lambda x: x.Conv2DTranspose(4, 2, padding="x"), ValueError, "Conv2DTranspose: padding is"),
        (
            lambda x: x.Conv2DTranspose(4, 2, 2, output_padding=(1, -1)),
            ValueError,
            "Conv2DTranspose: output_padding is a whole number of 0 or more, or a pair for rows "
            "and columns, received (1, -1)",
        ),
        (
            lambda x: x.Conv2DTranspose(4, 2, (2, 3), output_padding=2),
            ValueError,
            "Conv2DTranspose: output_padding must be smaller than the strides (2, 3), received 2",
        ),
        (
            lambda x: x.Conv2DTranspose(4, (3, 2), 2, "same", output_padding=0),
            ValueError,
            "Conv2DTranspose: with padding 'same' and a kernel of an even size output_padding must "
            "be 1 or more there; the kernel spans (3, 2), received 0",
        ),
        (lambda x: x.AvgPool2D(0), ValueError, "AveragePooling2D: pool_size must be 1 or more"),
        (lambda x: x.Dropout(1), ValueError, "Dropout: rate must be a number from 0 to below 1, r"),
        (lambda x: x.Dropout("x"), ValueError, "Dropout: rate must be a number from 0 to below 1"),
        (lambda x: x.Softmax(1.0), TypeError, "Softmax: axis must be a whole number, received 1.0"),
        (lambda x: x.Activation("x"), ValueError, "Activation: activation must be a function or o"),
        (lambda x: x.ZeroPadding2D(-1), ValueError, "ZeroPadding2D: padding is a whole number, a"),
        (lambda x: x.ZeroPadding2D((1, 2, 3)), ValueError, "ZeroPadding2D: padding is a whole num"),
        (
            lambda x: x.Cropping2D(-1),
            ValueError,
            "Cropping2D: cropping is a whole number, a pair f",
        ),
        (lambda x: x.Cropping2D("2"), ValueError, "Cropping2D: cropping is a whole number, a pair"),
        (lambda x: x.UpSampling2D(0), ValueError, "UpSampling2D: size must be 1 or more, received"),
        (
            lambda x: x.UpSampling2D(interpolation="bicubic"),
            ValueError,
            "UpSampling2D: interpolation is one of ['nearest', 'bilinear'], received 'bicubic'",
        ),
        (
            lambda x: x.Reshape((-1, -1)),
            ValueError,
            "Reshape: target_shape is a tuple of whole numbers without the number of images, at "
            "most one of them -1, received (-1, -1)",
        ),
        (lambda x: x.Reshape(24), ValueError, "Reshape: target_shape is a tuple of whole numbers "),
        (lambda x: x.Reshape((2, 1.5)), ValueError, "Reshape: target_shape is a tuple of whole nu"),
        (
            lambda x: x.LeakyReLU(-0.1),
            ValueError,
            "LeakyReLU: negative_slope must be a number of 0 or more, received -0.1",
        ),
        (lambda x: x.LeakyReLU("0"), ValueError, "LeakyReLU: negative_slope must be a number of 0"),
        (lambda x: x.Input((28, None)), ValueError, "Input: an input shape is a list of whole num"),
        (
            lambda x: x.GlobalMaxPooling2D(keepdims=1),
            TypeError,
            "GlobalMaxPooling2D: keepdims must be True or False, received 1",
        ),
    ],
)
def test_bad_arguments(make, error, text):
    assert message(error, make, cl.layers).startswith(text)


@pytest.mark.parametrize("shape", [28, (None, 28, 28, 1), (28.0,), "28", (), (-1, 2)])
@pytest.mark.parametrize(
    "kind", [name for name in cl.layers.__all__ if name not in ("Input", "InputLayer", "Layer")]
)
def test_input_shapes_that_are_none(kind, shape):
    make = getattr(cl.layers, kind)
    text = message(ValueError, make, *NEEDED.get(kind, ()), input_shape=shape)
    assert text == (
        f"{make.__name__}: input_shape is the shape of one input, a tuple of whole numbers without "
        f"the number of images, such as (28, 28, 1) or (784,), received {shape!r}"
    )


@pytest.mark.parametrize(
    ("layer", "shape", "text"),
    [
        (
            cl.layers.Conv2D(1, 2, name="a"),
            (None, 4, 4),
            "a: input must have 4 axes (n, h, w, c_in",
        ),
        (cl.layers.Conv2D(1, 5, name="a"), (None, 4, 4, 1), "a: no window fits: it spans 5 rows"),
        (cl.layers.Conv2D(1, 2, name="a"), (None, 4, 4, 0), "a: input has no channels (axis 3 of "),
        (cl.layers.Dense(1, name="a"), (None,), "a: input must have 2 axes (n, c_in) or more, rec"),
        (cl.layers.Dense(1, name="a"), 5, "a: an input shape is a list of whole numbers, or None"),
        (cl.layers.Dense(1, name="a"), (2, None), "a: an input shape is a list of whole numbers,"),
        (cl.layers.Input((2, 3), name="a"), (None, 3, 2), "a: input must have shape (None, 2, 3)"),
        (cl.layers.Softmax(2, name="a"), (None, 3), "a: there is no axis 2 in shape (None, 3)"),
        (cl.layers.MaxPool2D(9, name="a"), (None, 4, 4, 1), "a: no window fits: it spans 9 rows"),
        (
            cl.layers.Cropping2D(((0, 0), (3, 1)), name="a"),
            (None, 4, 4, 1),
            "a: cropping ((0, 0), (3, 1)) leaves nothing of 4 rows and 4 columns",
        ),
        (
            cl.layers.Reshape((5, -1), name="a"),
            (None, 4, 3),
            "a: an input (None, 4, 3) has 12 numbers for each image, which do not fill "
            "target_shape (5, -1)",
        ),
        (
            cl.layers.UpSampling2D(interpolation="bilinear", name="a"),
            (None, 0, 4, 1),
            "a: images must not be empty, received (None, 0, 4, 1)",
        ),
        (
            cl.layers.GlobalMaxPooling2D(name="a"),
            (None, 0, 4, 1),
            "a: images must not be empty, received (None, 0, 4, 1)",
        ),
    ],
)
def test_shapes_that_do_not_work(layer, shape, text):
    for method in (layer.compute_output_shape, layer.build):
        assert message(ValueError, method, shape).startswith(text)
    assert layer.weights == []


@pytest.mark.parametrize(
    ("layer", "shape", "other"),
    [
        (cl.layers.Conv2D(2, 1, name="a"), (1, 2, 2, 3), (1, 2, 2, 4)),
        (cl.layers.Dense(2, name="a"), (1, 3), (1, 4)),
        (cl.layers.DepthwiseConv2D(1, name="a"), (1, 2, 2, 3), (1, 2, 2, 4)),
        (cl.layers.Conv2DTranspose(2, 1, name="a"), (1, 2, 2, 3), (1, 2, 2, 4)),
    ],
)
def test_later_calls_with_other_channels(layer, shape, other):
    layer(np.ones(shape))
    kernel = layer.weights[0].shape
    axis = len(shape) - 1
    assert message(ValueError, layer, np.ones(other)) == (
        f"a: the first call made weights for c_in=3 (axis {kernel.index(3)} of {kernel}), this "
        f"input has 4 channels (axis {axis} of {other}). Make another layer for it"
    )


@pytest.mark.parametrize("kind", ["Conv2D", "Dense", "Dropout", "ReLU", "AveragePooling2D"])
def test_layers_that_need_floats(kind):
    layer = getattr(cl.layers, kind)(*NEEDED.get(kind, ()), name="a")
    text = "a: input holds integers (int64), and a works on floats"
    for images in (np.ones(SHAPE, int), np.ones(SHAPE, int).tolist()):
        assert message(TypeError, layer, images).startswith(text)
