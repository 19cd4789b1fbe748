"""The picture of an explanation: what the window reads, the products, and what comes out."""

import itertools

import numpy as np
import pytest
from helpers.svg_pictures import FILTERS, IMAGE, KERNEL, SIGNED, gallery, hatched, shapes, texts

import course_lib as cl


@pytest.fixture(scope="module")
def pictures():
    return gallery()


def test_explanation_shows_input_kernel_products_and_output(pictures):
    shown = texts(pictures["conv2d, VALID"], "text")
    captions = ["Input", "Kernel", "Products: sum 14", "Output", "×", "=", "→"]
    assert [word for word in captions if word not in shown] == []
    assert shown[-1] == "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1"
    numbers = [word for word in shown if word.lstrip("−").isdigit()]
    expected = [IMAGE.ravel(), KERNEL.ravel(), [4, 0, 1, 4, 1, 0, 0, 0, 4], [14, 6, 6, 12]]
    assert numbers == [f"{x:g}" for x in itertools.chain(*expected)]
    assert len(shapes(pictures["conv2d, VALID"], "mark")) == 1
    assert hatched(pictures["conv2d, VALID"]) == 0


def test_explanation_shows_the_padding(pictures):
    assert hatched(pictures["conv2d, SAME"]) == 20
    assert "Window: rows −1, 0, 1, columns 2, 3, 4." in pictures["conv2d, SAME"].description
    assert texts(pictures["conv2d, SAME"], "text")[-1].endswith(" + bias (−2)")
    assert hatched(pictures["max_pool2d"]) == 8
    assert texts(pictures["max_pool2d"], "muted")[:8] == ["−∞"] * 8
    assert "Padding of 0" in pictures["extract_patches"].description
    assert "Padding not counted" in pictures["avg_pool2d"].description
    assert hatched(pictures["avg_pool2d"]) == 25


def test_explanation_marks_the_winners():
    image = np.array([[1, 4], [4, 0]]).reshape(1, 2, 2, 1)
    e = cl.explain.max_pool2d(image, 2, 2, "VALID", at=(0, 0, 0, 0))
    picture = cl.draw.explanation(e)
    assert len(shapes(picture, "mark")) == 3  # two winners and the output
    assert "Marked (row, column): (0, 1), (1, 0)." in picture.description


def test_explanation_shows_three_channels_and_names_the_rest(pictures):
    shown = texts(pictures["conv2d, channels"], "text")
    captions = [word for word in shown if word.startswith("Input")]
    assert captions == [f"Input, channel {k} (part of 7×8)" for k in range(3)]
    assert "… and 2 more channels in the same way" in shown
    e = cl.explain.conv2d(SIGNED, FILTERS, 2, "SAME", dilations=2, at=(1, 1, 2, 1))
    assert shown[-1] == str(e).splitlines()[-1]
    assert "channel 4: " in pictures["conv2d, channels"].description


def test_a_large_image_is_shown_in_part_with_its_own_indices(pictures):
    picture = pictures["conv2d, part"]
    assert "Input (part of 28×28): 8 by 9 grid. Row 20: 566," in picture.description
    assert "Marked (row, column): (27, 10)." in picture.description
    assert hatched(picture) == 9
    window = shapes(picture, "window-fill")
    assert len(window) == 9
