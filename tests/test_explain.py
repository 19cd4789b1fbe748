"""The arithmetic that is told must be the arithmetic of the operators."""

import itertools
import json
import math

import numpy as np
import pytest
from helpers.explanations import explained_everywhere, in_order, read_html, signed

import course_lib as cl
from course_lib.explain.notation import LATEX, TEXT, number

IMAGE = np.array([[4.0, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]]).reshape(1, 4, 4, 1)
KERNEL = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)
EXPLICIT = ((0, 0), (2, 0), (1, 3), (0, 0))


def reorder(padding, data_format):
    if isinstance(padding, str) or data_format == "NHWC":
        return padding
    return tuple(padding[axis] for axis in (0, 3, 1, 2))


CONFIGURATIONS = list(
    itertools.product(
        [(3, 3), (2, 4), (1, 1), (4, 3)],
        [1, 2, (1, 3)],
        [1, 2],
        ["SAME", "VALID", EXPLICIT],
        ["NHWC", "NCHW"],
    )
)


@pytest.mark.parametrize(("kernel", "strides", "dilations", "padding", "order"), CONFIGURATIONS)
def test_conv2d_is_the_operator_everywhere(kernel, strides, dilations, padding, order):
    image, filters = signed(*in_order(order, 2, 7, 8, 3)), signed(*kernel, 3, 2)
    arguments = (image, filters, strides, reorder(padding, order), order, dilations)
    explained_everywhere("conv2d", arguments, order, np.array([0.5, -2.0]), step=3)


@pytest.mark.parametrize(("c_in", "share", "c_out"), [(6, 2, 3), (6, 3, 4), (4, 1, 8), (3, 3, 2)])
@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
def test_groups_are_the_operator_everywhere(c_in, share, c_out, order):
    image, filters = signed(*in_order(order, 2, 5, 4, c_in)), signed(2, 3, share, c_out)
    arguments = (image, filters, (2, 1), "SAME", order)
    for e in explained_everywhere("conv2d", arguments, order, signed(c_out)):
        group = e.at[3] // (c_out * share // c_in)
        assert e.channels == tuple(range(group * share, group * share + share))
        assert e.image.shape == (5, 4, share)
        assert {term.channel for term in e.terms} == set(e.channels)


def test_groups_that_are_none():
    with pytest.raises(ValueError, match="c_out must be a multiple of 2, received 3"):
        cl.explain.conv2d(signed(1, 4, 4, 6), signed(2, 2, 3, 3), 1, "SAME", at=(0, 0, 0, 0))


def test_text_of_a_group():
    image, filters = np.array([[[[1.0, 2, 3, 4]]]]), np.array([[[[1.0, 5], [2, 6]]]])
    e = cl.explain.conv2d(image, filters, 1, "VALID", at=(0, 0, 0, 1))
    assert str(e) == "channel 2: 15 = 3·5\nchannel 3: 24 = 4·6\n39 = 15 + 24"
    assert "Kernel, channel 3" in cl.draw.explanation(e).svg


@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(("ksize", "strides"), [(2, 2), (3, 1), ((2, 3), (3, 2)), (1, 2)])
def test_pooling_is_the_operator_everywhere(ksize, strides, padding, order):
    arguments = (signed(*in_order(order, 2, 5, 6, 3)) - 3.0, ksize, strides, padding, order)
    for name in ("max_pool2d", "avg_pool2d"):
        for e in explained_everywhere(name, arguments, order):
            assert e.channels == (e.at[3],)


def test_every_term_says_where_it_comes_from():
    image, filters = signed(1, 5, 6, 2), signed(3, 2, 2, 4)
    e = cl.explain.conv2d(image, filters, (2, 1), "SAME", at=(0, 2, 5, 3))
    assert e.window == ((3, 4, 5), (5, 6))
    assert [(t.channel, t.kernel_row, t.kernel_column) for t in e.terms] == list(
        np.ndindex(2, 3, 2)
    )
    for t in e.terms:
        assert (t.row, t.column) == (3 + t.kernel_row, 5 + t.kernel_column)
        assert t.padding == (t.row == 5 or t.column == 6)
        assert t.value == (0.0 if t.padding else image[0, t.row, t.column, t.channel])
        assert t.weight == filters[t.kernel_row, t.kernel_column, t.channel, 3]
        assert t.product == t.value * t.weight
    first = sum(t.product for t in e.terms if t.channel == 0)
    assert e.channel_sums[0] == pytest.approx(first)
    np.testing.assert_array_equal(e.image, image[0])
    np.testing.assert_array_equal(e.kernel, filters[..., 3])


def test_text_of_a_convolution():
    words = str(cl.explain.conv2d(IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0)))
    assert words == "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1"


def test_text_of_negative_numbers_padding_and_bias():
    image = np.array([[3.0, -2.0]]).reshape(1, 1, 2, 1)
    kernel = np.array([[-1.0, 0.25]]).reshape(1, 2, 1, 1)
    e = cl.explain.conv2d(image, kernel, 1, "SAME", at=(0, 0, 0, 0))
    assert str(e) == "−3.5 = 3·(−1) + (−2)·0.25"
    e = cl.explain.conv2d(image, kernel, 1, "SAME", at=(0, 0, 1, 0), bias=[-3])
    assert repr(e) == str(e) == "−1 = (−2)·(−1) + [0]·0.25 + bias (−3)"
    assert e._repr_latex_() == (
        r"$\displaystyle \begin{aligned} -1 &= (-2) \cdot (-1) + [0] \cdot 0.25 + "
        r"\text{bias }(-3) \end{aligned}$"
    )


def test_text_of_several_channels_has_a_line_for_each():
    image = np.array([[[[2.0, -3.0]]]])
    kernel = np.array([[[[1.0], [2.0]]]])
    e = cl.explain.conv2d(image, kernel, 1, "VALID", at=(0, 0, 0, 0), bias=[5.0])
    assert str(e).splitlines() == [
        "channel 0: 2 = 2·1",
        "channel 1: −6 = (−3)·2",
        "1 = 2 + (−6) + bias 5",
    ]
    assert r"\text{channel 1: }-6 &= (-3) \cdot 2 \\ 1 &= 2 + (-6)" in e._repr_latex_()


def test_text_of_pooling():
    image = np.array([[2, 3], [6, 7]]).reshape(1, 2, 2, 1)
    assert str(cl.explain.max_pool2d(image, 2, 2, "VALID", at=(0, 0, 0, 0))) == (
        "7 = max(2, 3, 6, 7)"
    )
    e = cl.explain.max_pool2d(-image, 2, 1, "SAME", at=(0, 1, 1, 0))
    assert str(e) == "−7 = max(−7, −∞, −∞, −∞)"
    assert r"\max(-7, -\infty, -\infty, -\infty)" in e._repr_latex_()
    row = np.array([2.0, 5.0, -1.0]).reshape(1, 1, 3, 1)
    e = cl.explain.avg_pool2d(row, (1, 2), (1, 2), "SAME", at=(0, 0, 0, 0))
    assert str(e) == "3.5 = (2 + 5) / 2"
    e = cl.explain.avg_pool2d(row, (1, 2), (1, 2), "SAME", at=(0, 0, 1, 0))
    assert str(e) == "−1 = (−1) / 1"
    assert [cell.padding for cell in e.cells] == [False, True]


def test_winners_are_all_ties_and_never_padding():
    image = np.array([[1, 4], [4, 0]]).reshape(1, 2, 2, 1)
    e = cl.explain.max_pool2d(image, 2, 2, "VALID", at=(0, 0, 0, 0))
    assert [(cell.row, cell.column) for cell in e.winners] == [(0, 1), (1, 0)]
    assert isinstance(e.total, int)
    lowest = np.full((1, 2, 2, 1), -np.inf)
    e = cl.explain.max_pool2d(lowest, 2, 1, "SAME", at=(0, 1, 1, 0))
    assert [(cell.row, cell.column) for cell in e.winners] == [(1, 1)]
    unknown = np.array([[np.nan, 1.0]]).reshape(1, 1, 2, 1)
    e = cl.explain.max_pool2d(unknown, (1, 2), 1, "VALID", at=(0, 0, 0, 0))
    assert math.isnan(e.total)


def test_float32_is_told_in_its_own_numbers():
    image, filters = signed(1, 4, 4, 2).astype("float32"), signed(2, 2, 2, 1).astype("float32")
    e = cl.explain.conv2d(image, filters, 1, "VALID", at=(0, 1, 2, 0))
    expected = cl.nn.conv2d(image, filters, 1, "VALID")[0, 1, 2, 0]
    assert e.total == pytest.approx(float(expected), rel=1e-5)
    assert e.terms[0].value == float(image[0, 1, 2, 0])


def test_many_terms_are_shortened_in_writing_only():
    image, filters = signed(1, 5, 5, 100), signed(5, 5, 100, 1)
    e = cl.explain.conv2d(image, filters, 1, "VALID", at=(0, 0, 0, 0))
    assert len(e.terms) == 2500
    lines = str(e).splitlines()
    assert len(lines) == 5
    assert lines[0].count("·") == 12
    assert lines[0].endswith(" + … (13 more)")
    assert lines[3] == "… (97 more channels of 25 terms)"
    assert lines[4].endswith(" + … (97 more)")
    assert e._repr_html_().count("<table>") == 3
    assert "… (97 more channels of 25 terms)" in e._repr_html_()
    assert len(e._repr_latex_()) < 4000
    assert len(e.to_dict()["terms"]) == 2500


def test_terms_are_complete_up_to_sixty():
    image, filters = signed(1, 2, 30, 1), signed(2, 30, 1, 1)
    e = cl.explain.conv2d(image, filters, 1, "VALID", at=(0, 0, 0, 0))
    assert str(e).count("·") == 60
    assert "more" not in str(e)


def test_a_large_window_is_written_as_text():
    e = cl.explain.max_pool2d(signed(1, 8, 8, 1), 8, 8, "VALID", at=(0, 0, 0, 0))
    assert str(e).endswith(", … (52 more))")
    assert "<table>" not in e._repr_html_()
    assert "52 more" in e._repr_html_()


def test_html_has_every_product_and_says_padding_in_words():
    e = cl.explain.conv2d(IMAGE, KERNEL, 1, "SAME", at=(0, 0, 3, 0))
    reader = read_html(e)
    assert reader.heads == [
        *("column 2", "column 3", "column 4 (padding)"),
        *("row −1 (padding)", "row 0", "row 1"),
    ]
    expected = [
        f"{TEXT.product(t.value, t.weight, t.padding)} = {number(t.product)}" for t in e.terms
    ]
    assert reader.cells == expected
    assert "[0]·1 = 0" in reader.cells
    assert "Square brackets: the cell lies in the padding." in e._repr_html_()


def test_html_of_pooling_names_the_largest():
    image = np.array([[1, 4], [4, 0]]).reshape(1, 2, 2, 1)
    e = cl.explain.max_pool2d(image, 2, 2, "VALID", at=(0, 0, 0, 0))
    assert read_html(e).cells == ["1", "4 ← largest", "4 ← largest", "0"]
    assert "Square brackets" not in e._repr_html_()
    mean = cl.explain.avg_pool2d(image.astype(float), 2, 1, "SAME", at=(0, 1, 0, 0))
    assert read_html(mean).cells == ["4", "0", "[not counted]", "[not counted]"]


def test_dicts_are_strict_json():
    image = np.array([[1.0, 4.0]]).reshape(1, 1, 2, 1)
    e = cl.explain.max_pool2d(image, (1, 2), 1, "SAME", at=(0, 0, 1, 0))
    read = json.loads(json.dumps(e.to_dict(), allow_nan=False))
    assert read["cells"] == [
        {"row": 0, "column": 1, "value": 4.0, "padding": False},
        {"row": 0, "column": 2, "value": "-inf", "padding": True},
    ]
    assert read["winners"] == [[0, 1]]
    mean = cl.explain.avg_pool2d(image, (1, 2), 1, "SAME", at=(0, 0, 1, 0)).to_dict()
    assert (mean["total"], mean["count"]) == (4.0, 1)
    e = cl.explain.conv2d(IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0), bias=[1.0])
    read = json.loads(json.dumps(e.to_dict(), allow_nan=False))
    assert (read["operator"], read["at"], read["total"]) == ("conv2d", [0, 0, 0, 0], 15.0)
    assert (read["bias"], read["channel_sums"]) == (1.0, [14.0])
    assert read["window"] == {"rows": [0, 1, 2], "columns": [0, 1, 2]}
    assert [t["product"] for t in read["terms"]] == [4, 0, 1, 4, 1, 0, 0, 0, 4]


@pytest.mark.parametrize(
    "at", [(0, 2, 0, 0), (1, 0, 0, 0), (0, 0, -1, 0), (0, 0, 0, 1), (0, 0, 0), (0, 0, 0.0, 0), None]
)
def test_a_place_outside_the_output_is_refused(at):
    rule = r"conv2d: at=\(n, y, x, c\) is a place in the output \(1, 2, 2, 1\): n from 0 to 0, y f"
    with pytest.raises(ValueError, match=rule):
        cl.explain.conv2d(IMAGE, KERNEL, 1, "VALID", at=at)


def test_pooling_refuses_places_and_a_bias_needs_a_number_for_each_channel():
    with pytest.raises(ValueError, match=r"max_pool2d: at=.*y from 0 to 1"):
        cl.explain.max_pool2d(IMAGE, 2, 2, "VALID", at=(0, 2, 0, 0))
    with pytest.raises(ValueError, match=r"shape \(1,\); received int64 of shape \(2,\)"):
        cl.explain.conv2d(
            IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0), bias=np.array([1, 2], dtype="int64")
        )
    with pytest.raises(TypeError, match="Convert first"):
        cl.explain.conv2d(IMAGE.astype(int), KERNEL, 1, "VALID", at=(0, 0, 0, 0))
    with pytest.raises(ValueError, match="no n"):
        cl.explain.max_pool2d(IMAGE[:0], 2, 2, "VALID", at=(0, 0, 0, 0))


def test_explanations_keep_their_numbers():
    image = IMAGE.copy()
    e = cl.explain.conv2d(image, KERNEL, 1, "VALID", at=(0, 0, 0, 0))
    image[:] = 9
    assert e.image[0, 0, 0] == 4
    with pytest.raises(ValueError, match="read-only"):
        e.image[0, 0, 0] = 1
    with pytest.raises(AttributeError):
        e.bias = 3
    assert e == cl.explain.conv2d(IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0))
    assert e != cl.explain.conv2d(IMAGE, KERNEL, 1, "VALID", at=(0, 0, 1, 0))


def test_long_sums_are_broken_in_latex():
    assert LATEX.join(list("abcdefgh"), " + ") == r"a + b + c + d + e + f + \\ &\quad g + h"
