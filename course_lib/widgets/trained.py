"""A network, the pictures it is trained and tested on, and what it has learnt so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .. import explain, layers
from ..datasets import garments
from ..models import Sequential
from ..training.callbacks import Callback
from ..utils import to_categorical

CLASSES = 10
MAPS = 8  # filters of the small network
TIMES = 4  # how often in an epoch it is told how far it is


@dataclass
class Trained:
    """A model that begins with ``Conv2D``, with pictures to train and test it.

    Attributes
    ----------
    model : Sequential
        Compiled with the metric accuracy.
    train, test : (pictures, labels)
        Pictures (n, h, w, 1), and one-hot labels (n, classes).
    history : dict of str to list of float
        One number for each epoch.
    guesses : array (n,) of int
        The classes that the test pictures are taken for.
    """

    model: Sequential
    train: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    history: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self):
        self.model.build((None, *self.test[0].shape[1:]))
        first = self.model.layers[0]
        wanted = isinstance(first, layers.Conv2D) and first.activation is layers.activations.relu
        if not wanted or self.test[0].shape[3] != 1:
            raise ValueError(
                "Training: a model begins with Conv2D(…, activation='relu') on grey pictures "
                f"(n, h, w, 1), received {type(first).__name__} on {self.test[0].shape}"
            )
        self._look()

    def _look(self) -> None:
        self.shares = self.model.predict(self.test[0], batch_size=100)
        self.guesses = self.shares.argmax(axis=1)
        self._maps: dict[int, list[np.ndarray]] = {}

    @property
    def labels(self) -> np.ndarray:
        """The classes (n,) of the test pictures."""
        return self.test[1].argmax(axis=1)

    @property
    def pixels(self) -> tuple[float, float]:
        """The smallest and the largest pixel of the test pictures."""
        return self.test[0].min().item(), self.test[0].max().item()

    @property
    def counts(self) -> np.ndarray:
        """How often pictures of a class (row) are taken for a class (column)."""
        counts = np.zeros((self.test[1].shape[1],) * 2, int)
        np.add.at(counts, (self.labels, self.guesses), 1)
        return counts

    def counted(self, row: int, column: int) -> list[int]:
        """Return the test pictures of a class that are taken for a class."""
        return np.flatnonzero((self.labels == row) & (self.guesses == column)).tolist()

    def epoch(self, tell: Callable[[str], None]) -> None:
        """Train on all pictures once; ``tell`` gets some words a few times on the way.

        The pictures come in their own order, so that the same presses give the same network.
        """
        done = len(self.history.get("loss", [])) + 1
        new = self.model.fit(
            *self.train,
            batch_size=32,
            shuffle=False,
            validation_data=self.test,
            callbacks=[_Told(done, tell)],
            verbose=0,
        )
        for name, values in new.history.items():
            self.history.setdefault(name, []).extend(values)
        self._look()

    @property
    def kernels(self) -> np.ndarray:
        """The kernels (filters, kh, kw) of the first layer, for the first channel."""
        return self.model.layers[0].weights[0][:, :, 0].transpose(2, 0, 1)

    @property
    def pictured(self) -> list:
        """The layers whose outputs are maps."""
        return [layer for layer in self.model.layers if len(layer.output_shape) == 4]

    def maps(self, index: int) -> list[np.ndarray]:
        """Return what each of the first layers makes of a test picture: maps (h, w, c)."""
        if index not in self._maps:
            x, found = self.test[0][index : index + 1], []
            for layer in self.pictured:
                x = layer(x)
                found.append(x[0])
            self._maps = {index: found}
        return self._maps[index]

    def explain(self, index: int, filter: int, at) -> explain.SumOfProducts:
        """Return a number of the first layer, before its activation."""
        first = self.model.layers[0]
        kernel, *bias = first.weights
        picture = self.test[0][index : index + 1]
        return explain.conv2d(
            picture,
            kernel[..., filter : filter + 1],
            first.strides,
            first.padding.upper(),
            dilations=first.dilation_rate,
            at=(0, *at, 0),
            bias=bias[0][filter : filter + 1] if bias else None,
        )


def small(n_train: int = 1500, n_test: int = 300) -> Trained:
    """Return a small network that knows nothing yet, with drawn garments.

    Examples
    --------
    >>> trained = small(20, 10)
    >>> [layer.output_shape[1:] for layer in trained.pictured]
    [(26, 26, 8), (13, 13, 8), (11, 11, 8), (5, 5, 8)]
    >>> trained.counts.sum(axis=1)
    array([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    """
    parts = garments.load_data(n_train=n_train, n_test=n_test, seed=0)
    train, test = (
        ((pictures[..., None] / 255).astype(np.float32), to_categorical(labels, CLASSES))
        for pictures, labels in parts
    )
    model = Sequential(name="small")
    for order in ("first", "second"):
        start, name = _normal(len(model.layers)), f"{order} convolution"
        model.add(layers.Conv2D(MAPS, 3, activation="relu", kernel_initializer=start, name=name))
        model.add(layers.MaxPool2D(name=f"{order} pooling"))
    model.add(layers.Flatten(name="flatten"))
    last = {"activation": "softmax", "kernel_initializer": _normal(9), "name": "classes"}
    model.add(layers.Dense(CLASSES, **last))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return Trained(model, train, test)


def _normal(seed: int) -> Callable:
    """Return an initialiser that leaves the draws of ``cl.random`` alone."""

    def draw(shape):
        spread = np.sqrt(2 / np.prod(shape[:-1]))
        return np.random.default_rng(seed).normal(0, spread, shape).astype(np.float32)

    return draw


class _Told(Callback):
    """Says a few times in an epoch how far it is."""

    def __init__(self, epoch: int, tell: Callable[[str], None]):
        self._epoch, self._tell = epoch, tell

    def on_train_batch_end(self, batch, logs=None):
        steps = self.params["steps"]
        if (batch + 1) % max(steps // TIMES, 1) == 0:
            told = f"step {batch + 1} of {steps}, loss {logs['loss']:.3f}"
            self._tell(f"Training, epoch {self._epoch}: {told}.")
