"""The operators of ONNX, said with those of course_lib: images as (n, c, h, w)."""

import numpy as np

import course_lib as cl
from course_lib import layers, nn

from .onnx_steps import CannotSay, need
from .onnx_windows import average_pool, conv, conv_transpose, max_pool, max_unpool

__all__ = ["SAYINGS", "CannotSay"]


def over_images(kind):
    def say(case):
        (x,) = case.inputs
        flat = x.reshape(*x.shape[:3], -1)  # a volume as an image whose rows are planes
        out = kind(data_format="channels_first", keepdims=True)(flat)
        return [out.reshape(*out.shape[:2], *[1] * (x.ndim - 2))]

    return say


def layer(make):
    """Return a saying that calls a layer, made of a case's options."""

    def say(case):
        (x,) = case.inputs
        return [make(case.options)(x)]

    return say


def softmax(case):
    (x,) = case.inputs
    axis = case.options.get("axis", -1 if case.version >= 13 else 1)
    if case.version >= 13:
        return [layers.Softmax(axis)(x)]
    return [layers.Softmax()(in_two(x, axis)).reshape(x.shape)]  # over all axes from there on


def in_two(x, axis):
    """Return an array as rows: the axes before one are its rows, the others its columns."""
    columns = int(np.prod(x.shape[axis:] if axis else x.shape))
    return reshaped(x, (x.size // columns, columns))


def reshaped(x, sizes):
    """Return an array in another shape: as one image that has it."""
    return layers.Reshape(sizes)(x[None])[0]


def flatten(case):
    (x,) = case.inputs
    return [in_two(x, case.options.get("axis", 1))]


def reshape(case):
    x, shape = case.inputs
    sizes = [int(size) for size in shape]
    if not case.options.get("allowzero"):
        sizes = [x.shape[i] if size == 0 else size for i, size in enumerate(sizes)]
    need(x.size, "an array without numbers")
    return [reshaped(x, sizes)]


def gemm(case):
    a, b, *c = case.inputs
    alpha, beta = case.options.get("alpha", 1), case.options.get("beta", 1)
    kernel = b.T if case.options.get("transB") else b
    dense = layers.Dense(kernel.shape[1], use_bias=False)
    dense.build((None, len(kernel)))
    dense.set_weights([alpha * kernel])
    out = dense(a.T if case.options.get("transA") else a)
    return [out + beta * c[0] if c else out]


def batch_normalization(case):
    x, *weights = case.inputs
    training = bool(case.options.get("training_mode"))
    momentum, epsilon = case.options.get("momentum", 0.9), case.options.get("epsilon", 1e-5)
    made = layers.BatchNormalization(axis=1, momentum=momentum, epsilon=epsilon)
    made.build((None, *x.shape[1:]))
    made.set_weights(weights)
    return [made(x, training=training), *made.weights[2:]][: len(case.outputs)]


def pad(case):
    """Pad or crop axis by axis, each as the rows of an image, moved so that 0 is around it."""
    x, *rest = case.inputs
    need(case.options.get("mode", b"constant") == b"constant", "padding with edges")
    pads = [int(p) for p in (rest[0] if rest else case.options["pads"])]
    given = rest[1] if len(rest) > 1 else None
    value = case.options.get("value", 0) if given is None or not given.size else given.item()
    axes = [int(axis) for axis in (rest[2] if len(rest) > 2 else range(x.ndim))]
    out = x - np.asarray(value, x.dtype)
    for axis, before, after in zip(axes, pads[: len(axes)], pads[len(axes) :], strict=True):
        shape = out.shape
        rows = out.reshape(int(np.prod(shape[: axis % x.ndim])), shape[axis], 1, -1)
        cut = layers.Cropping2D(((max(-before, 0), max(-after, 0)), (0, 0)))(rows)
        rows = layers.ZeroPadding2D(((max(before, 0), max(after, 0)), (0, 0)))(cut)
        out = rows.reshape(*shape[: axis % x.ndim], -1, *shape[axis % x.ndim + 1 :])
    return [out + np.asarray(value, x.dtype)]


def resize(case):
    x = case.inputs[0]
    options, (out,) = case.options, case.outputs
    times = np.divide(out.shape, x.shape)
    need(x.ndim == 4 and set(times[:2]) == {1}, "other axes")
    need(min(times) >= 1 and (times == times.round()).all(), "not a whole number of times")
    mode = options.get("mode", b"nearest")
    need(mode in (b"nearest", b"linear") and not options.get("antialias"), "cubic or antialias")
    places = options.get("coordinate_transformation_mode", b"half_pixel")
    plain = case.operator == "Upsample" or (
        places == b"half_pixel"
        and options.get("nearest_mode", b"round_prefer_floor") == b"round_prefer_floor"
    )
    need(plain, "another rule for places")
    kind = "nearest" if mode == b"nearest" else "bilinear"
    size = [int(count) for count in times[2:]]
    return [layers.UpSampling2D(size, data_format="channels_first", interpolation=kind)(x)]


def cross_entropy(case):
    """Each loss counts as its class does, or not at all; a mean divides by all counts."""
    scores, labels, *weights = case.inputs
    scores, kind = np.moveaxis(scores, 1, -1), case.options.get("reduction", b"mean")
    kept = labels != case.options.get("ignore_index", labels.max() + 1)
    known = np.where(kept, labels, 0)
    counts = kept * (weights[0][known] if weights else np.ones(1, scores.dtype))
    losses = cl.losses.sparse_categorical_crossentropy(known, scores, from_logits=True)
    mean = cl.metrics.Mean()
    mean.update_state(losses, counts)
    loss = {b"none": counts * losses, b"sum": (counts * losses).sum(), b"mean": mean.result()}
    classes = [np.full(labels.shape, c) for c in range(scores.shape[-1])]
    logarithms = [
        -cl.losses.sparse_categorical_crossentropy(c, scores, from_logits=True) for c in classes
    ]
    return [loss[kind], np.stack(logarithms, axis=1)][: len(case.outputs)]


def dropout(case):
    """What is kept can be seen of ones."""
    x, *rest = case.inputs
    training = rest[1] if len(rest) > 1 and rest[1] is not None else False
    ratio = float(rest[0]) if rest and rest[0] is not None else 0.5
    need(not training or ratio == 0, "draws of NumPy")
    drop = layers.Dropout(ratio)
    found = [drop(array, training=bool(training)) for array in (x, np.ones_like(x))]
    return [found[0], found[1] != 0][: len(case.outputs)]


def col2im(case):
    x, image, block = case.inputs
    options = case.options
    need(len(image) == 2, "volumes")
    top, left, bottom, right = options.get("pads", [0, 0, 0, 0])
    strides, rates = options.get("strides", [1, 1]), options.get("dilations", [1, 1])
    (h, w), (kh, kw) = (map(int, image), map(int, block))
    h, w = h + top + bottom, w + left + right
    c = x.shape[1] // (kh * kw)
    reach = [(k - 1) * d + 1 for k, d in zip((kh, kw), rates, strict=True)]
    oh, ow = ((a - r) // s + 1 for a, r, s in zip((h, w), reach, strides, strict=True))
    patches = x.reshape(len(x), c, kh * kw, oh, ow).transpose(0, 3, 4, 2, 1)
    patches = patches.reshape(len(x), oh, ow, kh * kw * c)
    how = ((kh, kw), strides, rates, "VALID")
    made = nn.extract_patches_backprop_input((len(x), h, w, c), patches, *how)
    return [layers.Cropping2D(((top, bottom), (left, right)))(made).transpose(0, 3, 1, 2)]


SAYINGS = {
    "AveragePool": average_pool,
    "BatchNormalization": batch_normalization,
    "Col2Im": col2im,
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "Dropout": dropout,
    "Flatten": flatten,
    "Gemm": gemm,
    "GlobalAveragePool": over_images(layers.GlobalAveragePooling2D),
    "GlobalMaxPool": over_images(layers.GlobalMaxPooling2D),
    "LeakyRelu": layer(lambda options: layers.LeakyReLU(options.get("alpha", 0.01))),
    "MaxPool": max_pool,
    "MaxUnpool": max_unpool,
    "Pad": pad,
    "Relu": layer(lambda options: layers.ReLU()),
    "Reshape": reshape,
    "Resize": resize,
    "Sigmoid": layer(lambda options: layers.Activation("sigmoid")),
    "Softmax": softmax,
    "SoftmaxCrossEntropyLoss": cross_entropy,
    "Tanh": layer(lambda options: layers.Activation("tanh")),
    "Upsample": resize,
}
