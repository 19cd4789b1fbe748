"""What lesson 09 says of TensorFlow, Keras and PyTorch, asked of all three."""

import numpy as np
import pytest
from helpers import skip_without
from numpy.testing import assert_allclose

import course_lib as cl
from course_lib.interop import functional

KERNEL = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]], np.float32).reshape(3, 3, 1, 1)
COUNTING = np.arange(36, dtype=np.float32).reshape(1, 6, 6, 1)
RNG = np.random.default_rng(9)


@pytest.fixture
def torch():
    return skip_without.module("torch")


@pytest.fixture
def tf():
    return skip_without.module("tensorflow")


def tensor(torch, array, *order):
    """Return an array as a tensor of float32, with its axes in another order."""
    array = np.asarray(array, np.float32)
    return torch.from_numpy(np.ascontiguousarray(array.transpose(order or range(array.ndim))))


def images(torch, array):
    return tensor(torch, array, 0, 3, 1, 2)


def kernels(torch, array):
    return tensor(torch, array, 3, 2, 0, 1)


def drawn(*shape):
    return RNG.integers(-5, 6, shape).astype(np.float32)


def nhwc(found):
    return found.detach().numpy().transpose(0, 2, 3, 1)


# Axes and weights


def test_dense_is_transposed(torch):
    x, k = drawn(2, 3), drawn(3, 4)
    assert np.array_equal(torch.nn.functional.linear(tensor(torch, x), tensor(torch, k.T)), x @ k)
    shapes = [torch.nn.Linear(3, 4).weight.shape, torch.nn.Conv2d(3, 4, (5, 6)).weight.shape]
    shapes.append(torch.nn.ConvTranspose2d(3, 4, (5, 6)).weight.shape)
    shapes.append(torch.nn.Conv2d(3, 6, (5, 6), groups=3).weight.shape)
    assert list(map(tuple, shapes)) == [(4, 3), (4, 3, 5, 6), (3, 4, 5, 6), (6, 1, 5, 6)]


def test_flatten_goes_by_channels(torch, tf):
    x = np.arange(12.0).reshape(1, 2, 3, 2)
    assert torch.flatten(images(torch, x), 1)[0].tolist() == [*range(0, 12, 2), *range(1, 12, 2)]
    assert tf.keras.layers.Flatten()(x)[0].numpy().tolist() == list(range(12))


@pytest.mark.parametrize("groups", [1, 2])
def test_our_functions_are_those_of_pytorch(torch, groups):
    f, x, k = torch.nn.functional, drawn(2, 4, 5, 6), drawn(6, 4 // groups, 2, 3)
    found = f.conv2d(tensor(torch, x), tensor(torch, k), stride=2, groups=groups)
    assert np.array_equal(functional.conv2d(x, k, 2, groups), found)
    k = drawn(4, 3, 2, 3)
    found = f.conv_transpose2d(tensor(torch, x), tensor(torch, k), stride=2)
    assert np.array_equal(functional.conv_transpose2d(x, k, 2), found)


# Padding


def test_same_with_a_stride_and_padding_1(torch, tf):
    f, x, k = torch.nn.functional, images(torch, COUNTING), kernels(torch, KERNEL)
    same = tf.nn.conv2d(COUNTING, KERNEL, 2, "SAME").numpy()[0, :, :, 0]
    assert same.tolist() == [[35, 47, 35], [107, 119, 83], [141, 151, 131]]
    around = f.conv2d(x, k, stride=2, padding=1)[0, 0]
    assert around.tolist() == [[7, 13, 21], [38, 77, 89], [74, 149, 161]]
    explicit = tf.nn.conv2d(COUNTING, KERNEL, 2, [[0, 0], [1, 1], [1, 1], [0, 0]])
    assert np.array_equal(explicit[0, :, :, 0], around)
    assert np.array_equal(f.conv2d(f.pad(x, (0, 1, 0, 1)), k, stride=2)[0, 0], same)
    with pytest.raises(RuntimeError, match="not supported for strided"):
        f.conv2d(x, k, stride=2, padding="same")


@pytest.mark.parametrize("size", [(6, 6), (6, 7), (5, 8)])
@pytest.mark.parametrize(("kernel", "stride"), [((3, 2), 2), ((4, 1), (3, 2)), ((2, 5), 1)])
def test_pads_of_same(torch, tf, size, kernel, stride):
    f, x, k = torch.nn.functional, drawn(1, *size, 2), drawn(*kernel, 2, 3)
    pads = cl.interop.same_padding_for_torch(size, kernel, stride)
    found = f.conv2d(f.pad(images(torch, x), pads), kernels(torch, k), stride=stride)
    strides = stride if isinstance(stride, int) else list(stride)
    assert np.array_equal(nhwc(found), tf.nn.conv2d(x, k, strides, "SAME"))


# Transposed convolution


def test_the_shift_by_two_mended_both_ways(torch, tf):
    f, x, k = torch.nn.functional, drawn(1, 3, 3, 1), drawn(9, 9, 1, 1)
    given = images(torch, x), kernels(torch, k)
    keras = tf.nn.conv2d_transpose(x, k, [1, 12, 12, 1], 4, "SAME").numpy()[0, :, :, 0]
    theirs = f.conv_transpose2d(*given, stride=4, padding=9 // 2, output_padding=3)[0, 0].numpy()
    assert not np.array_equal(keras, theirs)
    assert np.array_equal(keras[2:, 2:], theirs[:10, :10])
    mended = f.conv_transpose2d(*given, stride=4, padding=2)[0, 0]
    assert mended.shape == (13, 13)
    assert np.array_equal(mended[:12, :12], keras)
    explicit = [[0, 0], [4, 1], [4, 1], [0, 0]]
    mended = tf.nn.conv2d_transpose(x, k, [1, 12, 12, 1], 4, explicit)
    assert np.array_equal(mended[0, :, :, 0], theirs)
    cut = f.pad(f.conv_transpose2d(*given, stride=4), cl.interop.same_cut_for_torch(9, 4))
    assert np.array_equal(cut[0, 0], keras)


@pytest.mark.parametrize("more", [0, 2, 3])
def test_output_padding_of_keras_chooses_the_size(tf, more):
    x, k = drawn(1, 3, 3, 1), drawn(9, 9, 1, 1)
    layer = tf.keras.layers.Conv2DTranspose(1, 9, 4, padding="same", output_padding=more)
    layer.build(x.shape)
    layer.set_weights([k, np.zeros(1)])
    size = [1, 9 + more, 9 + more, 1]  # (3 - 1)·4 + 9 % 2 + more
    assert np.array_equal(layer(x), tf.nn.conv2d_transpose(x, k, size, 4, "SAME"))


def test_a_picture_of_ones(torch, tf):
    x, k = np.ones((1, 4, 4, 3), np.float32), np.ones((4, 4, 3, 3), np.float32)
    found = tf.nn.conv2d_transpose(x, k, [1, 4, 4, 3], 1, "SAME").numpy()[0, :, :, 0]
    assert found[0].tolist() == [12, 18, 24, 18]
    whole = torch.nn.functional.conv_transpose2d(images(torch, x), kernels(torch, k))[0, 0]
    assert np.array_equal(whole[1:5, 1:5], found)


# What else is not the same


def test_batch_normalization_keeps_or_takes(torch, tf):
    x = drawn(8, 3) + 5
    theirs = tf.keras.layers.BatchNormalization()
    theirs(x, training=True)
    mean, variance = x.mean(axis=0), x.var(axis=0)
    assert_allclose(theirs.get_weights()[2], 0.01 * mean, rtol=1e-5)
    assert_allclose(theirs.get_weights()[3], 0.99 + 0.01 * variance, rtol=1e-5)
    module = torch.nn.BatchNorm1d(3)
    module(tensor(torch, x))
    assert_allclose(module.running_mean, 0.1 * mean, rtol=1e-5)
    assert_allclose(module.running_var, 0.9 + 0.1 * variance * 8 / 7, rtol=1e-5)
    assert (theirs.momentum, theirs.epsilon) == (0.99, 1e-3)
    assert (module.momentum, module.eps) == (0.1, 1e-5)


def test_a_new_network_of_pytorch_is_in_training_mode(torch):
    x = tensor(torch, drawn(4, 3) + np.arange(12).reshape(4, 3))
    net = torch.nn.Sequential(torch.nn.BatchNorm1d(3), torch.nn.Dropout(0.5))
    assert net.training
    kept = net[0].running_mean.clone()
    trained = net(x)
    assert not torch.equal(net[0].running_mean, kept)
    net.eval()
    assert not net.training
    assert torch.equal(net(x), net(x))
    assert not torch.allclose(net(x), trained)


def test_the_first_step_of_adam(torch, tf):
    slope, root = 1e-6, np.sqrt(1 - 0.999)
    weight = torch.nn.Parameter(torch.zeros(1))
    weight.grad = torch.full((1,), slope)
    torch.optim.Adam([weight], lr=1.0).step()
    assert_allclose(-weight.item(), slope / (slope + 1e-8), rtol=1e-4)
    variable = tf.Variable([0.0])
    tf.keras.optimizers.Adam(1.0).apply([tf.constant([slope])], [variable])
    assert_allclose(-variable.numpy()[0], slope * root / (slope * root + 1e-7), rtol=1e-4)


def test_first_weights(torch, tf):
    torch.manual_seed(1)
    module, layer = torch.nn.Conv2d(30, 30, 2), tf.keras.layers.Conv2D(30, 2)
    layer.build((None, 9, 9, 30))
    (kernel, bias), limit = layer.get_weights(), 1 / np.sqrt(120)
    for weight in (module.weight, module.bias):
        assert 0.9 * limit < weight.abs().max() <= limit * 1.000001
    assert 0.97 * np.sqrt(6 / 240) < np.abs(kernel).max() <= np.sqrt(6 / 240) * 1.000001
    assert not bias.any()


def test_cross_entropy_from_scores_and_from_probabilities(torch, tf):
    scores, row = np.array([[4.0, 0, 0]], np.float32), np.array([[1.0, 0, 0]])
    f = torch.nn.functional
    right = f.cross_entropy(tensor(torch, scores), torch.tensor([0])).item()
    twice = f.cross_entropy(torch.softmax(tensor(torch, scores), 1), torch.tensor([0])).item()
    assert (f"{right:.4f}", f"{twice:.4f}") == ("0.0360", "0.5743")
    keras = tf.keras.losses.CategoricalCrossentropy()
    assert_allclose(keras(row, tf.nn.softmax(scores)), right, rtol=1e-5)


def test_the_bias_of_keras_along_the_width(tf):
    keras = skip_without.module("keras")
    layer = tf.keras.layers.Conv2D(2, 3, data_format="channels_first")
    x = np.ones((1, 1, 7, 4), np.float32)
    layer.build(x.shape)
    layer.set_weights([np.ones((3, 3, 1, 2)), np.array([0, 0.5])])
    found = layer(x).numpy()[0, :, 0]
    if not keras.__version__.startswith("3.15."):
        pytest.skip(f"the lesson speaks of Keras 3.15, and this is {keras.__version__}")
    assert found.tolist() == [[9, 9.5], [9, 9.5]]
    ours = cl.layers.Conv2D(2, 3, data_format="channels_first")
    ours.build(x.shape)
    ours.set_weights(layer.get_weights())
    assert ours(x)[0, :, 0].tolist() == [[9, 9], [9.5, 9.5]]
