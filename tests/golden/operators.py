"""Store what TensorFlow answers to every call of the grid, for machines without it.

Run it where TensorFlow is installed, after any change to a grid::

    (cd tests; python -m golden.operators)
"""

import os
from pathlib import Path

import numpy as np
from helpers import (
    gradient_calls,
    operator_calls,
    skip_without,  # noqa: F401  sets TensorFlow up before it is imported
)

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
GOLDEN = Path(__file__).parent / "nn.npz"


def tensorflow_operators():
    """Return the operators that TensorFlow has with the same arguments."""
    import tensorflow as tf

    return {
        "conv2d": tf.nn.conv2d,
        "max_pool2d": tf.nn.max_pool2d,
        "avg_pool2d": tf.nn.avg_pool2d,
        "extract_patches": tf.image.extract_patches,
        "depthwise_conv2d": tf.nn.depthwise_conv2d,
        "separable_conv2d": tf.nn.separable_conv2d,
        "conv2d_transpose": tf.nn.conv2d_transpose,
        "depthwise_conv2d_backprop_input": tf.nn.depthwise_conv2d_backprop_input,
        "depthwise_conv2d_backprop_filter": tf.nn.depthwise_conv2d_backprop_filter,
    }


def tensorflow_answer(call):
    """Return the array that TensorFlow answers to one call."""
    import tensorflow as tf
    from helpers import tensorflow_gradients

    arrays = {name: tf.constant(array) for name, array in call.arrays.items()}
    operator = tensorflow_gradients.OPERATORS.get(call.operator)
    operator = operator or tensorflow_operators()[call.operator]
    answer = operator(**arrays, **call.options)
    return flat(answer) if isinstance(answer, list | tuple) else answer.numpy()


def flat(arrays):
    """Lay several arrays into one, (1, 1, 1, all their numbers)."""
    return np.concatenate([np.ravel(array) for array in arrays]).reshape(1, 1, 1, -1)


def grid_calls():
    return [*operator_calls.calls(), *gradient_calls.calls()]


def write():
    """Write names, dtypes, shapes, and all values one after the other: float64 holds them all."""
    calls = grid_calls()
    answers = [tensorflow_answer(call) for call in calls]
    np.savez_compressed(
        GOLDEN,
        names=[call.name for call in calls],
        dtypes=[str(answer.dtype) for answer in answers],
        shapes=[answer.shape for answer in answers],
        values=np.concatenate([answer.ravel().astype("float64") for answer in answers]),
    )
    print(f"{len(calls)} answers, {GOLDEN.stat().st_size / 1000:.0f} kB: {GOLDEN.name}")


def read():
    """Return the stored answers by the names of their calls."""
    with np.load(GOLDEN) as stored:
        names, dtypes, shapes, values = (
            stored[key] for key in ("names", "dtypes", "shapes", "values")
        )
    pieces = np.split(values, np.cumsum(shapes.prod(axis=1))[:-1])
    return {
        str(name): piece.reshape(shape).astype(dtype)
        for name, dtype, shape, piece in zip(names, dtypes, shapes, pieces, strict=True)
    }


if __name__ == "__main__":
    write()
