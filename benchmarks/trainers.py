"""The same training by course_lib, Keras and PyTorch: same weights, batches, and order."""

from __future__ import annotations

import os
import time

import numpy as np

import course_lib as cl

BATCH = 32
SHAPE = (28, 28, 1)


def net1(layers) -> list:
    """Four Dense layers of 500: 1,149,010 weights."""
    hidden = [layers.Dense(500, activation="relu") for _ in range(4)]
    return [layers.Flatten(), *hidden, layers.Dense(10, activation="softmax")]


def net2(layers) -> list:
    """Two convolutions with 30 filters, each pooled: 14,590 weights."""
    convolutions = []
    for _ in range(2):
        convolutions += [layers.Conv2D(30, (2, 2), activation="relu"), layers.MaxPool2D()]
    return [*convolutions, layers.Flatten(), layers.Dense(10, activation="softmax")]


NETWORKS = {"net1 (4 × Dense 500)": net1, "net2 (2 × Conv2D 30)": net2}


def data(steps: int):
    """Return images and rows of labels: each class is a pattern, under noise."""
    rng = np.random.default_rng(43052)
    classes = rng.integers(0, 10, steps * BATCH)
    patterns, noise = (rng.random((n, *SHAPE), "float32") for n in (10, len(classes)))
    return (patterns[classes] + 3 * noise) / 4, cl.utils.to_categorical(classes, 10)


def first_weights(network) -> list[np.ndarray]:
    """Return the weights that all contestants begin with."""
    cl.random.set_seed(43052)
    model = cl.Sequential(network(cl.layers))
    model.build((None, *SHAPE))
    return model.get_weights()


class CourseLib:
    """Training with this library."""

    name, version = "course_lib", f"NumPy {np.__version__}"

    def __init__(self, network, weights):
        self._model = self._new_model(network)
        self._model.build((None, *SHAPE))
        self._model.set_weights(weights)
        self._model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])

    def _new_model(self, network):
        return cl.Sequential(network(cl.layers))

    def _clock(self):
        return _clock(cl.callbacks.Callback)

    def epochs(self, x, y) -> tuple[float, float]:
        """Train twice on the data; return the seconds of the second time, and its loss."""
        clock = self._clock()
        history = self._model.fit(
            x, y, BATCH, epochs=2, verbose=0, shuffle=False, callbacks=[clock]
        )
        return clock.seconds, history.history["loss"][-1]


class Keras(CourseLib):
    """Training with Keras on TensorFlow."""

    name = "Keras"

    def __init__(self, network, weights):
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        import keras
        import tensorflow

        self._keras = keras
        self.version = f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}"
        super().__init__(network, weights)

    def _new_model(self, network):
        return self._keras.Sequential(network(self._keras.layers))

    def _clock(self):
        return _clock(self._keras.callbacks.Callback)


class PyTorch:
    """Training with PyTorch, in the loop that its tutorials write."""

    name = "PyTorch"

    def __init__(self, network, weights):
        import torch

        torch.set_num_threads(os.cpu_count())
        self._torch, self.version = torch, f"PyTorch {torch.__version__}"
        self._model = _torch_network(torch, network, weights)
        self._optimizer = torch.optim.Adam(self._model.parameters(), eps=1e-7, fused=True)
        self._loss = torch.nn.CrossEntropyLoss()

    def epochs(self, x, y) -> tuple[float, float]:
        """Train twice on the data; return the seconds of the second time, and its loss."""
        x, y = self._torch.from_numpy(x).permute(0, 3, 1, 2), self._torch.from_numpy(y)
        self._epoch(x, y)
        start = time.perf_counter()
        loss = self._epoch(x, y)
        return time.perf_counter() - start, loss

    def _epoch(self, x, y) -> float:
        total = 0.0
        for first in range(0, len(x), BATCH):
            batch, labels = x[first : first + BATCH], y[first : first + BATCH]
            self._optimizer.zero_grad()
            loss = self._loss(self._model(batch), labels)
            loss.backward()
            self._optimizer.step()
            total += loss.item() * len(batch)
        return total / len(x)


def _torch_network(torch, network, weights):
    """Return the network in PyTorch's layers; rows are laid out as in Keras, channels last."""
    nn, left, modules = torch.nn, [torch.from_numpy(w.copy()) for w in weights], []

    class Rows(nn.Module):
        def forward(self, x):
            return x.permute(0, 2, 3, 1).flatten(1)

    def put(module, kernel):
        module.weight.data, module.bias.data = kernel.contiguous(), left.pop(0)
        return module

    for layer in network(cl.layers):
        kind = type(layer).__name__
        if kind == "Conv2D":
            kernel = left.pop(0).permute(3, 2, 0, 1)
            modules += [put(nn.Conv2d(kernel.shape[1], kernel.shape[0], 2), kernel), nn.ReLU()]
        elif kind == "Dense":
            kernel = left.pop(0).T
            modules += [put(nn.Linear(kernel.shape[1], kernel.shape[0]), kernel), nn.ReLU()]
        else:
            modules.append(nn.MaxPool2d(2) if kind == "MaxPooling2D" else Rows())
    return nn.Sequential(*modules[:-1])  # the last has softmax, which is in PyTorch's loss


def _clock(base):
    """Return a callback that takes the time of the last epoch."""

    class Clock(base):
        def on_epoch_begin(self, epoch, logs=None):
            self._start = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            self.seconds = time.perf_counter() - self._start

    return Clock()


TRAINERS = (CourseLib, Keras, PyTorch)
