"""Store what TensorFlow draws after each seed, for machines without it.

Run it where TensorFlow is installed, after any change to the seeds or draws below::

    (cd tests; python -m golden.seeded_draws)
"""

import os
from pathlib import Path

import numpy as np

GOLDEN = Path(__file__).parent / "random.npz"

# TensorFlow takes a seed modulo 2**31 - 1, but Python's own generator takes it whole.
SEEDS = [0, 1, 43052, -1, -7, 2**31 - 2, 2**31 - 1, 2**31, 2**32 + 5, 2**64 + 1, -(2**31) + 1]

# One after the other: shape, minval, maxval. The last two are limits of Glorot's kind.
DRAWS = [
    ((), 0.0, 1.0),
    ((7,), 0.0, 1.0),
    ((0,), 0.0, 1.0),
    ((2, 3), 0.0, 1.0),
    ((1001,), 0.0, 1.0),
    ((3, 0, 2), 0.0, 1.0),
    ((5,), -1.0, 1.0),
    ((5,), 2, 5),
    ((5,), 5.0, 2.0),
    ((5,), 1.0, 1.0),
    ((5,), 0.1, 0.2),
    ((4,), 1e30, 3e38),
    ((2, 2, 1, 4), -0.5477225575051661, 0.5477225575051661),
    ((2, 2, 3, 4), -0.4629100498862757, 0.4629100498862757),
]

# After the even draws: kind, shape, mean, stddev. 300 truncated numbers hold some drawn again.
BELLS = [
    ("normal", (), 0.0, 1.0),
    ("normal", (2, 5), 1.5, 0.25),
    ("truncated_normal", (2, 5), -1.0, 3.0),
    ("truncated_normal", (300,), 0.0, 1.0),
]


def draws(random, seed):
    """Return all draws after a seed, made by the library or by TensorFlow."""
    random.set_seed(seed)
    even = [np.asarray(random.uniform(*draw)) for draw in DRAWS]
    return even + [np.asarray(getattr(random, kind)(*draw)) for kind, *draw in BELLS]


def tensorflow_random():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf

    return tf.random


def write():
    """Write the draws of each seed one after the other, as the bits of float32."""
    random = tensorflow_random()
    stored = {}
    for seed in SEEDS:
        values = np.concatenate([draw.ravel() for draw in draws(random, seed)])
        assert values.dtype == np.float32
        stored[str(seed)] = values.view(np.uint32)
    np.savez_compressed(GOLDEN, **stored)
    print(f"{len(SEEDS)} seeds, {GOLDEN.stat().st_size / 1000:.0f} kB: {GOLDEN.name}")


def read():
    """Return the stored draws by their seeds, each with its shape, as the bits of float32."""
    shapes = [shape for shape, *_ in DRAWS] + [shape for _, shape, *_ in BELLS]
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    with np.load(GOLDEN) as stored:
        return {
            int(seed): [
                piece.reshape(shape)
                for piece, shape in zip(np.split(bits, ends[:-1]), shapes, strict=True)
            ]
            for seed, bits in stored.items()
        }


if __name__ == "__main__":
    write()
