"""The calls that lessons show of TensorFlow, Keras and PyTorch: read out of the texts, and run."""

import ast
import re

import numpy as np
import pytest
from helpers import skip_without
from helpers.stored_notebooks import ROOT, notebooks, read, source
from numpy.testing import assert_allclose

import course_lib as cl

LESSONS = [path.stem for path in notebooks("notebooks") if re.match(r"0\d_", path.name)]
FRAMEWORKS = ["TensorFlow", "Keras", "PyTorch"]
WHOLE = re.MULTILINE | re.DOTALL
HEAD = re.compile(r"^# (\w+)(?: and (\w+))?.*$", re.MULTILINE)


def calls(lesson):
    """Return the code that a lesson shows, by framework."""
    cells = read(ROOT / "notebooks" / f"{lesson}.ipynb")["cells"]
    texts = [source(cell) for cell in cells if cell["cell_type"] == "markdown"]
    (section,) = re.findall(r"^## The same.* elsewhere\n(.*?)(?=^## |\Z)", "\n".join(texts), WHOLE)
    (block,) = re.findall(r"```python\n(.*?)```", section, WHOLE)
    found = {}
    heads = list(HEAD.finditer(block))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        code = block[head.end() : after.start() if after else len(block)]
        found |= {name: code for name in head.groups() if name in FRAMEWORKS}
    return found


def drawn(*shape):
    numbers = np.random.default_rng(9).permutation(int(np.prod(shape)))
    return ((numbers - len(numbers) / 2) / 8).reshape(shape).astype(np.float32)


def model_of_lesson_09():
    model = cl.Sequential([cl.layers.Conv2D(3, 2, input_shape=(4, 5, 2)), cl.layers.Flatten()])
    model.add(cl.layers.Dense(2))
    return model


def given():
    """Return, by lesson, the names that the calls use, and what they should give."""
    images, filters, x, f = (
        drawn(2, 5, 5, 3),
        drawn(3, 3, 3, 4),
        drawn(1, 2, 2, 1),
        drawn(3, 3, 1, 1),
    )
    deep, point, shared = drawn(5, 5, 4, 3), drawn(1, 1, 12, 5), drawn(3, 3, 2, 8)
    one, two, four = drawn(1, 4, 4, 1), drawn(1, 4, 5, 2), drawn(1, 6, 7, 4)
    flat = drawn(1, 3, 4, 2)  # as large as in the lesson, whose code names the output's shape
    kernel, bias, by_two = drawn(2, 2, 1, 4), drawn(4), drawn(2, 2, 2, 3)
    large, nine, pixels, nn = drawn(1, 6, 6, 1), drawn(9, 9, 1, 1), drawn(1, 3, 3, 1), cl.nn
    model = model_of_lesson_09()
    errors = nn.conv2d(one, f, 1, "VALID") - 10
    layer = np.maximum(nn.conv2d(one, kernel, 1, "VALID") + bias, 0)
    stamps = [nn.conv2d_transpose(x, f, [1, 5, 5, 1], 2, "VALID")]
    stamps.append(nn.conv2d_transpose(x, f, [1, 4, 4, 1], 2, "SAME"))
    port = {"counting": large, "of_lesson": f, "pixel": pixels, "hill": nine, "image": two}
    ported = [nn.conv2d(large, f, 2, "SAME")]
    ported += [nn.conv2d_transpose(pixels, nine, [1, 12, 12, 1], 4, "SAME"), model(two)]
    deepened = [nn.depthwise_conv2d(four, deep, 1, "SAME")]
    deepened.append(nn.separable_conv2d(four, deep, point, 1, "SAME"))
    deepened.append(nn.conv2d(four, shared, 1, "SAME"))
    pooled = [pool(images, 2, 2, "SAME") for pool in (nn.max_pool2d, nn.avg_pool2d)]
    return {
        "00": ({"images": one, "filters": f}, [nn.conv2d(one, f, 1, "VALID")]),
        "01": ({"images": images}, pooled),
        "02": ({"images": images, "filters": filters}, [nn.conv2d(images, filters, 2, "SAME")]),
        "03": ({"images": one, "kernel": kernel, "bias": bias}, [layer]),
        "04": ({"images": flat, "filters": by_two}, [nn.conv2d(flat, by_two, 1, "VALID")]),
        "05": ({"images": four, "filters": deep, "pointwise": point, "shared": shared}, deepened),
        "06": ({"x": x, "f": f}, stamps),
        "07": (
            {"images": one, "filters": f},
            [nn.conv2d_backprop_filter(one, f.shape, errors, 1, "VALID")],
        ),
        "09": ({**port, "model": model}, ported),
    }


def frameworks(*names):
    """Return the names under which the lessons know the frameworks, or skip the test."""
    space = {"np": np, "cl": cl}
    if {"TensorFlow", "Keras"} & set(names):
        space["tf"] = skip_without.module("tensorflow")
        space["keras"] = skip_without.module("keras")
    if "PyTorch" in names:
        space["torch"] = skip_without.module("torch")
        space["F"] = space["torch"].nn.functional
    return space


def values(code, space):
    """Run a code, and return the arrays that its expressions give."""
    found = []
    for node in ast.parse(code).body:
        text = ast.unparse(node)
        if isinstance(node, ast.Expr):
            found.append(eval(text, space))
        else:
            exec(text, space)
    return [as_here(value) for value in found if hasattr(value, "shape")]


def as_here(value):
    """Return an array, with the channels of PyTorch's last."""
    if hasattr(value, "detach"):
        value = value.detach()
        value = value.permute(0, 2, 3, 1) if value.ndim == 4 else value
    return np.asarray(value)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_shows_the_calls_of_all_three(lesson):
    assert set(calls(lesson)) == set(FRAMEWORKS)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("lesson", [name for name in LESSONS if name[:2] != "08"])
def test_the_calls_give_the_numbers_of_the_course(lesson, framework):
    space, (names, expected) = frameworks(framework), given()[lesson[:2]]
    found = values(calls(lesson)[framework], space | names)
    shown = 2 if (lesson[:2], framework) == ("09", "TensorFlow") else len(expected)
    assert len(found) == shown
    for one, other in zip(found, expected, strict=False):
        kernel = lesson[:2] == "07"  # of one channel: PyTorch has its axes in another order
        assert_allclose(
            one.ravel() if kernel else one, other.ravel() if kernel else other, 1e-4, 1e-4
        )


@pytest.mark.parametrize("framework", ["Keras", "PyTorch"])
def test_the_networks_of_lesson_08_are_those_of_the_course(framework):
    space = frameworks(framework)
    lesson = next(name for name in LESSONS if name.startswith("08"))
    x, y = drawn(40, 28, 28, 1) / 100, np.eye(10, dtype=np.float32)[np.arange(40) % 10]
    space |= {"x": x, "y": y}
    exec(calls(lesson)[framework], space)
    ours = cl.Sequential()
    for _ in range(2):
        ours.add(cl.layers.Conv2D(30, (2, 2), activation="relu"))
        ours.add(cl.layers.MaxPool2D())
    for layer in (cl.layers.Flatten(), cl.layers.Dense(10, activation="softmax")):
        ours.add(layer)
    ours.build((None, 28, 28, 1))
    if framework == "Keras":
        cl.interop.from_keras(ours, space["net2"].get_weights())
        assert_allclose(ours(x), space["net2"](x), atol=1e-5)
        return
    state = {name: tensor.numpy() for name, tensor in space["net2"].state_dict().items()}
    cl.interop.from_torch(ours, state, names=["0", "3", "7"])
    scores = space["net2"](space["images"]).softmax(1).detach()
    assert_allclose(ours(x), scores, atol=1e-5)
