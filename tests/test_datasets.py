"""The photograph: the same picture on every machine, within what JPEG decoders may differ."""

import numpy as np
import pytest
from helpers import skip_without

import course_lib as cl


@pytest.fixture(scope="module")
def picture():
    skip_without.module("matplotlib")
    skip_without.module("PIL")
    return cl.datasets.photograph()


def test_photograph_is_grey_values(picture):
    assert picture.shape == (256, 256)
    assert picture.dtype == np.float64
    assert (picture.min(), picture.max()) == (0, 255)
    assert (picture == picture.round()).all()


def test_photograph_is_the_same_everywhere(picture):
    # The lessons store numbers and pictures made from it.
    assert picture.sum() == 7_346_623
    assert picture[0, :4].tolist() == [28, 26, 29, 27]


def test_photograph_shows_the_face_the_right_way_up(picture):
    # Means of 4×4 fields: the dark background at the top, the face in the middle.
    fields = picture.reshape(4, 64, 4, 64).mean(axis=(1, 3))
    expected = [
        [48.3, 48.1, 66.6, 64.9],
        [54.8, 128.8, 149.9, 95.8],
        [123.6, 145.2, 159.4, 149.8],
        [146.3, 128.4, 146.7, 137.0],
    ]
    assert np.abs(fields - expected).max() < 0.1


def test_each_call_gives_a_picture_of_its_own(picture):
    other = cl.datasets.photograph()
    other[:] = 0
    assert cl.datasets.photograph().sum() == picture.sum() > 0
