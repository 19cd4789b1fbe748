"""All layers beside Keras, forward and backward, and models."""

import inspect

import numpy as np
import pytest
from helpers import skip_without
from helpers.layer_cases import CASES, FILTERS, IMAGES, NAMES, signed
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl


def keras():
    return skip_without.module("tensorflow").keras


def theirs_there_and_back(layer, weights, x, gradient_of):
    """Return the output, the gradient by the input, and those by the weights."""
    import tensorflow as tf

    layer.build(x.shape)
    layer.set_weights(weights)
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        out = layer(x)
    gradient = gradient_of(out.shape)
    slopes = tape.gradient(out, [x, *layer.trainable_weights], output_gradients=gradient)
    return out.numpy(), *(slope.numpy() for slope in slopes)


@pytest.mark.parametrize(("kind", "options", "shape"), CASES, ids=NAMES)
def test_layers_agree_with_keras(kind, options, shape):
    their = getattr(keras().layers, kind)(**options)
    ours, x = getattr(cl.layers, kind)(**options), signed(shape, 1)
    ours.build(shape)
    weights = [signed(w.shape, 7 + i) for i, w in enumerate(ours.weights)]
    ours.set_weights(weights)
    out, *slopes = theirs_there_and_back(their, weights, x, lambda shape: signed(shape, 2))
    assert_allclose(ours(x, training=True), out, rtol=1e-5, atol=1e-5)
    by_input = ours.backward(signed(out.shape, 2))
    found = [by_input, *ours.gradients]
    assert [a.shape for a in found] == [b.shape for b in slopes]
    for a, b in zip(found, slopes, strict=True):
        assert_allclose(a, b, rtol=1e-5, atol=1e-5 * max(1, np.abs(b).max()))
    assert ours.count_params() == their.count_params()
    assert ours.output_shape == tuple(their.compute_output_shape((None, *shape[1:])))
    for word in {"padding", "data_format", "strides", "dilation_rate"} & set(vars(ours)):
        assert getattr(ours, word) == getattr(their, word), word


@pytest.mark.parametrize(
    "kind",
    sorted({kind for kind, *_ in CASES} - {"AveragePooling2D"} | {"BatchNormalization"}),
    ids=str,
)
def test_arguments_are_those_of_keras(kind):
    theirs = inspect.signature(getattr(keras().layers, kind)).parameters
    ours = inspect.signature(getattr(cl.layers, kind)).parameters
    assert set(ours) - set(theirs) <= {"name", "input_shape"}
    shared = [word for word in theirs if word in ours]
    assert shared == [word for word in ours if word in theirs]
    for word in shared:
        assert ours[word].default == theirs[word].default, word


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize(("strides", "rate"), [(2, 2), ((2, 1), (1, 2)), (2, 1), (1, 2)], ids=str)
def test_a_stride_with_a_dilation_is_refused_where_keras_refuses_it(kind, strides, rate):
    options = {**FILTERS[kind], "kernel_size": 3, "strides": strides, "dilation_rate": rate}
    told = []
    for library in (cl, keras()):
        try:
            getattr(library.layers, kind)(**options)
        except ValueError as error:
            told.append(str(error))
    assert len(told) in (0, 2)
    if told:
        operator = {"Conv2D": "conv2d", "Conv2DTranspose": "conv2d_transpose"}[kind]
        assert told[0].startswith(f"{kind}: strides or dilation_rate must be 1, as in Keras; rec")
        assert f"cl.nn.{operator} computes both" in told[0]


def test_a_stride_with_a_dilation_is_computed_as_tensorflow_computes_it():
    tf = skip_without.module("tensorflow")
    x, w = signed(IMAGES, 1), signed((3, 2, IMAGES[3], 4), 2)
    for padding in ("SAME", "VALID"):
        out = tf.nn.conv2d(x, w, 2, padding, dilations=2)
        assert_allclose(cl.nn.conv2d(x, w, 2, padding, dilations=2), out, rtol=1e-5, atol=1e-5)
        made = tf.nn.conv2d_transpose(out, w, IMAGES, 2, padding, dilations=2)
        ours = cl.nn.conv2d_transpose(out.numpy(), w, IMAGES, 2, padding, dilations=2)
        assert_allclose(ours, made, rtol=1e-5, atol=1e-4)


def test_a_dilation_with_a_stride_of_a_depthwise_convolution_is_keras_not_tensorflows():
    """What the docstring of cl.nn.depthwise_conv2d says of the three."""
    tf = skip_without.module("tensorflow")
    x, w = signed((1, 6, 6, 1), 1), signed((3, 3, 1, 1), 2)
    theirs = tf.nn.depthwise_conv2d(x, w, [1, 2, 2, 1], "SAME", dilations=[2, 2])
    ours = cl.nn.depthwise_conv2d(x, w, 2, "SAME", dilations=2)
    assert (theirs.shape[1:3], ours.shape[1:3]) == ((4, 4), (3, 3))
    layer = keras().layers.DepthwiseConv2D(3, 2, "same", dilation_rate=2, use_bias=False)
    layer.build(x.shape)
    layer.set_weights([w])
    assert_allclose(ours, layer(x), rtol=1e-5, atol=1e-6)


def test_dropout_is_tensorflows():
    tf = skip_without.module("tensorflow")
    x = signed((50, 60), 1)
    tf.random.set_seed(43052)
    expected = tf.nn.dropout(x, 0.3).numpy()
    cl.random.set_seed(43052)
    assert_array_equal(cl.layers.Dropout(0.3)(x, training=True), expected)


def test_to_categorical_is_keras():
    theirs = keras().utils.to_categorical
    for y, classes in [([3, 0, 1], None), ([3, 0, 1], 6), ([[3], [0]], None), ([[1, 2]], 4)]:
        assert_array_equal(cl.utils.to_categorical(y, classes), theirs(np.array(y), classes))


@pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`")
@pytest.mark.parametrize(
    ("kind", "arguments", "shape"),
    [
        ("Conv2D", (8, 3), (28, 28, 1)),
        ("Flatten", (), (4, 5)),
        ("Dense", (3,), (784,)),
        ("MaxPooling2D", (), [6, 5, 2]),
        ("Dropout", (0.5,), (7,)),
    ],
)
def test_the_first_layer_may_say_the_shape_of_the_input(kind, arguments, shape):
    models = [
        library.Sequential(
            [
                getattr(library.layers, kind)(*arguments, input_shape=shape),
                library.layers.Flatten(),
                library.layers.Dense(4, input_shape=(99,)),  # not the first: it says nothing
            ]
        )
        for library in (cl, keras())
    ]
    ours, theirs = models
    assert len(ours.layers) == len(theirs.layers) == 3
    assert ours.count_params() == theirs.count_params()
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    assert ours.input_shape == theirs.input_shape
    assert ours.output_shape == theirs.output_shape


def test_a_model_agrees_with_keras():
    tf = skip_without.module("tensorflow")

    def network(layers, sequential):
        return sequential(
            [
                layers.Conv2D(6, (2, 2), activation="relu"),
                layers.MaxPool2D(),
                layers.Conv2D(5, (2, 2), activation="relu"),
                layers.MaxPool2D(),
                layers.Flatten(),
                layers.Dense(4, activation="softmax"),
            ]
        )

    x = signed((3, 12, 11, 1), 1)
    theirs, ours = network(keras().layers, keras().Sequential), network(cl.layers, cl.Sequential)
    theirs(x), ours.build(x.shape)
    weights = [signed(w.shape, i) for i, w in enumerate(ours.weights)]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    gradient = signed((3, 4), 9)
    with tf.GradientTape() as tape:
        out = theirs(x)
    slopes = tape.gradient(out, theirs.trainable_weights, output_gradients=gradient)
    assert_allclose(ours(x, training=True), out, rtol=1e-5, atol=1e-6)
    ours.backward(gradient)
    for a, b in zip(ours.gradients, slopes, strict=True):
        assert_allclose(a, b, rtol=1e-4, atol=1e-6)
    assert ours.count_params() == theirs.count_params()
