"""How gradients change the weights."""

from __future__ import annotations

from ..lookup import by_name
from .adaptive import Adam, RMSprop
from .base import Optimizer
from .descent import SGD

__all__ = ["SGD", "Adam", "Optimizer", "RMSprop", "get"]
__dir__ = __all__.copy  # Tab offers these


Given = Optimizer | type[Optimizer] | str  # what an optimizer is chosen by
_BY_NAME: dict[str, type[Optimizer]] = {"adam": Adam, "sgd": SGD, "rmsprop": RMSprop}


def get(identifier: Given) -> Optimizer:
    """Return a new optimizer of a name or class, or an optimizer as it is.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> get("adam").learning_rate, get(SGD).learning_rate
    (0.001, 0.01)
    """
    if isinstance(identifier, Optimizer):
        return identifier
    if isinstance(identifier, type) and issubclass(identifier, Optimizer):
        return identifier()  # type: ignore[call-arg]  # all but the base have defaults
    name = identifier.lower() if isinstance(identifier, str) else repr(identifier)
    return by_name("optimizer", name, _BY_NAME, "an Optimizer")()
