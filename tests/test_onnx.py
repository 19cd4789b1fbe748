"""The operators beside ONNX's own tests: what can be said with them has the values given there."""

from collections import Counter

import numpy as np
import pytest
from helpers import onnx_cases, onnx_said
from numpy.testing import assert_allclose

# How many cases of onnx 1.23 are equal. Older versions have a few less, newer ones perhaps more.
EQUAL = {
    "AveragePool": 25,
    "BatchNormalization": 9,
    "Col2Im": 4,
    "Conv": 33,
    "ConvTranspose": 14,
    "Dropout": 8,
    "Flatten": 11,
    "Gemm": 12,
    "GlobalAveragePool": 2,
    "GlobalMaxPool": 2,
    "LeakyRelu": 5,
    "MaxPool": 28,
    "MaxUnpool": 2,
    "Pad": 5,
    "Relu": 2,
    "Reshape": 9,
    "Resize": 5,
    "Sigmoid": 3,
    "Softmax": 10,
    "SoftmaxCrossEntropyLoss": 34,
    "Tanh": 3,
    "Upsample": 1,
}
# Why the others cannot be said: the library has no such thing, as TensorFlow's functions have not.
REASONS = {
    "an array without numbers",
    "another rule for places",
    "cubic or antialias",
    "draws of NumPy",
    "negative padding",
    "not a whole number of times",
    "other axes",
    "padding with edges",
    "places of maxima in dilated windows",
    "places of maxima in volumes",
    "volumes",
}
IN_FOUR_DIGITS = {"test_averagepool_2d_ceil_last_window_starts_on_pad"}  # its numbers are rounded


def compare(case):
    """Return the reason why a case cannot be said, or None if its values are those of ONNX."""
    try:
        outputs = onnx_said.SAYINGS[case.operator](case)
    except onnx_said.CannotSay as reason:
        return str(reason)
    for ours, theirs in zip(outputs, map(np.asarray, case.outputs), strict=True):
        found = np.asarray(ours)
        found = found[:, :, 0] if found.ndim == theirs.ndim + 1 else found  # a row of a row
        limit = 5e-5 if case.name in IN_FOUR_DIGITS else 1e-6
        assert_allclose(found, theirs, rtol=1e-4, atol=limit, err_msg=case.name)
    return None


@pytest.mark.once
def test_what_can_be_said_is_equal():
    equal, unsaid = Counter(), Counter()
    for case in onnx_cases.cases():
        reason = compare(case)
        (unsaid if reason else equal)[reason or case.operator] += 1
    print(f"{equal.total()} cases are equal:", *sorted(equal.items()))
    print(f"{unsaid.total()} cannot be said:", *unsaid.most_common())
    assert unsaid.keys() <= REASONS
    assert equal.total() >= 0.9 * sum(EQUAL.values())
    assert equal.keys() == EQUAL.keys()
    assert set(onnx_said.SAYINGS) == set(onnx_cases.OPERATORS.split())
