"""Reading models and weights that are to be carried, and saying what is wrong with them."""

from __future__ import annotations

import numpy as np

from ..models import Sequential


def check_model(op: str, model: Sequential) -> None:
    """Refuse what is no model, or has no weights yet."""
    if not isinstance(model, Sequential):
        raise TypeError(f"{op}: model must be a Sequential, received {type(model).__name__}")
    if not model.layers or any(layer.output_shape is None for layer in model.layers):
        raise ValueError(
            f"{op}: {model.name} has no weights before the first call. Call it on an array first, "
            "or build((None, 28, 28, 1))"
        )


def wrong_shape(op: str, what: str, rule: str, wanted: tuple, received: tuple) -> ValueError:
    """Return the error for an array of another shape; it tells when only the order is another."""
    hint = ""
    if sorted(wanted) == sorted(received):
        hint = ". These are the same numbers in another order of axes"
        other = _order_of(wanted, received)
        hint += f": array.transpose({other}) puts them right" if other else ""
    return ValueError(f"{op}: {what} must be {rule} = {wanted}, received {received}{hint}")


def _order_of(wanted: tuple, received: tuple) -> str:
    """Return the order of axes that leads from one shape to the other, where there is only one."""
    if len(set(wanted)) < len(wanted):
        return ""
    return ", ".join(str(received.index(size)) for size in wanted)


def as_numbers(op: str, what: str, array: object) -> np.ndarray:
    """Return real numbers as an array of float32."""
    numbers = np.asarray(array)
    if numbers.dtype.kind not in "iuf":
        raise TypeError(f"{op}: {what} must hold real numbers, received {numbers.dtype}")
    return numbers.astype(np.float32)
