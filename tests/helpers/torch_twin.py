"""The model in PyTorch that a model here stands for: for images (n, c, h, w)."""

import math

import course_lib as cl
from course_lib.interop import same_cut_for_torch, same_padding_for_torch
from helpers import skip_without

ACTIVATIONS = {"relu", "tanh", "sigmoid"}


def twin(model):
    """Return an ``nn.Module`` of the same layers, with weights of its own."""
    torch = skip_without.module("torch")

    class Twin(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = []
            shape = model.input_shape
            for layer in model.layers:
                modules, step = port(torch, layer, shape)
                for name, module in modules.items():
                    self.add_module(name, module)
                self.steps.append((layer, step))
                shape = layer.output_shape

        def forward(self, x):
            for layer, step in self.steps:
                x = step(x, self._modules.get(layer.name))
                x = activated(torch, layer, x)
            return x

    return Twin().eval()


def activated(torch, layer, x):
    name = getattr(getattr(layer, "activation", None), "__name__", "linear")
    if name == "softmax":
        return torch.softmax(x, 1)
    return getattr(torch, name)(x) if name in ACTIVATIONS else x


def port(torch, layer, shape):
    """Return the modules by name, and what is done with an input and the layer's own module."""
    kind = type(layer).__name__
    for kinds, how in [(WEIGHTED, weighted), (IMAGES, on_images), (ROWS, on_rows)]:
        if kind in kinds:
            return how(torch, layer, shape, kind)
    raise AssertionError(kind)


WEIGHTED = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose")
IMAGES = ("ZeroPadding2D", "Cropping2D", "MaxPooling2D", "MaxPool2D", "AveragePooling2D")
IMAGES += ("UpSampling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
ROWS = ("BatchNormalization", "Flatten", "Reshape", "Dense", "Dropout")
ROWS += ("ReLU", "LeakyReLU", "Softmax", "Activation")


def weighted(torch, layer, shape, kind):
    nn, pad = torch.nn, torch.nn.functional.pad
    c_in = shape[1 if layer.data_format == "channels_first" else 3]
    size, step = layer.kernel_size, {"stride": layer.strides, "dilation": layer.dilation_rate}
    if kind == "Conv2DTranspose":
        module = nn.ConvTranspose2d(c_in, layer.filters, size, **step, bias=layer.use_bias)
        cut = same_cut_for_torch(size, *step.values()) if layer.padding == "same" else (0, 0, 0, 0)
        return {layer.name: module}, lambda x, module: pad(module(x), cut)

    def padded(x):
        same = layer.padding == "same"
        return pad(x, same_padding_for_torch(x.shape[2:], size, *step.values())) if same else x

    if kind == "Conv2D":
        groups = {"groups": layer.groups, "bias": layer.use_bias}
        module = nn.Conv2d(c_in, layer.filters, size, **step, **groups)
    else:
        between = c_in * layer.depth_multiplier
        bias = layer.use_bias and kind == "DepthwiseConv2D"
        module = nn.Conv2d(c_in, between, size, **step, groups=c_in, bias=bias)
    if kind == "SeparableConv2D":
        both = torch.nn.Sequential()
        both.add_module("depthwise", module)
        both.add_module("pointwise", nn.Conv2d(between, layer.filters, 1, bias=layer.use_bias))
        module = both
    return {layer.name: module}, lambda x, module: module(padded(x))


def on_images(torch, layer, shape, kind):
    f = torch.nn.functional
    if kind.endswith("Pooling2D") and kind.startswith("Global"):
        reduce = torch.mean if "Average" in kind else torch.amax
        return {}, lambda x, _: reduce(x, (2, 3), layer.keepdims)
    if kind == "UpSampling2D":
        return {}, lambda x, _: f.interpolate(x, scale_factor=tuple(layer.size), mode="nearest")
    if kind in ("ZeroPadding2D", "Cropping2D"):
        sign = 1 if kind == "ZeroPadding2D" else -1
        (top, bottom), (left, right) = layer.padding if sign == 1 else layer.cropping
        return {}, lambda x, _: f.pad(x, [sign * n for n in (left, right, top, bottom)])
    pool = f.avg_pool2d if "Average" in kind else f.max_pool2d

    def pooled(x, _):
        if layer.padding == "same":
            pads = same_padding_for_torch(x.shape[2:], layer.pool_size, layer.strides)
            x = f.pad(x, pads, value=-math.inf)
        return pool(x, layer.pool_size, layer.strides)

    return {}, pooled


def on_rows(torch, layer, shape, kind):
    nn = torch.nn
    if kind == "BatchNormalization":
        make = nn.BatchNorm2d if len(shape) == 4 else nn.BatchNorm1d
        module = make(shape[layer.axis], eps=layer.epsilon, momentum=1 - layer.momentum)
        return {layer.name: module}, lambda x, module: module(x)
    if kind == "Dense":
        module = nn.Linear(shape[-1], layer.units, bias=layer.use_bias)
        return {layer.name: module}, lambda x, module: last(x, module)
    steps = {
        "Flatten": lambda x, _: x.flatten(1),
        "Reshape": lambda x, _: first(last(x, None).reshape(len(x), *layer.output_shape[1:])),
        "Dropout": lambda x, _: x,
        "ReLU": lambda x, _: torch.relu(x),
        "LeakyReLU": lambda x, _: nn.functional.leaky_relu(x, layer.negative_slope),
        "Softmax": lambda x, _: x,  # its activation follows
        "Activation": lambda x, _: x,
    }
    return {}, steps[kind]


def last(x, module):
    """Return what a module gives for channels at the end."""
    if x.ndim != 4:
        return module(x) if module else x
    x = x.permute(0, 2, 3, 1)
    return first(module(x)) if module else x


def first(x):
    return x.permute(0, 3, 1, 2) if x.ndim == 4 else x


def numbers(model, x):
    """Return what a twin predicts for images (n, h, w, c) or rows."""
    torch = skip_without.module("torch")
    with torch.no_grad():
        return model(torch.from_numpy(x)).numpy()


def loaded(model, state):
    """Return a twin with the weights of a dict of arrays."""
    torch = skip_without.module("torch")
    found = twin(model)
    found.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})
    return found


KINDS = {*WEIGHTED, *IMAGES, *ROWS}
ALL = set(cl.layers.__all__) - {"Input", "InputLayer", "Layer", "AvgPool2D"}
