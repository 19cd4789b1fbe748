"""The weights and gradients of layers in a row."""

from __future__ import annotations

import numpy as np

from .base import Layer


class Row:
    """What all layers of a model hold together, in their order."""

    name: str
    _layers: list[Layer]

    @property
    def layers(self) -> list[Layer]:
        """The layers in a list of its own, without an :class:`InputLayer` at the beginning."""
        return list(self._layers)

    @layers.setter
    def layers(self, layers: object) -> None:
        raise AttributeError(
            f"{self.name}: layers cannot be replaced. Put a layer at the end with add, or make "
            "another model: cl.Sequential(layers)"
        )

    @property
    def weights(self) -> list[np.ndarray]:
        """The weights of all layers."""
        return [weight for layer in self.layers for weight in layer.weights]

    @property
    def trainable_weights(self) -> list[np.ndarray]:
        """The weights that have gradients, and that an optimizer changes."""
        return [weight for layer in self.layers for weight in layer.trainable_weights]

    @property
    def non_trainable_weights(self) -> list[np.ndarray]:
        """The other weights: what layers measure in training."""
        return [weight for layer in self.layers for weight in layer.non_trainable_weights]

    @property
    def gradients(self) -> list[np.ndarray]:
        """The gradients with respect to the trainable weights, in the same order."""
        return [gradient for layer in self.layers for gradient in layer.gradients]

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the weights of all layers."""
        return [weight.copy() for weight in self.weights]

    def count_params(self) -> int:
        """Return how many numbers all weights hold."""
        self._check_built("count_params")
        return sum(layer.count_params() for layer in self.layers)

    def _check_layers(self) -> None:
        if not self.layers:
            raise ValueError(f"{self.name}: there are no layers. Add one first")

    def _check_built(self, method: str) -> None:
        self._check_layers()
        if any(not layer.built or layer.output_shape is None for layer in self.layers):
            raise ValueError(
                f"{self.name}: there are no weights before the first call. Call the model on an "
                f"array first, or build((None, 28, 28, 1)), then {method}"
            )
