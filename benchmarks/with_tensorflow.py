"""The operators of TensorFlow, which compute the layers of Keras."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before the import: no log about the machine

import numpy as np
import tensorflow as tf
from cases import Case

NAME = "TensorFlow"
VERSION = f"TensorFlow {tf.__version__}"


def calls(case: Case):
    """Return two functions: the forward pass, and the backward pass by input and by filters."""
    x, w, g = map(tf.constant, case.arrays())
    steps = [1, case.stride, case.stride, 1]
    padding = case.padding if case.pad else "VALID"
    raw = {"strides": steps, "padding": "EXPLICIT" if case.pad else "VALID"}
    raw["explicit_paddings"] = [cells for pair in case.padding for cells in pair if case.pad]
    if case.operator == "max pooling":
        return _pooling(case, x, g, steps)
    if case.operator == "transposed":
        return (
            lambda: (tf.nn.conv2d_transpose(x, w, case.out, steps, padding),),
            lambda: (
                tf.nn.conv2d(g, w, steps, padding),
                tf.raw_ops.Conv2DBackpropFilter(
                    input=g, filter_sizes=case.kernel, out_backprop=x, **raw
                ),
            ),
        )
    forward, gradients = _convolution(case.operator)
    by_input, by_filter = gradients
    return (
        lambda: (forward(x, w, steps, padding),),
        lambda: (
            by_input(input_sizes=case.x, filter=w, out_backprop=g, **raw),
            by_filter(input=x, filter_sizes=case.kernel, out_backprop=g, **raw),
        ),
    )


def _convolution(operator: str):
    raw = tf.raw_ops
    if operator == "conv2d":
        return tf.nn.conv2d, (raw.Conv2DBackpropInput, raw.Conv2DBackpropFilter)
    gradients = (raw.DepthwiseConv2dNativeBackpropInput, raw.DepthwiseConv2dNativeBackpropFilter)
    return tf.nn.depthwise_conv2d, gradients


def _pooling(case: Case, x, g, steps):
    """Return both passes; the backward one is given what the forward one has found."""
    ksize = [1, *case.kernel[:2], 1]
    best = tf.nn.max_pool2d(x, ksize, steps, "VALID")
    return (
        lambda: (tf.nn.max_pool2d(x, ksize, steps, "VALID"),),
        lambda: (
            tf.raw_ops.MaxPoolGrad(
                orig_input=x, orig_output=best, grad=g, ksize=ksize, strides=steps, padding="VALID"
            ),
        ),
    )


def to_numpy(results) -> list[np.ndarray]:
    """Return results of a call as arrays: NHWC, filters in TensorFlow's order."""
    return [result.numpy() for result in results]
