"""What both data sets have in common: their ten classes, and how they are handed over."""

from __future__ import annotations

import numpy as np

# Images and labels, for training and for testing.
Data = tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
# In the order of the labels.
CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
