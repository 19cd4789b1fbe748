"""Curves over the epochs of a training show the numbers they are made from."""

import pytest
from helpers.svg_pictures import SVG, texts, tree

import course_lib as cl


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


def test_curves_of_nothing():
    with pytest.raises(ValueError, match="there is no epoch to draw"):
        cl.draw.curves({})
    with pytest.raises(ValueError, match="only finite numbers can be drawn"):
        cl.draw.curves({"loss": [float("nan")]})
