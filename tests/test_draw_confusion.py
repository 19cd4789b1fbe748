"""The picture of which class is taken for which must show the counts, and name the largest."""

import numpy as np
import pytest
from helpers.svg_pictures import CLASSES, COUNTS, texts

import course_lib as cl


def test_every_count_stands_beside_its_class():
    picture = cl.draw.confusion(COUNTS, CLASSES)
    assert "Row Shirt: 30, 0, 7. Row Bag: 2, 28, 0. Row Coat: 9, 2, 19." in repr(picture)
    shown = texts(picture)
    assert [word for word in shown if word.isdigit()][:9] == [str(n) for n in COUNTS.ravel()]
    assert [shown.count(name) for name in CLASSES] == [2, 2, 2]  # on both axes


def test_the_most_frequent_confusions_are_named_and_marked():
    picture = cl.draw.confusion(COUNTS, CLASSES)
    told = (
        "Most often: Coat taken for Shirt, 9 times; Shirt taken for Coat, 7 times; "
        "Bag taken for Shirt, 2 times."
    )
    assert told in repr(picture)
    assert told in " ".join(texts(picture))
    assert "Marked (row, column): (2, 0), (0, 2), (1, 0)." in repr(picture)
    assert cl.draw.most_confused(COUNTS) == [(2, 0), (0, 2), (1, 0)]


def test_nothing_may_be_confused():
    picture = cl.draw.confusion(np.diag([3, 4, 5]), CLASSES)
    assert repr(picture).startswith("Confusion matrix. Nothing is confused. Row: true class")
    assert cl.draw.most_confused(np.diag([3, 4])) == []


def test_counts_must_fit_the_names():
    with pytest.raises(ValueError, match=r"each of the 3 names, received shape \(2, 3\)"):
        cl.draw.confusion(COUNTS[:2], CLASSES)
