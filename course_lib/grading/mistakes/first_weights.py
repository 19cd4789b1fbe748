"""Known mistakes of exercise 03 on the way to the first weights: the limit, and the bits."""

import numpy as np


def limit_without_window(shape):
    """The fans miss the size of the window: fan-in is kh·kw·c_in, fan-out kh·kw·c_out."""
    return np.sqrt(6 / (shape[2] + shape[3]))


def limit_fan_in_short(shape):
    """fan-in misses the size of the window: it is kh·kw·c_in."""
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (c_in + kh * kw * c_out))


def limit_fan_out_short(shape):
    """fan-out misses the size of the window: it is kh·kw·c_out."""
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (kh * kw * c_in + c_out))


def limit_fan_in_only(shape):
    """Only fan-in was used. Glorot's rule adds fan-out to it."""
    return np.sqrt(6 / np.prod(shape[:3]))


def limit_all_weights(shape):
    """You divided by the number of weights. Divide by fan-in plus fan-out."""
    return np.sqrt(6 / np.prod(shape))


def limit_mean_of_fans(shape):
    """You divided by the mean of the fans. Divide by their sum."""
    return np.sqrt(6 / (_fans(shape) / 2))


def limit_squared(shape):
    """The square root is missing."""
    return 6 / _fans(shape)


def limit_normal(shape):
    """The number to divide is 6. With 2 it is the rule for a bell curve."""
    return np.sqrt(2 / _fans(shape))


def limit_filters_first(shape):
    """The axes were read as (c_out, c_in, kh, kw). They are (kh, kw, c_in, c_out)."""
    return np.sqrt(6 / (shape[2] * shape[3] * (shape[0] + shape[1])))


def limit_root_of_six(shape):
    """Only 6 is under the root. Divide first, then take the root of all of it."""
    return np.sqrt(6) / _fans(shape)


def limit_without_brackets(shape):
    """6 was divided by fan-in only, then fan-out was added. Write 6 / (fan_in + fan_out)."""
    kh, kw, c_in, c_out = shape
    return np.sqrt(6 / (kh * kw * c_in) + kh * kw * c_out)


def bits_as_given(words, shape):
    """That is what the given code gives. Three lines are wrong: limit, shares and weights."""
    limit = limit_without_window(shape)
    return np.reshape(_fraction(words, 2**32) * limit - limit, shape)


def bits_fans(words, shape):
    """The line with limit is wrong: fan-in is kh·kw·c_in, fan-out kh·kw·c_out."""
    return _stretched(_shares(words), limit_without_window(shape), shape)


def bits_all_of_them(words, shape):
    """The line with shares is wrong: only the last 23 bits count, divided by 2**23."""
    return _stretched(_fraction(words, 2**32), _limit(shape), shape)


def bits_not_cut(words, shape):
    """The first 9 bits are still there. Only the last 23 count: words % 2**23."""
    return _stretched(np.asarray(words) / 2**23, _limit(shape), shape)


def bits_half_stretched(words, shape):
    """The line with weights is wrong: a share of 1 must give limit, so stretch by 2 * limit."""
    limit = _limit(shape)
    return np.reshape(_shares(words) * limit - limit, shape)


def bits_not_shifted(words, shape):
    """No weight is negative. A share of 0 must give -limit: take limit away at the end."""
    return np.reshape(_shares(words) * 2 * _limit(shape), shape)


def bits_other_order(words, shape):
    """The weights stand in the wrong order: reshape(shape) was right, the last axis runs first."""
    return np.reshape(_stretched(_shares(words), _limit(shape), (-1,)), shape, order="F")


def bits_not_divided(words, shape):
    """The last bits are a whole number. Divide it by 2**23 to get a share."""
    return _stretched(np.asarray(words) % 2**23, _limit(shape), shape)


def bits_divided_by_the_largest(words, shape):
    """Divide by 2**23, not by 2**23 - 1: a share never reaches 1."""
    return _stretched(_fraction(np.asarray(words) % 2**23, 2**23 - 1), _limit(shape), shape)


def bits_remainder_of_23(words, shape):
    """Words % 23 is a remainder from 0 to 22. The last 23 bits are words % 2**23."""
    return _stretched(_fraction(np.asarray(words) % 23, 2**23), _limit(shape), shape)


def _fans(shape):
    return shape[0] * shape[1] * (shape[2] + shape[3])


def _limit(shape):
    return np.sqrt(6 / _fans(shape))


def _fraction(words, whole):
    return np.asarray(words) / whole


def _shares(words):
    return _fraction(np.asarray(words) % 2**23, 2**23)


def _stretched(shares, limit, shape):
    return np.reshape(shares * 2 * limit - limit, shape)


LIMITS = (
    limit_without_window,
    limit_fan_in_short,
    limit_fan_out_short,
    limit_fan_in_only,
    limit_all_weights,
    limit_mean_of_fans,
    limit_squared,
    limit_normal,
    limit_filters_first,
    limit_root_of_six,
    limit_without_brackets,
)
BITS = (
    bits_as_given,
    bits_fans,
    bits_all_of_them,
    bits_not_cut,
    bits_half_stretched,
    bits_not_shifted,
    bits_other_order,
    bits_not_divided,
    bits_divided_by_the_largest,
    bits_remainder_of_23,
)
