"""Slopes by nudging must be the true slopes."""

import numpy as np
import pytest

import course_lib as cl

RNG = np.random.default_rng(5)


def test_slopes_of_a_product_of_matrices():
    x, w, y = RNG.normal(size=(2, 3)), RNG.normal(size=(3, 4)), RNG.normal(size=(2, 4))
    by_x = cl.finite_differences(np.matmul, [x, w], by=0, weights=y)
    by_w = cl.finite_differences(np.matmul, [x, w], by=1, weights=y)
    np.testing.assert_allclose(by_x, y @ w.T, atol=1e-9)
    np.testing.assert_allclose(by_w, x.T @ y, atol=1e-9)


def test_slopes_of_a_curve_are_better_for_a_smaller_step():
    x = np.array([0.5, 1.0])
    errors = [
        np.abs(cl.finite_differences(np.exp, [x], 0, [1, 1], step) - np.exp(x)).max()
        for step in (0.1, 0.01)
    ]
    assert 1e-3 < errors[0] < 1e-2
    assert errors[1] < errors[0] / 90  # the error falls with the square of the step


def test_arguments_are_left_as_they_were():
    x = np.arange(3.0)
    cl.finite_differences(np.square, [x], 0, np.ones(3))
    np.testing.assert_array_equal(x, [0, 1, 2])


def test_bad_arguments_are_told():
    with pytest.raises(TypeError, match=r"arguments\[0\] holds integers \(int64\)"):
        cl.finite_differences(np.square, [np.arange(3, dtype="int64")], 0, [1, 1, 1])
    with pytest.raises(ValueError, match=r"shape of the output \(3,\), received \(2,\)"):
        cl.finite_differences(np.square, [np.arange(3.0)], 0, [1, 1])


def test_arguments_may_be_counted_from_the_end():
    x, y = np.array([2.0, 3.0]), np.array([5.0, 7.0])
    found = cl.finite_differences(np.multiply, [x, y], by=-1, weights=[1, 1])
    np.testing.assert_allclose(found, x)


@pytest.mark.parametrize(
    ("x", "step"), [(np.float32([1e6]), 2.0**-10), (np.float16([10]), 2.0**-10), ([1.0], 0)]
)
def test_a_step_that_is_lost_is_told(x, step):
    text = rf"step={step} is lost beside .* which holds {np.asarray(x).dtype}\. Take a larger"
    with pytest.raises(ValueError, match=text):
        cl.finite_differences(np.square, [np.asarray(x)], 0, [1], step)
