"""A number of a patch, told as the cell that it is copied from."""

import json

import numpy as np
import pytest
from helpers.explanations import explained_everywhere

import course_lib as cl

IMAGES = np.random.default_rng(7).normal(size=(2, 5, 6, 3))


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(
    ("sizes", "strides", "rates"), [(2, 1, 1), ((3, 2), (2, 1), 1), (2, (1, 3), (2, 1)), (1, 2, 1)]
)
def test_is_the_operator_everywhere(sizes, strides, rates, padding):
    arguments = (IMAGES, sizes, strides, rates, padding)
    for e in explained_everywhere("extract_patches", arguments, step=3):
        if not e.cell.padding:
            assert e.total == IMAGES[e.at[0], e.cell.row, e.cell.column, e.channels[0]]


def test_channels_of_a_patch_run_through_rows_columns_and_channels():
    at_all = [(0, 1, 2, k) for k in range(3 * 2 * 3)]
    told = [cl.explain.extract_patches(IMAGES, (3, 2), 1, 1, "SAME", at=at) for at in at_all]
    places = [(e.patch_row, e.patch_column, e.channels[0]) for e in told]
    assert places == list(np.ndindex(3, 2, 3))
    assert [(e.cell.row, e.cell.column) for e in told] == [(i, 2 + j) for i, j, _ in places]


def test_padding_is_told():
    e = cl.explain.extract_patches(IMAGES, 3, 1, 1, "SAME", at=(0, 0, 0, 4))
    assert e.cell.padding
    assert str(e) == "0 = row −1, column 0, channel 1 of the image, in the padding"
    assert e.table(0)[1][0] == ["[0]", "[0] ← copied", "[0]"]


def test_integers_stay_integers_and_json_holds_all():
    images = np.arange(8).reshape(1, 2, 2, 2)
    e = cl.explain.extract_patches(images, 2, 1, 1, "VALID", at=(0, 0, 0, 5))
    assert str(e) == "5 = row 1, column 0, channel 1 of the image"
    told = json.loads(json.dumps(e.to_dict()))
    assert (told["patch_row"], told["patch_column"], told["total"]) == (1, 0, 5)
    assert told["cells"][2] == {"row": 1, "column": 0, "value": 5, "padding": False}
    assert "5 ← copied" in e._repr_html_()
    assert r"\text{row 1, column 0" in e._repr_latex_()


@pytest.mark.parametrize("at", [(0, 0, 0, 12), (0, -1, 0, 0), (0, 0), "abcd", None])
def test_a_place_outside_is_an_error(at):
    with pytest.raises(ValueError, match="extract_patches: at="):
        cl.explain.extract_patches(IMAGES, 2, 1, 1, "VALID", at=at)
