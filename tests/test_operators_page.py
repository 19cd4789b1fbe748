"""The page of all operators: each rule in its tables is worked out beside the library."""

import itertools
import re

import numpy as np
import pytest
from helpers.stored_notebooks import ROOT, code_cells, read, source, texts

import course_lib as cl

PAGE = ROOT / "notebooks" / "operators.ipynb"
SIZES = {"n": 2, "h": 7, "w": 9, "c_in": 4, "c_out": 5, "kh": 3, "kw": 2, "mult": 3}
KERNEL = (SIZES["kh"], SIZES["kw"])
IMAGES = np.ones((2, 7, 9, 4))
LAYERS = {
    "Conv2D": cl.layers.Conv2D(5, KERNEL),
    "DepthwiseConv2D": cl.layers.DepthwiseConv2D(KERNEL, depth_multiplier=3),
    "SeparableConv2D": cl.layers.SeparableConv2D(5, KERNEL, depth_multiplier=3),
    "Conv2DTranspose": cl.layers.Conv2DTranspose(5, KERNEL),
    "MaxPool2D": cl.layers.MaxPool2D(KERNEL),
    "AveragePooling2D": cl.layers.AveragePooling2D(KERNEL),
    "Dense": cl.layers.Dense(5),
}


def rows(cell):
    """Return the rows of the table in a cell, as lists of what stands in them."""
    text = next(source(c) for c in read(PAGE)["cells"] if c["id"] == cell)
    table = [line for line in text.split("\n") if line.startswith("|")][2:]
    return [[part.strip() for part in line.strip("|").split("|")] for line in table]


def formulas(text):
    return re.findall(r"`([^`]+)`", text)


def worked_out(formula, **letters):
    return eval(formula, {"max": max}, SIZES | letters)


COSTS = {name: row[1:] for row in rows("cost") for name in formulas(row[0])}


def sums_of_ones():
    """Return what operators give on ones: each output is the number of products in it."""
    depthwise = cl.nn.depthwise_conv2d(IMAGES, np.ones((*KERNEL, 4, 3)), 1, "VALID")
    pointwise = cl.nn.conv2d(np.ones(depthwise.shape), np.ones((1, 1, 12, 5)), 1, "VALID")
    spread = (2, 7 + KERNEL[0] - 1, 9 + KERNEL[1] - 1, 5)
    return {
        "Conv2D": [cl.nn.conv2d(IMAGES, np.ones((*KERNEL, 4, 5)), 1, "VALID")],
        "DepthwiseConv2D": [depthwise],
        "SeparableConv2D": [depthwise, pointwise],
        "Conv2DTranspose": [
            cl.nn.conv2d_transpose(IMAGES, np.ones((*KERNEL, 5, 4)), spread, 1, "VALID")
        ],
        "Dense": [np.ones((2, 4)) @ np.ones((4, 5))],
    }


def test_every_layer_of_the_table_is_tried():
    assert set(COSTS) == set(LAYERS)


@pytest.mark.parametrize("name", LAYERS)
def test_parameters(name):
    layer = LAYERS[name]
    layer.build((2, 4) if name == "Dense" else IMAGES.shape)
    (formula,) = formulas(COSTS[name][0])
    assert worked_out(formula) == layer.count_params()


@pytest.mark.parametrize("name", LAYERS)
def test_multiplications(name):
    (formula,) = formulas(COSTS[name][1])
    oh, ow = (SIZES["h"] - KERNEL[0] + 1, SIZES["w"] - KERNEL[1] + 1)
    counted = sum(out.sum() for out in sums_of_ones().get(name, []))
    assert worked_out(formula, oh=oh, ow=ow) == counted


@pytest.mark.parametrize(("length", "kernel"), list(itertools.product((5, 8, 9), range(1, 5))))
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (3, 1), (1, 2)])
def test_sizes_and_padding(length, kernel, stride, dilation):
    letters = {"h": length, "kh": kernel, "sh": stride, "dh": dilation}
    valid, same, explicit = rows("sizes")
    (rule,) = formulas(valid[1])
    oh, padding = same[1:]
    out = worked_out(formulas(oh)[0], **letters)
    images, filters = np.ones((1, length, 3, 1)), np.ones((kernel, 1, 1, 1))
    options = {"strides": (stride, 1), "dilations": (dilation, 1)}
    if length > (kernel - 1) * dilation:
        computed = cl.nn.conv2d(images, filters, padding="VALID", **options)
        assert worked_out(rule, **letters) == computed.shape[1]
    computed = cl.nn.conv2d(images, filters, padding="SAME", **options)
    assert out == computed.shape[1]
    total = worked_out(formulas(padding)[0], oh=out, **letters)
    pads = [[0, 0], [total // 2, total - total // 2], [0, 0], [0, 0]]
    np.testing.assert_array_equal(cl.nn.conv2d(images, filters, padding=pads, **options), computed)
    top, bottom = 2, 1
    (replaced,) = formulas(explicit[1])
    letters["h"] = worked_out(replaced, top=top, bottom=bottom, **letters)
    pads = [[0, 0], [top, bottom], [0, 0], [0, 0]]
    computed = cl.nn.conv2d(images, filters, padding=pads, **options)
    assert worked_out(rule, **letters) == computed.shape[1]


def test_gradients_are_all_of_the_library():
    named = {name for row in rows("gradients") for part in row[1:] for name in formulas(part)}
    assert named == {name for name in cl.nn.__all__ if "_backprop_" in name}


def test_every_operator_has_its_rows():
    operators = {name for name in cl.nn.__all__ if "_backprop_" not in name} - {"ladder", "plain"}
    for cell in ("shapes", "gradients"):
        assert {name for row in rows(cell) for name in formulas(row[0])} == operators


def test_shapes_of_the_layers():
    (cell,) = code_cells(PAGE)
    printed = texts(cell["outputs"][0])
    space = {}
    exec(source(cell), space)
    images = np.ones((2, 8, 10, 4), np.float32)
    for layer, line in zip(space["layers"], printed.strip().split("\n"), strict=True):
        assert f" {layer(images).shape} " in line
        assert f" {sum(weight.size for weight in layer.weights)} parameters" in line


@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (1, 3), (2, 1), (2, 3), (3, 2), (5, 2)])
def test_the_transposed_layers_own_size(kernel, stride):
    text = next(source(c) for c in read(PAGE)["cells"] if c["id"] == "sizes")
    same, valid = re.search(
        r"The layer takes `(.*?)` under SAME, and `(.*?)` under VALID", text
    ).groups()
    for padding, formula in [("same", same), ("valid", valid)]:
        layer = cl.layers.Conv2DTranspose(1, (kernel, 1), (stride, 1), padding=padding)
        rows = layer.compute_output_shape((1, 4, 3, 1))[1]
        assert worked_out(formula, h=4, sh=stride, kh=kernel) == rows
