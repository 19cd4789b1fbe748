"""The map of the places where a filter may lie."""

import pytest
from helpers.svg_pictures import SVG, shapes, tree

import course_lib as cl


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ((5, 5, 3, 1, "VALID"), [".....", ".xxx.", ".xxx.", ".xxx.", "....."]),
        ((5, 5, 3, 2, "SAME"), ["x.x.x", ".....", "x.x.x", ".....", "x.x.x"]),
        ((2, 4, 2, 1, "SAME"), ["xxxx", "xxxx"]),
        ((3, 4, (1, 2), (2, 1), "VALID"), ["xxx.", "....", "xxx."]),
        ((4, 4, 3, 2, "SAME"), ["....", ".x.x", "....", ".x.x"]),
        ((5, 6, 3, 1, "VALID", (2, 1)), ["......", "......", ".xxxx.", "......", "......"]),
        ((3, 3, 2, 1, "SAME", 2), ["xxx", "xxx", "xxx"]),
    ],
)
def test_centres(arguments, lines):
    picture = cl.draw.centres(*arguments)
    assert str(picture) == "\n".join(lines)
    assert " ".join(lines) in picture.description
    crosses = [node for node in tree(picture).iter(f"{SVG}text") if node.text == "x"]
    assert len(crosses) == "".join(lines).count("x")
    assert len(shapes(picture, "window-fill")) == len(crosses)


def test_centres_of_even_kernels_are_defined():
    rule = "x is a centre, the first of two cells in the middle"
    assert rule in cl.draw.centres(4, 4, (3, 2), 1, "SAME").description
    assert rule not in cl.draw.centres(4, 4, (3, 2), 1, "SAME", (1, 2)).description


def test_centres_in_the_padding_are_counted():
    padding = ((0, 0), (2, 0), (0, 0), (0, 0))
    picture = cl.draw.centres(3, 3, 3, 1, padding)
    assert str(picture) == ".x.\n.x.\n..."
    assert "and 1 more centres lie in the padding" in picture.description


def test_centres_refuse_bad_sizes():
    with pytest.raises(ValueError, match="at most 64"):
        cl.draw.centres(65, 5, 3, 1, "SAME")
    with pytest.raises(ValueError, match="no window fits"):
        cl.draw.centres(2, 2, 3, 1, "VALID")
    with pytest.raises(TypeError, match="whole numbers"):
        cl.draw.centres(5.0, 5, 3, 1, "SAME")
