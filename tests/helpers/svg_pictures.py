"""What tests read in the SVG of a picture, and one picture of each kind that can be drawn."""

import base64
import io
from xml.etree import ElementTree

import numpy as np
from PIL import Image

import course_lib as cl

SVG = "{http://www.w3.org/2000/svg}"
IMAGE = np.array([[4.0, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]]).reshape(1, 4, 4, 1)
KERNEL = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)
SIGNED = np.random.default_rng(3).integers(-9, 10, (2, 7, 8, 5)).astype(float)
FILTERS = np.random.default_rng(4).integers(-3, 4, (3, 2, 5, 2)).astype(float)
STAMPED = np.array([[-67.0, -77], [-117, -127]]), np.arange(9.0).reshape(3, 3) - 4
COUNTS = np.array([[30, 0, 7], [2, 28, 0], [9, 2, 19]])
CLASSES = ["Shirt", "Bag", "Coat"]


def tree(picture):
    return ElementTree.fromstring(picture.svg)


def texts(picture, kind=None):
    found = tree(picture).iter(f"{SVG}text")
    return [node.text for node in found if kind in (None, node.get("class"))]


def shapes(picture, kind):
    return [node for node in tree(picture).iter(f"{SVG}rect") if node.get("class") == kind]


def hatched(picture):
    """Count the cells of padding; each is hatched by seven strokes."""
    paths = [node for node in tree(picture).iter(f"{SVG}path") if node.get("class") == "hatch"]
    strokes = sum(node.get("d").count("M") for node in paths)
    assert strokes % 7 == 0
    return strokes // 7


def embedded(picture):
    """Return the pixels of the PNG files inside a picture."""
    files = [node.get("href").partition("base64,")[2] for node in tree(picture).iter(f"{SVG}image")]
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) for data in files]


def _explained(operator, *arguments, **options):
    return cl.draw.explanation(getattr(cl.explain, operator)(*arguments, **options))


def gallery():
    """Return pictures of each kind by name."""
    x, w = SIGNED, FILTERS
    transposed, separable = w.transpose(0, 1, 3, 2), (x, w, np.arange(20.0).reshape(1, 1, 10, 2))
    step = cl.explain.separable_conv2d(*separable, 1, "SAME", at=(0, 1, 2, 1), bias=[0, 5.0])
    to_15 = np.arange(16.0).reshape(1, 4, 4, 1)
    matrices = to_15[:, :3].reshape(1, 3, 2, 2) - 5, w[:2, :2, :2]
    return {
        "conv2d, VALID": _explained("conv2d", IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0)),
        "conv2d, SAME": _explained(
            "conv2d", IMAGE, KERNEL, 1, "SAME", at=(0, 0, 3, 0), bias=[-2.0]
        ),
        "conv2d, channels": _explained("conv2d", x, w, 2, "SAME", dilations=2, at=(1, 1, 2, 1)),
        "conv2d, part": _explained(
            "conv2d", np.arange(784.0).reshape(1, 28, 28, 1), KERNEL, 1, "SAME", at=(0, 27, 10, 0)
        ),
        "depthwise_conv2d": _explained("depthwise_conv2d", x, w, 1, "SAME", at=(0, 6, 7, 5)),
        "separable_conv2d, step 1": cl.draw.explanation(step.depthwise[3]),
        "separable_conv2d, step 2": cl.draw.explanation(step.pointwise),
        "conv2d_transpose": _explained(
            "conv2d_transpose", x, transposed, (2, 14, 16, 2), 2, at=(0, 4, 5, 1)
        ),
        "conv2d_transpose, one channel": _explained(
            "conv2d_transpose", to_15, KERNEL, (9, 9), 2, "VALID", at=(0, 2, 4, 0), bias=[1.0]
        ),
        "extract_patches": _explained("extract_patches", x, 2, 1, 1, "SAME", at=(0, 6, 7, 1)),
        "max_pool2d": _explained("max_pool2d", x, 2, 2, "SAME", at=(0, 3, 1, 2)),
        "avg_pool2d": _explained("avg_pool2d", x, 3, 2, "SAME", at=(0, 0, 0, 0)),
        "array": cl.draw.array([[1, -2], [0.5, 1e-7]], "Heat & <light>", heat=True),
        "array, names": cl.draw.array(
            [[1, 2]], names=(["0,1"], ["first", "second"]), window=([0], [1])
        ),
        "arrays": cl.draw.arrays([[[1, 2]], [[3], [4]], [[11]]], ["a", "b", "c"], ["×", "="]),
        "bars": cl.draw.bars(["a <b>", "c"], {"seconds": [0.25, 1], "n": [1234567, 0]}, "Costs"),
        "centres": cl.draw.centres(5, 5, 3, 2, "SAME"),
        "channel_groups": cl.draw.channel_groups(4, 8, [1, 2, 4]),
        "channel_map": cl.draw.channel_map(3, 4),
        "compare": cl.draw.compare({"a": {"loss": [2.0, 1]}, "<b>": {"loss": [1.5, 0.5]}}, "loss"),
        "confusion": cl.draw.confusion(COUNTS, CLASSES),
        "curves": cl.draw.curves(
            {"loss": [0.4, 0.2, 0], "val_loss": [0.4, 0.3, 0.2], "acc": [1, 1, 1]}
        ),
        "filter_matrix": cl.draw.filter_matrix(matrices[1], 1),
        "linear_map": cl.draw.linear_map([[1, 0, -2.5, 0]], ["only"], ["p", "q"]),
        "matrix_product": cl.draw.matrix_product(*matrices, 1, "VALID", at=(0, 1, 0, 1)),
        "network": cl.draw.network([(9, 6, 4), (216,), (3,)], ["a <b>", "Flatten", "Dense"]),
        "patch_matrix": cl.draw.patch_matrix(matrices[0], (2, 2), 1, "SAME", row=2),
        "photos": cl.draw.photos([np.arange(256).reshape(16, 16), x[0, :, :, 0]], ["A", "B"]),
        "pictures": cl.draw.pictures(np.arange(48).reshape(3, 4, 4), ["<a>", "b & c", ""], 2),
        "stamps": cl.draw.stamps(*STAMPED, 2),
    }
