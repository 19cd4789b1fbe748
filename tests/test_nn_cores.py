"""Work shared out to threads gives what one thread gives."""

import threading

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib.nn import cores

MUCH = cores.SMALLEST_BYTES
IMAGES = np.random.default_rng(5).normal(size=(7, 9, 8, 3))
KERNEL = np.random.default_rng(6).normal(size=(3, 2, 3, 4))
DEPTHWISE = np.random.default_rng(7).normal(size=(3, 2, 3, 2))
NUMBERS = np.random.default_rng(8).normal(size=(7, 9, 8, 4))
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
    "max pooling": lambda: cl.nn.max_pool2d(IMAGES, 3, 2, "SAME"),
    "max pooling by input": lambda: cl.nn.max_pool2d_backprop_input(IMAGES, IMAGES, 3, *REST),
}


@pytest.fixture(autouse=True)
def _three_cores(monkeypatch):
    monkeypatch.setattr(cores, "_cores", lambda: 3)


@pytest.mark.parametrize("name", CALLS)
def test_same_with_threads(name, monkeypatch):
    expected = CALLS[name]()
    monkeypatch.setattr(cores, "SMALLEST_BYTES", 0)
    assert_allclose(CALLS[name](), expected, rtol=1e-12, atol=1e-12)


def test_shares_are_the_whole_batch_in_order():
    shares = cores.share_out(lambda images: np.arange(8)[images], 8, MUCH)
    assert [len(share) for share in shares] == [2, 3, 3]
    assert_array_equal(np.concatenate(shares), np.arange(8))


@pytest.mark.parametrize(
    ("images", "touched", "returned"),
    [(1, MUCH, 0), (8, MUCH - 1, 0), (8, MUCH, cores.SHARED_BYTES)],
    ids=["one image", "little work", "large results"],
)
def test_one_share_where_more_do_not_pay(images, touched, returned):
    assert cores.share_out(lambda share: share, images, touched, returned) == [slice(0, images)]


def test_a_call_within_a_call_is_not_shared_out_again():
    inner = cores.share_out(lambda _: cores.share_out(lambda share: share, 6, MUCH), 6, MUCH)
    assert inner == [[slice(0, 6)]] * 3


def test_shares_run_in_threads_of_their_own():
    together = threading.Barrier(3)  # passed only by three threads at once
    cores.share_out(lambda _: together.wait(timeout=30), 6, MUCH)


def test_after_an_error_work_is_shared_out_as_before():
    with pytest.raises(ZeroDivisionError):
        cores.share_out(lambda images: 1 // images.start, 6, MUCH)
    assert len(cores.share_out(lambda share: share, 6, MUCH)) == 3
