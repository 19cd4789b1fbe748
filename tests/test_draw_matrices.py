"""Pictures of matrices with coordinates show the numbers they are made from."""

import numpy as np
import pytest
from helpers.svg_pictures import shapes, texts, tree

import course_lib as cl

RNG = np.random.default_rng(7)
IMAGES = RNG.integers(-9, 10, (1, 3, 4, 2)).astype(float)
FILTERS = RNG.integers(-9, 10, (2, 2, 2, 3)).astype(float)


def written(x):
    return f"{x:g}".replace("-", "−")


def test_names_stand_at_the_edges_and_in_the_words():
    picture = cl.draw.array([[1, 2], [3, 4]], names=(["top", "low"], ["a", "b"]))
    assert texts(picture)[1:] == ["1", "2", "3", "4", "a", "b", "top", "low"]
    assert "Columns: a, b. Row top: 1, 2. Row low: 3, 4." in repr(picture)


def test_cells_are_wide_enough_for_their_names():
    narrow, wide = (
        cl.draw.array([[1]], names=(["r"], [name]))
        for name in ("c", "a name that is longer than most")
    )
    widths = [float(tree(picture).get("width")) for picture in (narrow, wide)]
    assert widths[1] - widths[0] > 60


def test_filter_matrix_names_each_place_of_the_filter():
    picture = cl.draw.filter_matrix(FILTERS, column=2)
    for i, j, c in np.ndindex(2, 2, 2):
        numbers = ", ".join(written(x) for x in FILTERS[i, j, c])
        assert f"Row {i},{j},{c}: {numbers}." in repr(picture)
    assert "Columns: 0, 1, 2." in repr(picture)
    assert "columns 2." in repr(picture)
    assert len(shapes(picture, "window-fill")) == 8


@pytest.mark.parametrize(("padding", "strides"), [("VALID", 1), ("SAME", 2), ("SAME", (1, 2))])
def test_patch_matrix_names_the_places_of_output_and_window(padding, strides):
    picture = cl.draw.patch_matrix(IMAGES, (2, 3), strides, padding)
    patches = cl.nn.extract_patches(IMAGES, (2, 3), strides, 1, padding)
    for y, x in np.ndindex(patches.shape[1:3]):
        numbers = ", ".join(written(v) for v in patches[0, y, x])
        assert f"Row {y},{x}: {numbers}." in repr(picture)
    names = [f"{i},{j},{c}" for i, j, c in np.ndindex(2, 3, 2)]
    assert f"Columns: {', '.join(names)}." in repr(picture)


def test_patches_of_several_images_are_named_by_image():
    pair = np.arange(8.0).reshape(2, 2, 2, 1)
    picture = cl.draw.patch_matrix(pair, 2, 1, "VALID")
    assert "n,y,x by i,j,c" in repr(picture)
    assert "Row 1,0,0: 4, 5, 6, 7." in repr(picture)


def test_matrix_product_marks_a_row_a_column_and_their_output():
    picture = cl.draw.matrix_product(IMAGES, FILTERS, 1, "VALID", at=(0, 1, 2, 1))
    output = cl.nn.conv2d(IMAGES, FILTERS, 1, "VALID")
    patches, filters, outputs = repr(picture).replace("= Out", "× Out").split(" × ")
    assert "Window: rows 5, columns 0, 1, 2, 3, 4, 5, 6, 7." in patches
    assert "Window: rows 0, 1, 2, 3, 4, 5, 6, 7, columns 1." in filters
    assert f"Row 1,2: {', '.join(written(v) for v in output[0, 1, 2])}." in outputs
    assert "Marked (row, column): (5, 1)." in outputs
    assert len(shapes(picture, "mark")) == 1
