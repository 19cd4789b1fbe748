"""Store what Keras makes of the losses and optimizers of training_cases, for machines without it.

Run it where TensorFlow is installed, after any change to the grid::

    (cd tests; python -m golden.losses_and_optimizers)
"""

from pathlib import Path

import numpy as np
from helpers.training_cases import LOSSES, OPTIMIZERS, keras_loss, keras_steps

GOLDEN = Path(__file__).parent / "training.npz"


def write():
    stored = {f"steps, {name}": keras_steps(name) for name in OPTIMIZERS}
    for name in LOSSES:
        stored[f"loss, {name}"], stored[f"gradient, {name}"] = keras_loss(name)
    np.savez_compressed(GOLDEN, **stored)
    print(f"{len(stored)} arrays, {GOLDEN.stat().st_size / 1000:.0f} kB: {GOLDEN.name}")


def read():
    """Return the stored arrays by name."""
    with np.load(GOLDEN) as stored:
        return dict(stored)


if __name__ == "__main__":
    write()
