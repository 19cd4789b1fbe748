"""Costs are what they are counted from; measuring calls the function and sees its memory."""

import math
import re
import tracemalloc

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from course_lib import cost
from course_lib.nn import ladder


@pytest.mark.parametrize(("strides", "padding"), [(1, "VALID"), (2, "SAME"), ((2, 1), "SAME")])
def test_multiplications_are_those_that_loops_make(strides, padding):
    image, filters = (2, 5, 7, 3), (3, 2, 3, 4)
    costs = cost.ladder(image, filters, strides, padding)
    out = ladder.conv2d_loops(np.ones(image), np.ones(filters), strides, padding)
    made = sum(1 for _ in np.ndindex(*out.shape, *filters[:3]))
    assert [costs[way].multiplications for way in ("loops", "windows", "gemm")] == [made] * 3


def test_numbers_kept():
    costs = cost.ladder((2, 5, 7, 3), (3, 2, 3, 4), 1, "VALID")
    assert (costs["loops"].numbers, costs["windows"].numbers) == (0, 0)
    assert costs["gemm"].numbers == 2 * 3 * 6 * (3 * 2 * 3)
    # Planes of 7×8 cells (5 + 3 − 1 rows, 7 + 2 − 1 columns): 7×5 complex numbers each.
    planes = 2 * 3 + 3 * 4 + 2 * 4
    assert costs["fft"].numbers == planes * 7 * 5 * 2


def test_multiplications_of_the_fourier_way():
    costs = cost.ladder((2, 5, 7, 3), (3, 2, 3, 4), 1, "VALID")
    transforms = (2 * 3 + 3 * 4 + 2 * 4) * round(56 * math.log2(56))
    assert costs["fft"].multiplications == transforms + 4 * (2 * 3 * 4 * 35)


def test_no_window_fits():
    with pytest.raises(ValueError, match=r"cost\.ladder: no window fits"):
        cost.ladder((1, 2, 2, 1), (3, 3, 1, 1), 1, "VALID")


def test_measuring_calls_the_function_with_its_arguments():
    calls = []
    measured = cost.measure(lambda *given: calls.append(given), 1, "two")
    assert set(calls) == {(1, "two")}
    assert len(calls) == cost.RUNS + 1
    assert measured.seconds >= 0


def test_measuring_takes_no_more_runs_than_need_be(monkeypatch):
    monkeypatch.setattr(cost, "ENOUGH", 1e-12)
    calls = []
    cost.measure(calls.append, 1)
    assert len(calls) == 2  # one for the time, one for the memory


def test_memory_is_the_most_at_once():
    def work():
        np.ones(1_000_000, np.float64).sum()
        return np.ones(250_000, np.float64)

    assert cost.measure(work).megabytes == pytest.approx(8, abs=0.1)


def test_memory_of_the_result_counts():
    assert cost.measure(lambda: np.ones(500_000)).megabytes == pytest.approx(4, abs=0.1)


def blas_threads():
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_measuring_keeps_matrix_products_to_one_thread_and_gives_the_others_back():
    seen = []
    with threadpool_limits(2, user_api="blas"):
        cost.measure(lambda: seen.append(blas_threads()))
        assert seen[0] == {1}
        assert blas_threads() == {2}


@pytest.mark.parametrize(
    ("image", "filters"),
    [((1, 5, 5, 2), (3, 3, 1, 1)), ((5, 5, 1), (3, 3, 1, 1)), ((1, 5, 5, 1), (3, 3))],
)
def test_shapes_that_do_not_go_together(image, filters):
    text = f"the same c_in; received {image} and {filters}"
    with pytest.raises(ValueError, match=re.escape(text)):
        cost.ladder(image, filters, 1, "VALID")


def test_measuring_leaves_the_measurement_of_others_going():
    tracemalloc.start()
    try:
        cost.measure(bytes, 1000)
        assert tracemalloc.is_tracing()
    finally:
        tracemalloc.stop()
    cost.measure(bytes, 1000)
    assert not tracemalloc.is_tracing()
