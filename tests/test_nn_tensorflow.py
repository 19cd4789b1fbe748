"""The operators against TensorFlow: live where it is installed, else against stored answers."""

import inspect
from functools import cache
from importlib.util import find_spec

import numpy as np
import pytest
from golden import operators as golden_operators
from helpers import skip_without
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl

CALLS = golden_operators.grid_calls()
TOLERANCE = {"float64": 1e-9, "float32": 1e-5}  # only means are rounded
stored_answers = cache(golden_operators.read)


def expected_answer(call):
    if find_spec("tensorflow"):
        return golden_operators.tensorflow_answer(call)
    return stored_answers()[call.name]


def test_names_of_calls_differ():
    assert len({call.name for call in CALLS}) == len(CALLS)


def test_every_call_has_a_stored_answer():
    assert list(stored_answers()) == [call.name for call in CALLS]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_agrees_with_tensorflow(call):
    out = getattr(cl.nn, call.operator)(**call.arrays, **call.options)
    out = golden_operators.flat(out) if isinstance(out, tuple) else out
    expected = expected_answer(call)
    assert out.dtype == expected.dtype
    assert out.shape == expected.shape
    if call.operator.startswith("avg_pool2d"):
        tolerance = TOLERANCE[str(out.dtype)]
        assert_allclose(out, expected, rtol=tolerance, atol=tolerance)
    else:
        assert_array_equal(out, expected)


SPATIAL = ("strides", "ksize", "sizes", "rates", "dilations")  # lists of four in TensorFlow
PLAIN = [call for call in CALLS if call.options.get("data_format", "NHWC") == "NHWC"]


@pytest.mark.parametrize("call", PLAIN, ids=lambda call: call.name)
def test_the_plain_form_agrees_with_what_tensorflow_answered(call):
    options = {name: value for name, value in call.options.items() if name != "data_format"}
    for name in options.keys() & set(SPATIAL):
        options[name] = options[name][1:3] if np.size(options[name]) == 4 else options[name]
    out = getattr(cl.nn.plain, call.operator)(**call.arrays, **options)
    out = golden_operators.flat(out) if isinstance(out, tuple) else out
    expected = stored_answers()[call.name]
    assert out.shape == expected.shape
    tolerance = TOLERANCE["float32"]
    if expected.dtype == np.float16:
        tolerance = 1e-2
    assert_allclose(out, expected, rtol=tolerance, atol=tolerance)


def test_stored_answers_are_still_tensorflows():
    skip_without.module("tensorflow")
    for call in CALLS:
        stored, answer = stored_answers()[call.name], golden_operators.tensorflow_answer(call)
        assert stored.dtype == answer.dtype, call.name
        if call.operator.startswith("avg_pool2d"):
            tolerance = TOLERANCE[str(answer.dtype)]  # its order of adding differs by processor
            assert_allclose(stored, answer, rtol=tolerance, atol=tolerance, err_msg=call.name)
        else:
            assert_array_equal(stored, answer, err_msg=call.name)


def test_arguments_have_tensorflows_names_and_order():
    skip_without.module("tensorflow")
    for name, operator in golden_operators.tensorflow_operators().items():
        theirs = [word for word in inspect.signature(operator).parameters if word != "name"]
        ours = inspect.signature(getattr(cl.nn, name)).parameters
        assert list(ours) == theirs


@pytest.mark.parametrize("size", [0, 1, 5])
@pytest.mark.parametrize(("kernel", "stride"), [(1, 2), (3, 1), (5, 2), (2, 3)])
def test_sizes_and_dtypes_of_empty_results_are_tensorflows(size, kernel, stride):
    tf = skip_without.module("tensorflow")
    image, filters = np.zeros((0 if size else 2, size, 4, 1)), np.ones((kernel, kernel, 1, 2))
    theirs = tf.nn.conv2d(tf.constant(image), tf.constant(filters), stride, "SAME")
    ours = cl.nn.conv2d(image, filters, stride, "SAME")
    assert ours.size == 0
    assert (ours.shape, ours.dtype) == (tuple(theirs.shape), theirs.dtype.as_numpy_dtype)
