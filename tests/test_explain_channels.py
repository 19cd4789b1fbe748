"""Explanations of depthwise, separable and transposed convolution."""

import itertools
import json

import numpy as np
import pytest
from helpers.explanations import explained_everywhere, in_order, read_html, signed

import course_lib as cl

STAMPED = np.array([[-67.0, -77], [-117, -127]]).reshape(1, 2, 2, 1)
STAMP = np.array([[-1.0, 2, -3], [4, -5, 6], [-7, 8, -9]]).reshape(3, 3, 1, 1)
STEPS = list(itertools.product([(3, 3), (2, 3)], [1, 2, (1, 3)], [1, 2], ["SAME", "VALID"]))


@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
@pytest.mark.parametrize(("kernel", "strides", "dilations", "padding"), STEPS)
def test_depthwise_is_the_operator_everywhere(kernel, strides, dilations, padding, order):
    image, filters = signed(*in_order(order, 2, 5, 6, 3)), signed(*kernel, 3, 2)
    arguments = (image, filters, strides, padding, order, dilations)
    e = explained_everywhere("depthwise_conv2d", arguments, order, np.arange(6.0))[-1]
    assert e.channels == (2,)
    assert {term.channel for term in e.terms} == {2}
    np.testing.assert_array_equal(e.kernel, filters[:, :, 2:, 1])


@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
@pytest.mark.parametrize(("kernel", "strides", "dilations", "padding"), STEPS[::2])
def test_separable_is_the_operator_everywhere(kernel, strides, dilations, padding, order):
    image, filters = signed(*in_order(order, 1, 5, 6, 2)), signed(*kernel, 2, 2)
    mixing = signed(1, 1, 4, 3)
    arguments = (image, filters, mixing, strides, padding, order, dilations)
    e = explained_everywhere("separable_conv2d", arguments, order, np.arange(3.0))[-1]
    assert [step.at[3] for step in e.depthwise] == [0, 1, 2, 3]
    assert [step.channels for step in e.depthwise] == [(0,), (0,), (1,), (1,)]
    assert [t.value for t in e.pointwise.terms] == [step.total for step in e.depthwise]
    assert [t.weight for t in e.pointwise.terms] == mixing[0, 0, :, 2].tolist()


@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
@pytest.mark.parametrize(("kernel", "strides", "dilations", "padding"), STEPS)
def test_transposed_is_the_operator_everywhere(kernel, strides, dilations, padding, order):
    image, filters = signed(*in_order(order, 2, 3, 4, 2)), signed(*kernel, 3, 2)
    steps = np.broadcast_to(strides, 2)
    reach = (np.array(kernel) - 1) * dilations + 1
    size = np.array([3, 4]) * steps
    if padding == "VALID":
        size = (np.array([3, 4]) - 1) * steps + reach
    shape = in_order(order, 2, *size.tolist(), 3)
    arguments = (image, filters, shape, strides, padding, order, dilations)
    e = explained_everywhere("conv2d_transpose", arguments, order, np.arange(3.0))[-1]
    last = np.moveaxis(image, 1, 3) if order == "NCHW" else image
    for term in e.terms:
        assert term.value == last[1, term.row, term.column, term.channel]
        assert term.weight == filters[term.kernel_row, term.kernel_column, 2, term.channel]


def test_four_stamps_meet():
    e = cl.explain.conv2d_transpose(STAMPED, STAMP, (1, 5, 5, 1), 2, "VALID", at=(0, 2, 2, 0))
    assert str(e) == "1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)"
    assert [(t.row, t.column, t.kernel_row, t.kernel_column) for t in e.terms] == [
        (0, 0, 2, 2),
        (0, 1, 2, 0),
        (1, 0, 0, 2),
        (1, 1, 0, 0),
    ]
    assert [t.product for t in e.terms] == [603, 539, 351, 127]
    assert e.window == ((0, 1), (0, 1))
    assert (e.total, e.output[2, 2]) == (1620, 1620)
    corner = cl.explain.conv2d_transpose(STAMPED, STAMP, (1, 5, 5, 1), 2, "VALID", at=(0, 0, 0, 0))
    assert str(corner) == "67 = (−67)·(−1)"


def test_where_no_stamp_comes():
    arguments = (STAMPED, STAMP[:1, :1], (1, 4, 4, 1), 2, "SAME")
    e = cl.explain.conv2d_transpose(*arguments, at=(0, 1, 2, 0))
    assert str(e) == "0 = no stamp reaches this cell"
    assert (e.total, e.terms, e.window) == (0, (), ((), (1,)))
    assert "reads rows none and columns 1 of the input" in e._repr_html_()
    assert r"0 &= \text{no stamp reaches this cell}" in e._repr_latex_()
    with_bias = cl.explain.conv2d_transpose(*arguments, at=(0, 1, 2, 0), bias=[-3])
    assert str(with_bias) == "−3 = no stamp reaches this cell, bias (−3)"
    with pytest.raises(ValueError, match="no stamp reaches this output cell, so there is nothing"):
        cl.draw.explanation(e)


def test_text_of_several_channels():
    image = np.array([[[[2.0, -3.0]]]])
    e = cl.explain.conv2d_transpose(
        image, np.array([[[[5.0, 7.0]]]]), (1, 1, 1, 1), 1, "VALID", at=(0, 0, 0, 0), bias=[0.5]
    )
    assert str(e).splitlines() == [
        "channel 0: 10 = 2·5",
        "channel 1: −21 = (−3)·7",
        "−10.5 = 10 + (−21) + bias 0.5",
    ]
    e = cl.explain.separable_conv2d(
        image,
        np.full((1, 1, 2, 1), 2.0),
        np.array([5.0, -7.0]).reshape(1, 1, 2, 1),
        1,
        "VALID",
        at=(0, 0, 0, 0),
        bias=[-1],
    )
    assert str(e).splitlines() == [
        "step 1, channel 0: 4 = 2·2",
        "step 1, channel 1: −6 = (−3)·2",
        "step 2: 61 = 4·5 + (−6)·(−7) + bias (−1)",
    ]
    assert r"\text{step 2: }61 &= 4 \cdot 5 + (-6) \cdot (-7) + \text{bias }(-1)" in (
        e._repr_latex_()
    )


def test_many_channels_are_shortened_in_writing_only():
    image, filters, mixing = signed(1, 3, 3, 20), signed(3, 3, 20, 1), signed(1, 1, 20, 1)
    e = cl.explain.separable_conv2d(image, filters, mixing, 1, "VALID", at=(0, 0, 0, 0))
    lines = str(e).splitlines()
    assert len(lines) == 5
    assert lines[3] == "… (17 more channels)"
    assert lines[4].endswith(" + … (17 more)")
    assert e._repr_html_().count("<table>") == 3
    assert len(e.to_dict()["depthwise"]) == 20


def test_html():
    e = cl.explain.conv2d_transpose(STAMPED, STAMP, (1, 5, 5, 1), 2, "VALID", at=(0, 2, 2, 0))
    reader = read_html(e)
    assert reader.heads == ["column 0", "column 1", "row 0", "row 1"]
    assert reader.cells == [
        "(−67)·(−9) = 603 (kernel row 2, column 2)",
        "(−77)·(−7) = 539 (kernel row 2, column 0)",
        "(−117)·(−3) = 351 (kernel row 0, column 2)",
        "(−127)·(−1) = 127 (kernel row 0, column 0)",
    ]
    assert "Square brackets" not in e._repr_html_()
    e = cl.explain.separable_conv2d(
        signed(1, 3, 3, 2), signed(2, 1, 2, 1), signed(1, 1, 2, 1), 1, "SAME", at=(0, 2, 0, 0)
    )
    reader = read_html(e)
    assert reader.heads == ["column 0", "row 2", "row 3 (padding)"] * 2
    assert [cell[0] == "[" for cell in reader.cells] == [False, True] * 2
    assert str(e).splitlines()[-1] in e._repr_html_()
    assert "step 1, channel 1, from input channel 1: the products add up to" in e._repr_html_()


def test_dicts_are_strict_json():
    e = cl.explain.conv2d_transpose(STAMPED, STAMP, (1, 5, 5, 1), 2, "VALID", at=(0, 2, 2, 0))
    read = json.loads(json.dumps(e.to_dict(), allow_nan=False))
    assert read["output_shape"] == [5, 5]
    assert read["window"] == {"rows": [0, 1], "columns": [0, 1]}
    assert [t["product"] for t in read["terms"]] == [603, 539, 351, 127]
    e = cl.explain.separable_conv2d(
        signed(1, 2, 2, 2), signed(1, 1, 2, 1), signed(1, 1, 2, 1), 1, "SAME", at=(0, 1, 0, 0)
    )
    read = json.loads(json.dumps(e.to_dict(), allow_nan=False))
    assert read["total"] == e.total == read["pointwise"]["total"]
    assert [step["total"] for step in read["depthwise"]] == [s.total for s in e.depthwise]


def test_pictures():
    e = cl.explain.conv2d_transpose(STAMPED, STAMP, (1, 5, 5, 1), 2, "VALID", at=(0, 2, 2, 0))
    words = repr(cl.draw.explanation(e))
    for part in (
        "Input: 2 by 2 grid. Row 0: −67, −77. Row 1: −117, −127.",
        "Window: rows 0, 1, columns 0, 1.",
        "Marked (row, column): (2, 2), (2, 0), (0, 2), (0, 0).",
        "Output: 5 by 5 grid. Row 0: 67, −134, 278, −154, 231.",
        "Marked (row, column): (2, 2). 1620 = ",
    ):
        assert part in words
    svg = cl.draw.explanation(e).svg
    assert all(f">{product}<" in svg for product in (603, 539, 351, 127, 1620))
    e = cl.explain.depthwise_conv2d(
        signed(1, 4, 4, 3), signed(2, 2, 3, 2), 1, "SAME", at=(0, 3, 3, 3)
    )
    assert "depthwise_conv2d, output (0, 3, 3, 3). Input: 4 by 4 grid" in repr(
        cl.draw.explanation(e)
    )
    e = cl.explain.separable_conv2d(
        signed(1, 4, 4, 2), signed(2, 2, 2, 1), signed(1, 1, 2, 1), 1, "SAME", at=(0, 1, 0, 0)
    )
    with pytest.raises(ValueError, match=r"two steps.*e\.depthwise\[0\].*and e\.pointwise"):
        cl.draw.explanation(e)
    for step in (*e.depthwise, e.pointwise):
        assert str(step).splitlines()[-1] in repr(cl.draw.explanation(step))


@pytest.mark.parametrize(
    ("name", "arguments", "channels"),
    [
        ("depthwise_conv2d", (signed(1, 4, 4, 2), signed(2, 2, 2, 3), 1, "VALID"), 6),
        (
            "separable_conv2d",
            (signed(1, 4, 4, 2), signed(2, 2, 2, 3), signed(1, 1, 6, 5), 1, "VALID"),
            5,
        ),
        ("conv2d_transpose", (STAMPED, signed(2, 2, 3, 1), (1, 3, 3, 3), 1, "VALID"), 3),
    ],
)
def test_errors_name_the_operator(name, arguments, channels):
    explain = getattr(cl.explain, name)
    rule = rf"{name}: at=\(n, y, x, c\) is a place in the output \(1, 3, 3, {channels}\): n from 0"
    with pytest.raises(ValueError, match=rule):
        explain(*arguments, at=(0, 0, 0, channels))
    with pytest.raises(ValueError, match=rf"{name}: bias holds .* shape \({channels},\); received"):
        explain(*arguments, at=(0, 0, 0, 0), bias=[1, 2])
    with pytest.raises(TypeError, match=f"{name}: input holds integers"):
        explain(arguments[0].astype(int), *arguments[1:], at=(0, 0, 0, 0))
