"""The operators of ONNX, said with those of course_lib: images as (n, c, h, w)."""

import numpy as np

import course_lib as cl
from course_lib import layers, nn


class CannotSay(Exception):
    """There are no words for a case; the message says what is missing."""


def need(said, missing):
    """Raise CannotSay unless something is so."""
    if not said:
        raise CannotSay(missing)


def filters(weights):
    """Return weights (c_out, c_in, kh, kw) as TensorFlow has them; a row of a row's."""
    return in_rows(weights).transpose(2, 3, 1, 0)


def in_rows(x):
    """Return images of one axis as images of one row; refuse volumes."""
    need(x.ndim in (3, 4), "volumes")
    return x[:, :, None] if x.ndim == 3 else x


class Steps:
    """Strides, dilations and padding of a window of a case, along rows and columns."""

    def __init__(self, case, size, kernel):
        options, axes = case.options, len(kernel)
        need(axes in (1, 2), "volumes")
        ones, self.kernel = [1] * (2 - axes), [*[1] * (2 - axes), *kernel]
        self.strides = [*ones, *options.get("strides", [1] * axes)]
        self.dilations = [*ones, *options.get("dilations", [1] * axes)]
        self.word = options.get("auto_pad", b"NOTSET").decode()
        pads = [max(pad, 0) for pad in options.get("pads", [0] * 2 * axes)]
        need(pads == list(options.get("pads", pads)), "negative padding")
        zeros = [0] * (2 - axes)
        self.before, self.after = [*zeros, *pads[:axes]], [*zeros, *pads[axes:]]
        self.reach = [(k - 1) * d + 1 for k, d in zip(self.kernel, self.dilations, strict=True)]
        self.size = [*[1] * (2 - axes), *size]
        if self.word.startswith("SAME"):
            self._same()
        if options.get("ceil_mode"):
            self._ceil()

    def _along(self):
        return zip(self.size, self.strides, self.reach, strict=True)

    def _halves(self):
        """Return the padding of SAME: its smaller and its larger half along each axis."""
        needed = [max((-(-h // s) - 1) * s + reach - h, 0) for h, s, reach in self._along()]
        return [total // 2 for total in needed], [total - total // 2 for total in needed]

    def _same(self):
        smaller, larger = self._halves()
        upper = self.word == "SAME_UPPER"
        self.before, self.after = (smaller, larger) if upper else (larger, smaller)

    def _ceil(self):
        for axis, (h, s, reach) in enumerate(self._along()):
            before, after = self.before[axis], self.after[axis]
            out = -(-(h + before + after - reach) // s) + 1
            if (out - 1) * s >= h + before:
                out -= 1  # the last window would begin in the padding
            self.after[axis] = max(after, (out - 1) * s + reach - h - before)

    @property
    def padding(self):
        """TensorFlow's padding in NCHW: a word where there is one."""
        if (self.before, self.after) == self._halves() and any(self.after):
            return "SAME"
        if not any(self.before) and not any(self.after):
            return "VALID"
        return _around(self)


def conv(case):
    x, w, *bias = case.inputs
    steps = Steps(case, x.shape[2:], w.shape[2:])
    out = nn.conv2d(in_rows(x), filters(w), steps.strides, steps.padding, "NCHW", steps.dilations)
    return [with_bias(out, bias)]


def _around(steps):
    return ((0, 0), (0, 0), *zip(steps.before, steps.after, strict=True))


def with_bias(out, bias):
    return out + bias[0][:, None, None] if bias else out


def conv_transpose(case):
    """Say it as the way back of a convolution, which knows groups, or as itself."""
    x, w, *bias = case.inputs
    steps, axes = Steps(case, x.shape[2:], w.shape[2:]), x.ndim - 2
    more = [*[0] * (2 - axes), *case.options.get("output_padding", [0] * axes)]
    whole = [(h - 1) * s + reach for h, s, reach in steps._along()]
    if "output_shape" in case.options:
        out = [*[1] * (2 - axes), *case.options["output_shape"]]
        need(all(a >= b for a, b in zip(out, whole, strict=True)), "a size that cuts off")
    elif steps.word.startswith("SAME"):
        out = [h * s for h, s in zip(steps.size, steps.strides, strict=True)]
        need(steps.word == "SAME_UPPER", "SAME_LOWER")
    else:
        pads = zip(whole, steps.before, steps.after, more, strict=True)
        out = [cells - before - after + rest for cells, before, after, rest in pads]
    padding = "SAME" if steps.word == "SAME_UPPER" else _around(steps)
    shape = [len(x), w.shape[1] * case.options.get("group", 1), *out]
    how = (steps.strides, padding, "NCHW", steps.dilations)
    made = nn.conv2d_backprop_input(shape, filters(w), in_rows(x), *how)
    if case.options.get("group", 1) == 1:
        other = nn.conv2d_transpose(in_rows(x), filters(w), shape, *how)
        np.testing.assert_array_equal(made, other)
    return [with_bias(made, bias)]


def max_pool(case):
    (x,) = case.inputs
    steps = Steps(case, x.shape[2:], case.options["kernel_shape"])
    need(set(steps.dilations) == {1}, "dilated pooling")
    how = (steps.kernel, steps.strides, steps.padding, "NCHW")
    if len(case.outputs) == 1:
        return [nn.max_pool2d(in_rows(x), *how)]
    need(isinstance(steps.padding, str), "places of maxima beside padding that is no word")
    largest, places = nn.max_pool_with_argmax(in_rows(x), *how)
    return [largest, _onnx_places(places, x.shape, case.options.get("storage_order", 0))]


def _onnx_places(places, shape, by_columns):
    """Return places (y·w + x)·c + channel as ONNX counts them: through the whole array."""
    n, c, h, w = in_rows(np.empty(shape)).shape
    y, x = np.divmod(places // c, w)
    images = np.arange(n)[:, None, None, None] * c + np.arange(c)[:, None, None]
    return images * h * w + (x * h + y if by_columns else y * w + x)


def max_unpool(case):
    """Put numbers at their places; a larger size that is asked for has zeros at its end."""
    (x, places, *shape), options = case.inputs, case.options
    steps = zip(x.shape[2:], options["strides"], options["kernel_shape"], strict=True)
    (n, c), (h, w) = x.shape[:2], [(size - 1) * stride + k for size, stride, k in steps]
    images = np.arange(n)[:, None, None, None] * c + np.arange(c)[:, None, None]
    ours = (places - images * h * w) * c + np.arange(c)[:, None, None]
    made = nn.max_pool_with_argmax_backprop_input((n, c, h, w), x, ours, "NCHW")
    wanted = [int(size) for size in shape[0][2:]] if shape else (h, w)
    ends = ((0, wanted[0] - h), (0, wanted[1] - w))
    return [layers.ZeroPadding2D(ends, data_format="channels_first")(made)]


def average_pool(case):
    """Divide means with zeros around by the share of real cells, where no word says the padding."""
    (x,) = case.inputs
    steps = Steps(case, x.shape[2:], case.options["kernel_shape"])
    need(set(steps.dilations) == {1}, "dilated pooling")
    counted = case.options.get("count_include_pad", 0)
    if isinstance(steps.padding, str) and not (counted and steps.padding == "SAME"):
        return [nn.avg_pool2d(in_rows(x), steps.kernel, steps.strides, steps.padding, "NCHW")]
    asked = Steps(_without_ceil(case), x.shape[2:], case.options["kernel_shape"])
    around = layers.ZeroPadding2D(_sides(steps), data_format="channels_first")
    cells = np.ones_like(in_rows(x))
    if counted:
        inner = np.pad(cells, ((0, 0), (0, 0), *_sides(asked)), constant_values=1)
        ends = [(0, a - b) for (_, a), (_, b) in zip(_sides(steps), _sides(asked), strict=True)]
        real = layers.ZeroPadding2D(ends, data_format="channels_first")(inner)
    else:
        real = around(cells)
    means = [
        nn.avg_pool2d(array, steps.kernel, steps.strides, "VALID", "NCHW")
        for array in (around(in_rows(x)), real)
    ]
    return [means[0] / means[1]]


def _without_ceil(case):
    options = {name: value for name, value in case.options.items() if name != "ceil_mode"}
    return type(case)(case.name, case.operator, case.version, options, case.inputs, case.outputs)


def _sides(steps):
    return list(zip(steps.before, steps.after, strict=True))


def over_images(kind):
    def say(case):
        (x,) = case.inputs
        need(x.ndim == 4, "volumes")
        return [kind(data_format="channels_first", keepdims=True)(x)]

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
    need(case.version >= 13 or axis % x.ndim == x.ndim - 1, "softmax over several axes")
    return [layers.Softmax(axis)(x)]


def flatten(case):
    (x,) = case.inputs
    need(case.options.get("axis", 1) % x.ndim == 1, "another number of images")
    return [layers.Flatten()(x)]


def reshape(case):
    x, shape = case.inputs
    sizes = [int(size) for size in shape]
    if not case.options.get("allowzero"):
        sizes = [x.shape[i] if size == 0 else size for i, size in enumerate(sizes)]
    need(sizes[0] == len(x) and len(x), "another number of images")
    return [layers.Reshape(sizes[1:])(x)]


def gemm(case):
    a, b, *c = case.inputs
    alpha, beta = case.options.get("alpha", 1), case.options.get("beta", 1)
    need((alpha, beta) == (1, 1) and not case.options.get("transA"), "a scaled or turned product")
    kernel = b.T if case.options.get("transB") else b
    need(not c or c[0].ndim < 2 or len(c[0]) == 1, "a bias for each image")
    bias = [np.broadcast_to(np.ravel(c[0]), kernel.shape[1:])] if c else []
    dense = layers.Dense(kernel.shape[1], use_bias=bool(c))
    dense.build((None, len(kernel)))
    dense.set_weights([kernel, *bias])
    return [dense(a)]


def batch_normalization(case):
    x, *weights = case.inputs
    training = bool(case.options.get("training_mode"))
    momentum, epsilon = case.options.get("momentum", 0.9), case.options.get("epsilon", 1e-5)
    made = layers.BatchNormalization(axis=1, momentum=momentum, epsilon=epsilon)
    made.build((None, *x.shape[1:]))
    made.set_weights(weights)
    return [made(x, training=training), *made.weights[2:]][: len(case.outputs)]


def pad(case):
    x, *rest = case.inputs
    pads = [int(p) for p in (rest[0] if rest else case.options["pads"])]
    value = float(rest[1]) if len(rest) > 1 else case.options.get("value", 0)
    need(case.options.get("mode", b"constant") == b"constant", "padding with edges")
    need(value == 0 and len(rest) < 3, "padding with another number")
    need(min(pads) >= 0, "negative padding")
    need(x.ndim == 4 and not any(pads[i] for i in (0, 1, 4, 5)), "other axes")
    sides = ((pads[2], pads[6]), (pads[3], pads[7]))
    return [layers.ZeroPadding2D(sides, data_format="channels_first")(x)]


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
    scores, labels, *weights = case.inputs
    need(not weights, "weights of classes as ONNX divides by them")
    need("ignore_index" not in case.options, "a class that is left out")
    need(len(case.outputs) == 1, "the logarithms, too")
    scores, kind = np.moveaxis(scores, 1, -1), case.options.get("reduction", b"mean")
    need(kind in (b"none", b"mean"), "a sum of losses")
    if kind == b"none":
        return [cl.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)]
    return [cl.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, scores)]


def dropout(case):
    x, *rest = case.inputs
    need(len(case.outputs) == 1, "the mask, too")
    training = rest[1] if len(rest) > 1 and rest[1] is not None else False
    ratio = float(rest[0]) if rest and rest[0] is not None else 0.5
    need(not training or ratio == 0, "draws of NumPy")
    return [layers.Dropout(ratio)(x, training=bool(training))]


def col2im(case):
    x, image, block = case.inputs
    options = case.options
    need(len(image) == 2, "volumes")
    need(not any(options.get("pads", [0])), "padding of patches that is no word")
    strides, rates = options.get("strides", [1, 1]), options.get("dilations", [1, 1])
    (h, w), (kh, kw) = (map(int, image), map(int, block))
    c = x.shape[1] // (kh * kw)
    reach = [(k - 1) * d + 1 for k, d in zip((kh, kw), rates, strict=True)]
    oh, ow = ((a - r) // s + 1 for a, r, s in zip((h, w), reach, strides, strict=True))
    patches = x.reshape(len(x), c, kh * kw, oh, ow).transpose(0, 3, 4, 2, 1)
    patches = patches.reshape(len(x), oh, ow, kh * kw * c)
    how = ((kh, kw), strides, rates, "VALID")
    made = nn.extract_patches_backprop_input((len(x), h, w, c), patches, *how)
    return [made.transpose(0, 3, 1, 2)]


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
