"""The options that layers, losses and optimizers were made with."""

from __future__ import annotations

import inspect
from functools import cache

from .. import layers, losses, optimizers


def options(thing) -> dict:
    """Return the options of a thing as they are now, by name; none of what is not of this library.

    Examples
    --------
    >>> options(layers.Dropout(0.5, name="some"))
    {'rate': 0.5, 'name': 'some'}
    """
    if not is_ours(thing):
        return {}
    return {name: getattr(thing, name) for name in _names(type(thing)) if hasattr(thing, name)}


def is_ours(thing) -> bool:
    """Tell whether a layer, loss or optimizer is one of this library.

    Examples
    --------
    >>> is_ours(layers.Flatten()), is_ours("flatten")
    (True, False)
    """
    name = type(thing).__name__
    return any(
        getattr(module, name, None) is type(thing) for module in (layers, losses, optimizers)
    )


@cache
def _names(kind) -> list[str]:
    return list(inspect.signature(kind).parameters)
