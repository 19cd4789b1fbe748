"""Seeded random numbers: TensorFlow's, bit for bit."""

from functools import cache

import numpy as np
import pytest
from golden import seeded_draws as golden
from helpers import skip_without
from numpy.testing import assert_allclose, assert_array_equal

import course_lib as cl
from course_lib import philox, random, seeds

stored_draws = cache(golden.read)


def bits(array):
    return np.asarray(array).view(np.uint32)


# Stored answers


def test_every_seed_is_stored():
    assert list(stored_draws()) == golden.SEEDS


@pytest.mark.parametrize("seed", golden.SEEDS)
def test_draws_are_tensorflows(seed):
    drawn, stored = golden.draws(random, seed), stored_draws()[seed]
    assert [out.dtype for out in drawn] == [np.float32] * len(stored)
    assert [out.shape for out in drawn] == [expected.shape for expected in stored]
    even = len(golden.DRAWS)
    for draw, out, expected in zip(golden.DRAWS, drawn[:even], stored[:even], strict=True):
        assert_array_equal(bits(out), expected, err_msg=str(draw))
    for draw, out, expected in zip(golden.BELLS, drawn[even:], stored[even:], strict=True):
        assert_bell(out, expected.view(np.float32), *draw[2:])


def assert_bell(out, expected, mean, stddev):
    """Check normal draws: TensorFlow's but for the last digits of logarithm, sine and cosine."""
    ulp = np.spacing(np.abs(expected - np.float32(mean)) + np.spacing(np.float32(mean)))
    assert (np.abs(out - expected) <= 3 * ulp + np.spacing(np.abs(expected))).all()
    assert out.size < 100 or (out != expected).mean() <= 0.1
    assert_allclose(out, expected, rtol=1e-6, atol=1e-6 * stddev)


def test_stored_draws_are_still_tensorflows():
    skip_without.module("tensorflow")
    for seed in golden.SEEDS:
        drawn = golden.draws(golden.tensorflow_random(), seed)
        for out, stored in zip(drawn, stored_draws()[seed], strict=True):
            assert_array_equal(bits(out), stored)


@pytest.mark.parametrize("shape", [7, np.int64(7), [7], np.array([7])])
def test_ways_to_write_a_shape(shape):
    random.set_seed(1)
    expected = random.uniform((7,))
    random.set_seed(1)
    assert_array_equal(random.uniform(shape), expected)


@pytest.mark.parametrize("kind", ["uniform", "normal", "truncated_normal"])
@pytest.mark.parametrize("seed", [0, 43052, -7, 2**40])
def test_draws_are_tensorflows_live(kind, seed):
    theirs = skip_without.module("tensorflow").random
    theirs.set_seed(seed)
    random.set_seed(seed)
    for size in (0, 1, 2, 3, 4, 5, 64, 40099):
        expected = np.asarray(getattr(theirs, kind)((size,)))
        found = getattr(random, kind)((size,))
        if kind == "uniform":
            assert_array_equal(bits(found), bits(expected))
        else:
            assert_bell(found, expected, 0.0, 1.0)


# The seed


def test_the_same_seed_gives_the_same_numbers_again():
    random.set_seed(5)
    first, second = random.uniform((9,)), random.uniform((9,))
    assert (first != second).any()
    random.set_seed(5)
    assert_array_equal(random.uniform((9,)), first)
    assert_array_equal(random.uniform((9,)), second)


def test_other_draws_leave_the_numbers_alone():
    random.set_seed(5)
    random.uniform((1,))
    expected = random.uniform((9,))
    random.set_seed(5)
    random.uniform((1001,))
    np.random.default_rng(5).normal(size=3)
    assert_array_equal(random.uniform((9,)), expected)


class OnlyZeros:
    """Python's generator, in the rare case that it gives 0."""

    def randint(self, low, high):
        return low


def test_two_keys_of_zero_are_replaced(monkeypatch):
    random.set_seed(0)
    monkeypatch.setattr(seeds._state, "keys", OnlyZeros())
    # TensorFlow draws this after set_seed(0) with uniform((3,), seed=0).
    expected = [0.01975703239440918, 0.0070421695709228516, 0.189872145652771]
    assert_array_equal(random.uniform((3,)), np.float32(expected))


def test_the_lower_limit_is_reached_and_the_upper_one_is_not(monkeypatch):
    ends = np.array([[0, 0x7FFFFF, 0xFFFFFFFF]], np.uint32)
    monkeypatch.setattr(random, "random_bits", lambda blocks, *keys: ends)
    last = 1 - 2.0**-23
    assert random.uniform((3,)).tolist() == [0, last, last]


@pytest.mark.parametrize("seed", [1.0, "1", None, True, [1], 1j])
def test_seeds_that_are_not_whole_numbers(seed):
    with pytest.raises(TypeError) as caught:
        cl.random.set_seed(seed)
    assert str(caught.value) == f"set_seed: seed must be a whole number, received {seed!r}"


@pytest.mark.parametrize("seed", [np.int32(43052), np.uint64(43052)])
def test_whole_numbers_of_numpy_are_seeds_too(seed):
    random.set_seed(43052)
    expected = random.uniform((3,))
    random.set_seed(seed)
    assert_array_equal(random.uniform((3,)), expected)


# Errors


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ((2.0,), TypeError, "shape must be whole numbers, received 2.0"),
        ((None,), TypeError, "shape must be whole numbers, received None"),
        (((2, 1.5),), TypeError, "shape must be whole numbers, received (2, 1.5)"),
        (((2, True),), TypeError, "shape must be whole numbers, received (2, True)"),
        ((True,), TypeError, "shape must be whole numbers, received True"),
        (("23",), TypeError, "shape must be whole numbers, received '23'"),
        (((2, -1),), ValueError, "sizes must be 0 or more, received (2, -1)"),
        ((-1,), ValueError, "sizes must be 0 or more, received -1"),
        (((2,), "0"), TypeError, "minval must be a finite number, received '0'"),
        (((2,), None), TypeError, "minval must be a finite number, received None"),
        (((2,), True), TypeError, "minval must be a finite number, received True"),
        (((2,), 0, np.inf), TypeError, "maxval must be a finite number, received inf"),
        (((2,), 0, np.nan), TypeError, "maxval must be a finite number, received nan"),
        (((2,), -3e38, 3e38), ValueError, "minval, maxval and their difference must fit in"),
        (((2,), 0, 1e39), ValueError, "minval, maxval and their difference must fit in float32"),
    ],
)
def test_bad_arguments(arguments, error, text):
    random.set_seed(5)
    with pytest.raises((TypeError, ValueError)) as caught:
        random.uniform(*arguments)
    assert caught.type is error
    assert str(caught.value).startswith(f"uniform: {text}")
    after = random.uniform((3,))
    random.set_seed(5)
    assert_array_equal(random.uniform((3,)), after)  # a draw that fails takes no number


@pytest.mark.parametrize("kind", ["normal", "truncated_normal"])
@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ((2.0,), TypeError, "shape must be whole numbers, received 2.0"),
        ((-1,), ValueError, "sizes must be 0 or more, received -1"),
        ((2, "0"), TypeError, "mean must be a finite number, received '0'"),
        ((2, 0, np.inf), TypeError, "stddev must be a finite number, received inf"),
        ((2, 0, -1.0), ValueError, "stddev must be 0 or more, received -1.0"),
    ],
)
def test_bad_arguments_of_a_bell(kind, arguments, error, text):
    with pytest.raises(error) as caught:
        getattr(random, kind)(*arguments)
    assert str(caught.value) == f"{kind}: {text}"


# Philox itself. Known answers of Random123, the library of the authors of Philox:
# four words of the counter, two of the key, four of the result.

KNOWN_ANSWERS = [
    (
        "00000000 00000000 00000000 00000000",
        "00000000 00000000",
        "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    ),
    (
        "ffffffff ffffffff ffffffff ffffffff",
        "ffffffff ffffffff",
        "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ),
    (
        "243f6a88 85a308d3 13198a2e 03707344",
        "a4093822 299f31d0",
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
]


def words(text):
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_known_answers_of_philox(counter, key, result):
    out = philox.philox(np.array([words(counter)], np.uint32), tuple(words(key)))
    assert out.dtype == np.uint32
    assert out.tolist() == [words(result)]


def test_the_first_round_of_philox_by_hand():
    a, b, c, d = counter = [5, 6, 7, 8]
    first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
    by_hand = [second >> 32 ^ b ^ 3, second % 2**32, first >> 32 ^ d ^ 4, first % 2**32]
    assert next(philox.rounds([counter], (3, 4))).tolist() == [by_hand]


@pytest.mark.parametrize("seed", [0, 1, 43052, -7, 2**40])
def test_draw_keys_are_those_of_the_first_draw(seed):
    bits = philox.random_bits(np.arange(2, dtype=np.uint64), *random.draw_keys(seed))
    random.set_seed(seed)
    expected = random.uniform((2, 4))
    assert_array_equal((bits % 2**23 / 2**23).astype(np.float32), expected)


def test_draw_keys_leave_the_generator_alone():
    random.set_seed(1)
    first = random.uniform(3)
    random.set_seed(1)
    random.draw_keys(2)
    assert_array_equal(random.uniform(3), first)


def test_draw_keys_need_a_whole_number():
    with pytest.raises(TypeError, match=r"draw_keys: seed must be a whole number, received 1\.5"):
        random.draw_keys(1.5)
