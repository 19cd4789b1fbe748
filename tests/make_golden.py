"""Store what TensorFlow answers to every call of the grid, for machines without it.

Run it where TensorFlow is installed, after any change to ``grid.py``::

    python tests/make_golden.py
"""

import os
from pathlib import Path

import numpy as np
from grid import calls

GOLDEN = Path(__file__).parent / "golden" / "nn.npz"


def tensorflow_operators():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf

    return {
        "conv2d": tf.nn.conv2d,
        "max_pool2d": tf.nn.max_pool2d,
        "avg_pool2d": tf.nn.avg_pool2d,
        "extract_patches": tf.image.extract_patches,
    }


def tensorflow_answer(call):
    """Return the array that TensorFlow answers to one call."""
    import tensorflow as tf

    operator = tensorflow_operators()[call.operator]
    arrays = {name: tf.constant(array) for name, array in call.arrays.items()}
    return operator(**arrays, **call.options).numpy()


def write():
    """Write names, dtypes, shapes, and all values one after the other: float64 holds them all."""
    grid = calls()
    answers = [tensorflow_answer(call) for call in grid]
    GOLDEN.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        GOLDEN,
        names=[call.name for call in grid],
        dtypes=[str(answer.dtype) for answer in answers],
        shapes=[answer.shape for answer in answers],
        values=np.concatenate([answer.ravel().astype("float64") for answer in answers]),
    )
    print(f"{len(grid)} answers, {GOLDEN.stat().st_size / 1000:.0f} kB: {GOLDEN.name}")


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
