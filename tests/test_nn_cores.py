"""Work shared out to threads gives what one thread gives."""

import os
import signal
import threading

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.nn import fast
from course_lib.nn.geometry import Axis

MUCH = fast.SMALLEST_BYTES
IMAGES = np.random.default_rng(5).normal(size=(7, 9, 8, 3))
KERNEL = np.random.default_rng(6).normal(size=(3, 2, 3, 4))
DEPTHWISE = np.random.default_rng(7).normal(size=(3, 2, 3, 2))
NUMBERS = np.random.default_rng(8).normal(size=(7, 9, 8, 4))
POINTWISE = np.random.default_rng(10).normal(size=(1, 1, 6, 4))
DEPTHWISE_NUMBERS = np.random.default_rng(9).normal(size=(7, 9, 8, 6))
REST = (1, "SAME")

CALLS = {
    "conv2d": lambda: cl.nn.conv2d(IMAGES, KERNEL, *REST),
    "by input": lambda: cl.nn.conv2d_backprop_input(IMAGES.shape, KERNEL, NUMBERS, *REST),
    "by filter": lambda: cl.nn.conv2d_backprop_filter(IMAGES, KERNEL.shape, NUMBERS, *REST),
    "depthwise": lambda: cl.nn.depthwise_conv2d(IMAGES, DEPTHWISE, *REST),
    "depthwise by input": lambda: cl.nn.depthwise_conv2d_backprop_input(
        IMAGES.shape, DEPTHWISE, DEPTHWISE_NUMBERS, *REST
    ),
    "depthwise by filter": lambda: cl.nn.depthwise_conv2d_backprop_filter(
        IMAGES, DEPTHWISE.shape, DEPTHWISE_NUMBERS, *REST
    ),
    "separable": lambda: cl.nn.separable_conv2d(IMAGES, DEPTHWISE, POINTWISE, *REST),
    "separable by input": lambda: cl.nn.separable_conv2d_backprop_input(
        IMAGES.shape, DEPTHWISE, POINTWISE, NUMBERS, *REST
    ),
    "separable by depthwise filter": lambda: cl.nn.separable_conv2d_backprop_filters(
        IMAGES, DEPTHWISE, POINTWISE, NUMBERS, *REST
    )[0],
    "separable by pointwise filter": lambda: cl.nn.separable_conv2d_backprop_filters(
        IMAGES, DEPTHWISE, POINTWISE, NUMBERS, *REST
    )[1],
    "average pooling": lambda: cl.nn.avg_pool2d(IMAGES, 3, 2, "SAME"),
    "average pooling by input": lambda: cl.nn.avg_pool2d_backprop_input(
        IMAGES.shape, IMAGES, 3, *REST
    ),
    "patches": lambda: cl.nn.extract_patches(IMAGES, 3, 2, 1, "SAME"),
    "patches by input": lambda: cl.nn.extract_patches_backprop_input(
        IMAGES.shape, cl.nn.extract_patches(IMAGES, 3, 1, 1, "SAME"), 3, 1, 1, "SAME"
    ),
    "one image": lambda: cl.nn.conv2d(IMAGES[:1], KERNEL, *REST),
    "max pooling": lambda: cl.nn.max_pool2d(IMAGES, 3, 2, "SAME"),
    "max pooling by input": lambda: cl.nn.max_pool2d_backprop_input(IMAGES, IMAGES, 3, *REST),
}


@pytest.fixture(autouse=True)
def _three_cores(monkeypatch):
    monkeypatch.setattr(fast, "_cores", lambda: 3)


@pytest.mark.parametrize("name", CALLS)
def test_same_with_threads(name, monkeypatch):
    expected = CALLS[name]()
    monkeypatch.setattr(fast, "SMALLEST_BYTES", 0)
    assert_allclose(CALLS[name](), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("overlap", [True, False])
@pytest.mark.parametrize("images", [1, 2, 7])
def test_blocks_of_all_shares_are_the_whole_work(images, overlap, monkeypatch):
    monkeypatch.setattr(fast, "SMALLEST_BYTES", 0)
    monkeypatch.setattr(fast, "BLOCK_BYTES", 500)
    axes, done = (Axis(9, 3, 2), Axis(8, 2)), np.zeros((images, 4, 7), int)
    shares = fast.shared_blocks(np.zeros((images, 9, 8, 2)), axes, 8, 0, overlap)
    assert len(shares) == (min(images, 3) if overlap else 3)
    for share in shares:
        for block in share:
            done[block.place] += 1
    assert_array_equal(done, 1)
    if overlap:
        seen = [{n for block in share for n in range(images)[block.place[0]]} for share in shares]
        assert sum(map(len, seen)) == images


@pytest.mark.parametrize(
    ("touched", "returned", "count"),
    [(MUCH, 0, 3), (MUCH - 1, 0, 1), (MUCH, fast.SHARED_BYTES, 1)],
    ids=["much", "little work", "large results"],
)
def test_one_share_where_more_do_not_pay(touched, returned, count):
    assert fast.count_shares(touched, returned) == count


def test_results_come_in_the_order_of_the_shares():
    assert fast.share_out(sum, [[1, 2], [3], [4, 5]]) == [3, 3, 9]


def test_a_call_within_a_call_stays_in_its_thread():
    def names(_):
        here = threading.current_thread().name
        return [here, *fast.share_out(lambda _: threading.current_thread().name, [1, 2])]

    for here, *inner in fast.share_out(names, [1, 2, 3]):
        assert inner == [here] * 2


def test_shares_run_in_threads_of_their_own():
    together = threading.Barrier(3)  # passed only by three threads at once
    fast.share_out(lambda _: together.wait(timeout=30), [1, 2, 3])


def test_after_an_error_work_is_shared_out_as_before():
    with pytest.raises(ZeroDivisionError):
        fast.share_out(lambda number: 1 // number, [1, 0, 1])
    test_shares_run_in_threads_of_their_own()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own():
    fast.share_out(sum, [[1], [2]])
    child = os.fork()
    if not child:
        signal.alarm(30)  # a child that waits for the threads of its parent waits for ever
        os._exit(fast.share_out(sum, [[1], [2]]) != [1, 2])
    assert os.waitpid(child, 0)[1] == 0
