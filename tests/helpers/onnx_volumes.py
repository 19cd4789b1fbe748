"""Volumes (n, c, d, h, w) said as planes: what goes along the depth is a step of its own."""

from dataclasses import replace

import numpy as np

from .onnx_steps import Steps, need


def part(case, axes, *inputs):
    """Return a case of some axes of another one's windows."""
    options = dict(case.options)
    for name in ("kernel_shape", "strides", "dilations", "output_padding", "output_shape"):
        if name in options:
            options[name] = [options[name][axis] for axis in axes]
    if "pads" in options:
        options["pads"] = [options["pads"][axis + end] for end in (0, 3) for axis in axes]
    return replace(case, options=options, inputs=list(inputs))


def in_planes(say):
    """Return a saying that convolves volumes: a plane of the output adds up those of the input."""

    def volumes(case):
        x, w, *bias = case.inputs
        if x.ndim < 5:
            return say(case)
        planes = [
            say(part(case, (1, 2), np.concatenate(np.moveaxis(x, 2, 0)), w[:, :, i]))[0]
            for i in range(w.shape[2])
        ]
        depth = Steps(part(case, (0,)), x.shape[2:3], w.shape[2:3])
        shape = x.shape[2], len(x), *planes[0].shape[1:]
        added = along_depth(case, depth, [plane.reshape(shape) for plane in planes])
        return [out + bias[0][:, None, None, None] if bias else out for out in [added]]

    return volumes


def along_depth(case, depth, planes):
    """Add planes (d, n, c, h, w), one for each cell of a kernel's depth, where they belong."""
    back = case.operator == "ConvTranspose"
    (before, after), stride = depth.sides[1], depth.strides[1]
    d = len(planes[0])
    more = case.options.get("output_padding", [0])[0]
    whole = (d - 1) * stride + depth.reach[1] + more if back else d + before + after
    count = whole - before - after if back else (whole - depth.reach[1]) // stride + 1
    out = np.zeros((count, *planes[0].shape[1:]))
    for i, plane in enumerate(planes):
        for z in range(d):
            to = z * stride + i * depth.dilations[1] - before
            if not back:
                to, rest = divmod(z + before - i * depth.dilations[1], stride)
                to = -1 if rest else to
            if 0 <= to < count:
                out[to] += plane[z]
    return np.moveaxis(out, 0, 2)


def in_lines(say):
    """Return a saying that pools volumes: first in planes, then the results along the depth."""

    def volumes(case):
        (x,) = case.inputs
        if x.ndim < 5:
            return say(case)
        need(len(case.outputs) == 1, "places of maxima in volumes")
        n, c, d, h, w = x.shape
        (planes,) = say(part(case, (1, 2), x.reshape(n, c * d, h, w)))
        oh, ow = planes.shape[2:]
        lines = planes.reshape(n, c, d, oh * ow).swapaxes(2, 3).reshape(n, c * oh * ow, d)
        (out,) = say(part(case, (0,), lines))
        return [out.reshape(n, c, oh, ow, -1).transpose(0, 1, 4, 2, 3)]

    return volumes
