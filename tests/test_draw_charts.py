"""Bars, curves over epochs, and which class is taken for which: they show their numbers."""

import numpy as np
import pytest
from helpers.svg_pictures import CLASSES, COUNTS, SVG, shapes, texts, tree

import course_lib as cl


def test_bars_are_as_long_as_their_numbers():
    picture = cl.draw.bars(["a", "b", "c"], {"ms": [1, 4, 0], "MB": [10, 5, 2.5]})
    lengths = [float(bar.get("width")) for bar in shapes(picture, "window-fill")]
    first, second = lengths[:3], lengths[3:]
    assert [x / first[1] for x in first] == pytest.approx([0.25, 1, 0])
    assert [x / second[0] for x in second] == pytest.approx([1, 0.5, 0.25])
    assert repr(picture) == "Bars. ms: a 1, b 4, c 0. MB: a 10, b 5, c 2.5."


def test_bars_of_nothing_but_zero_are_drawn():
    assert repr(cl.draw.bars(["a"], {"ms": [0]})) == "Bars. ms: a 0."


def test_bars_write_large_numbers_in_full():
    picture = cl.draw.bars(["a", "b"], {"n": [2508800, 0.031415]})
    assert texts(picture)[-3:] == ["2,508,800", "b", "0.0314"]


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


def test_curves_lie_where_their_numbers_are():
    picture = cl.draw.curves({"loss": [0.4, 0.2, 0.0], "val_loss": [0.4, 0.3, 0.2]}, "Two")
    root = tree(picture)
    marks = [(float(mark.get("cx")), float(mark.get("cy"))) for mark in root.iter(f"{SVG}circle")]
    assert marks == [(0, 0), (95, 75), (190, 150)]
    squares = [
        (float(mark.get("x")) + 3, float(mark.get("y")) + 3)
        for mark in root.iter(f"{SVG}rect")
        if "mark" in mark.get("class")
    ]
    assert squares == [(0, 0), (95, 37.5), (190, 75)]
    assert picture.alternative == (
        "Two. Epochs 1 to 3. loss: 0.4, 0.2, 0. val_loss: 0.4, 0.3, 0.2."
    )


def test_curves_of_metrics_stand_beside_those_of_the_loss():
    history = {"accuracy": [0.5], "loss": [1.0], "val_accuracy": [0.25], "val_loss": [2.0]}
    shown = texts(cl.draw.curves(history))
    assert shown.index("loss") < shown.index("val_loss") < shown.index("accuracy")
