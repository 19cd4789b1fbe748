"""The contestants of benchmarks/ compute the same, and its tables say what was measured."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from helpers import skip_without
from numpy.testing import assert_allclose

import course_lib as cl

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import grading  # noqa: E402
import operators  # noqa: E402
import picture  # noqa: E402
import table  # noqa: E402
import timing  # noqa: E402
import trainers  # noqa: E402
import training  # noqa: E402
import with_course_lib  # noqa: E402
from cases import CASES, Case  # noqa: E402

TINY = [
    Case("conv2d", (2, 5, 4, 1), (2, 2, 1, 3)),
    Case("conv2d", (1, 6, 7, 2), (3, 2, 2, 3), 2, 1),
    Case("depthwise", (2, 5, 4, 3), (3, 3, 3, 2), 1, 1),
    Case("transposed", (2, 3, 4, 2), (3, 3, 3, 2), 2),
    Case("max pooling", (2, 5, 7, 3), (3, 3, 1, 1), 2),
]
SECONDS = [
    {"course_lib": 0.002, "one": 0.001, "other": 0.004},
    {"course_lib": 0.003, "one": 0.001, "other": 0.002},
    {"course_lib": 0.001, "one": 0.004, "other": 0.002},
]
ROW = table.Row("conv2d 1×2, stride 1, forward", 2.0, {"one": 2.0, "other": 0.5}, 2.0)


@pytest.mark.parametrize("case", TINY, ids=lambda case: case.name)
def test_tensorflow_computes_the_same(case):
    skip_without.module("tensorflow")
    import with_tensorflow

    for mine, theirs in zip(with_course_lib.calls(case), with_tensorflow.calls(case), strict=True):
        expected = with_tensorflow.to_numpy(theirs())
        results = with_course_lib.to_numpy(mine())
        assert len(results) == len(expected)
        for result, wanted in zip(results, expected, strict=True):
            assert_allclose(result, wanted, rtol=1e-4, atol=1e-5)


def test_arrays_are_those_of_the_operator():
    case = TINY[1]
    x, w, gradient = case.arrays()
    wanted = cl.nn.conv2d(x, w, case.stride, case.padding)
    (out,) = with_course_lib.calls(case)[0]()
    assert_allclose(out, wanted)
    assert gradient.shape == wanted.shape
    assert len({c.name for c in CASES}) == len(CASES)


def test_disagreement_is_an_error():
    one = {"a": [np.ones(3)], "b": [np.ones(3) + 1e-6]}
    operators.check_agreement("case", one)
    with pytest.raises(ValueError, match=r"case: a and b differ by 5.0e-01"):
        operators.check_agreement("case", {"a": [np.ones(3)], "b": [np.array([1, 1, 2.0])]})
    with pytest.raises(ValueError, match=r"case: a has \(3,\), b \(1,\)"):
        operators.check_agreement("case", {"a": [np.ones(3)], "b": [np.ones(1)]})


def test_each_contestant_works_in_a_process_of_its_own():
    with pytest.raises(ModuleNotFoundError, match="with_nobody"):
        timing.Contestant("with_nobody")
    mine, readers = timing.Contestant("with_course_lib"), timing.Contestant("with_two_lines")
    assert (mine.name, readers.name) == ("course_lib", "two lines")
    forward, backward = operators.measure(TINY[-1], [mine, readers], count=1)
    assert (forward.name, set(forward.ratios)) == (f"{TINY[-1].name}, forward", {"two lines"})
    assert (backward.ratios, backward.milliseconds > 0) == ({}, True)  # it has no backward pass


def test_ratios_are_taken_within_a_round():
    row = table.row("name", SECONDS)
    assert_allclose(row.milliseconds, 2)
    assert_allclose([row.ratios["one"], row.ratios["other"], row.fastest], [2, 0.5, 2])


def test_row_without_peers():
    row = table.row("conv2d, forward", [{"course_lib": 0.5}])
    assert (row.milliseconds, row.ratios, row.fastest) == (500, {}, None)
    assert table.markdown([row]).splitlines()[-1] == "| conv2d | forward | 500.00 | – |"


def test_table_in_markdown():
    assert table.markdown([ROW]).splitlines() == [
        "| operator | pass | ms | / faster peer | / one | / other |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        "| conv2d 1×2, stride 1 | forward | 2.00 | 2.00 | 2.00 | 0.50 |",
    ]


def test_text_between_comments_is_replaced():
    text = "a\n<!-- t -->\nold\n<!-- end of t -->\nb"
    assert table.replace_between(text, "t", "new") == (
        "a\n<!-- t -->\n\nnew\n\n<!-- end of t -->\nb"
    )
    with pytest.raises(ValueError, match="needs <!-- u -->"):
        table.replace_between(text, "u", "new")


def test_picture_has_a_text(tmp_path):
    picture.save([ROW], tmp_path / "picture.svg")
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()
    assert root.get("role") == "img"
    assert root.find("{http://www.w3.org/2000/svg}title").text == (
        "Time of course_lib over the time of the faster peer. conv2d 1×2, stride 1, forward: 2.00."
    )


def test_keras_trains_the_same():
    skip_without.module("tensorflow")
    network = trainers.NETWORKS["net2 (2 × Conv2D 30)"]
    weights, (x, y) = trainers.first_weights(network), trainers.data(3)
    ours = trainers.CourseLib(network, weights)
    theirs = trainers.Keras(network, weights)
    losses = {}
    for trainer in (ours, theirs):
        seconds, losses[trainer.name] = trainer.epochs(x, y)
        assert seconds > 0
    assert_allclose(losses["course_lib"], losses["Keras"], rtol=1e-5)
    training.check_agreement("net2", losses)


def test_other_losses_are_an_error():
    with pytest.raises(ValueError, match=r"net: the losses differ: \{'a': 2.0, 'b': 1.5\}"):
        training.check_agreement("net", {"a": 2.0, "b": 1.5})


def test_training_alone():
    network = trainers.NETWORKS["net1 (4 × Dense 500)"]
    mine = trainers.CourseLib(network, trainers.first_weights(network))
    row = training.measure("net1", [mine], steps=2, rounds=1)
    assert (row.name, row.ratios) == ("net1, 32 images", {})
    heads = table.markdown([row], ("network", "training step")).splitlines()[0]
    assert heads == "| network | training step | ms | / faster peer |"


def test_the_class_whose_grading_is_timed_is_as_it_is_told():
    handed_in = grading.generated(4)
    assert len({one.data for one in handed_in}) == 4
    assert {one.exercise for one in handed_in} == {grading.NAME}
