"""Losses and optimizers on fixed numbers, and what Keras makes of them."""

import os

import numpy as np

from helpers.layer_cases import signed

ROWS = (7, 5)
LABELS = np.array([0, 4, 2, 2, 1, 3, 0])
ONE_HOT = np.eye(5, dtype=np.float32)[LABELS]
SOFT = np.abs(signed(ROWS, 5)) / np.abs(signed(ROWS, 5)).sum(axis=1, keepdims=True)


def shares():
    """Return shares of which some are 0, 1 or nearly so, and some rows do not add up to 1."""
    raw = np.exp(3 * signed(ROWS, 3))
    out = raw / raw.sum(axis=1, keepdims=True)
    out[1] = [0, 0, 0, 0, 1]
    out[2] = [1, 0, 0, 0, 0]
    out[3] = [0.5, 0.5, 2e-8, 0.25, 0.25]
    return out.astype(np.float32)


LOGITS = (20 * signed(ROWS, 4)).astype(np.float32)
# name: loss, options, labels, outputs
LOSSES = {
    "categorical": ("CategoricalCrossentropy", {}, ONE_HOT, shares()),
    "categorical, soft labels": ("CategoricalCrossentropy", {}, SOFT, shares()),
    "categorical, logits": ("CategoricalCrossentropy", {"from_logits": True}, ONE_HOT, LOGITS),
    "categorical, soft, logits": ("CategoricalCrossentropy", {"from_logits": True}, SOFT, LOGITS),
    "sparse": ("SparseCategoricalCrossentropy", {}, LABELS, shares()),
    "sparse, column": ("SparseCategoricalCrossentropy", {}, LABELS[:, None], shares()),
    "sparse, logits": ("SparseCategoricalCrossentropy", {"from_logits": True}, LABELS, LOGITS),
    "squares": ("MeanSquaredError", {}, SOFT, LOGITS),
    "squares, images": ("MeanSquaredError", {}, signed((2, 3, 4, 1), 1), signed((2, 3, 4, 1), 2)),
}
OPTIMIZERS = {
    "Adam": ("Adam", {}),
    "Adam, other rates": ("Adam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.9}),
    "SGD": ("SGD", {}),
    "SGD, momentum": ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    "SGD, nesterov": ("SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    "RMSprop": ("RMSprop", {}),
    "RMSprop, momentum": ("RMSprop", {"rho": 0.5, "momentum": 0.5, "epsilon": 1e-3}),
}
STEPS = 6


def weights():
    return [signed((4, 3), 1), signed((3,), 2)]


def gradients(step):
    return [signed((4, 3), 10 + step) * 10.0 ** (step - 3), signed((3,), 20 + step)]


def keras_loss(name):
    """Return Keras's loss of the batch, and its gradient by the outputs."""
    import tensorflow as tf

    kind, options, labels, outputs = LOSSES[name]
    outputs = tf.constant(outputs)
    with tf.GradientTape() as tape:
        tape.watch(outputs)
        loss = getattr(tf.keras.losses, kind)(**options)(labels, outputs)
    return loss.numpy(), tape.gradient(loss, outputs).numpy()


def keras_steps(name):
    """Return all weights after each step, one after the other."""
    import tensorflow as tf

    kind, options = OPTIMIZERS[name]
    optimizer = getattr(tf.keras.optimizers, kind)(**options)
    variables = [tf.Variable(weight) for weight in weights()]
    steps = []
    for step in range(STEPS):
        slopes = [tf.constant(g.astype(np.float32)) for g in gradients(step)]
        optimizer.apply(slopes, variables)
        steps.append(np.concatenate([v.numpy().ravel() for v in variables]))
    return np.array(steps)


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
