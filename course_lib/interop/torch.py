"""A model's weights in the axes and under the names of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import layers
from ..models import Sequential
from .reading import as_numbers, check_model, wrong_shape
from .turns import turns


def to_torch(model: Sequential, names: Sequence[str] | None = None) -> dict[str, np.ndarray]:
    """Return the weights of a model as PyTorch has them, for images (n, c, h, w).

    ==================  ======================  =================================================
    layer               here                    PyTorch
    ==================  ======================  =================================================
    Conv2D              (kh, kw, c_in, c_out)   ``weight`` (c_out, c_in, kh, kw)
    DepthwiseConv2D     (kh, kw, c_in, mult)    ``weight`` (c_in·mult, 1, kh, kw), groups=c_in
    SeparableConv2D     both of these           ``depthwise.weight`` and ``pointwise.weight``
    Conv2DTranspose     (kh, kw, c_out, c_in)   ``weight`` (c_in, c_out, kh, kw)
    Dense               (in, out)               ``weight`` (out, in)
    BatchNormalization  gamma, beta, moving …   ``weight``, ``bias``, ``running_mean``, ``_var``
    ==================  ======================  =================================================

    PyTorch flattens channel by channel. So the rows of the first Dense after a :class:`Flatten` of
    NHWC images are put in that order, and the numbers of a BatchNormalization between the two.
    A ``Reshape``, and a ``Dense`` on images, count rows, columns, channels here: in PyTorch turn
    the axes before it, ``x.permute(0, 2, 3, 1)``, and back after it.

    Parameters
    ----------
    model : Sequential
        Called once, or built.
    names : list of str, optional
        What the modules are called there, one for each layer with weights, such as
        ``["0", "3", "7"]`` for an ``nn.Sequential``. Otherwise the names of the layers.

    Returns
    -------
    dict of str to array
        float32. ``{name: torch.from_numpy(array)}`` of it goes to ``load_state_dict``.

    Raises
    ------
    TypeError
        If it is not a Sequential.
    ValueError
        If it has no weights yet, ``names`` are not one for each layer with weights, or a layer is
        of your own.

    References
    ----------
    ``torch.nn.Module.load_state_dict``, ``torch.nn.Conv2d``, ``ConvTranspose2d``, ``Linear``,
    ``BatchNorm2d``.

    Examples
    --------
    >>> from course_lib import Sequential
    >>> model = Sequential([layers.Conv2D(4, (2, 3), name="conv"), layers.Flatten()])
    >>> model.add(layers.Dense(5, name="head"))
    >>> model.build((None, 4, 5, 1))
    >>> {name: array.shape for name, array in to_torch(model).items()}
    {'conv.weight': (4, 1, 2, 3), 'conv.bias': (4,), 'head.weight': (5, 36), 'head.bias': (5,)}
    """
    check_model("to_torch", model)
    found = {}
    for name, layer, turned in _named("to_torch", model, names):
        for (kind, turn), weight in zip(turned, layer.weights, strict=True):
            found[f"{name}.{kind}"] = np.array(turn.turn(weight), np.float32, order="C")
        found |= {f"{name}.{kind}": fixed for kind, fixed in _fixed(layer).items()}
    return found


def from_torch(
    model: Sequential, state: Mapping[str, ArrayLike], names: Sequence[str] | None = None
) -> None:
    """Put the weights of a PyTorch module into the same model here.

    Parameters
    ----------
    model : Sequential
        Called once, or built.
    state : dict of str to array
        As :func:`to_torch` returns it: ``{name: tensor.numpy()}`` of a ``state_dict()``.
    names : list of str, optional
        What the modules are called there; otherwise the names of the layers.

    Raises
    ------
    TypeError
        If ``model`` is not a Sequential, ``state`` not a dict, or an array holds no numbers.
    ValueError
        If there are no weights yet, names are missing or left over, or shapes do not agree.

    References
    ----------
    ``torch.nn.Module.state_dict``.

    Examples
    --------
    >>> from course_lib import Sequential
    >>> model = Sequential([layers.Dense(2, input_shape=(3,), name="head")])
    >>> from_torch(model, {"head.weight": [[1, 3, 5], [2, 4, 6]], "head.bias": [7, 8]})
    >>> model([[1.0, 0, 0]])
    array([[ 8., 10.]], dtype=float32)
    """
    check_model("from_torch", model)
    if not isinstance(state, Mapping):
        kind = type(state).__name__
        raise TypeError(f"from_torch: state must be a dict of arrays by name, received {kind}")
    left = {name: array for name, array in state.items() if not name.endswith(_COUNTED)}
    arrays = []
    for name, layer, turned in _named("from_torch", model, names):
        for (kind, turn), weight in zip(turned, layer.weights, strict=True):
            array, wanted = _take(left, f"{name}.{kind}"), turn.turn(weight).shape
            if array.shape != wanted:
                what = f"{name}.{kind}"
                raise wrong_shape("from_torch", what, turn.rule, wanted, array.shape)
            arrays.append(turn.turn_back(array, weight.shape))
        for kind, fixed in _fixed(layer).items():
            if not np.array_equal(_take(left, f"{name}.{kind}"), fixed):
                raise ValueError(
                    f"from_torch: {name}.{kind} must be {fixed[0]:g} everywhere: {layer.name} has "
                    "no such weight here. Make it with center=True and scale=True"
                )
    if left:
        raise ValueError(f"from_torch: {model.name} has no place for {sorted(left)}")
    model.set_weights(arrays)


_COUNTED = "num_batches_tracked"  # a count of PyTorch's that no prediction needs


def _named(op: str, model: Sequential, names: Sequence[str] | None) -> list[tuple[str, Any, list]]:
    """Return PyTorch's name of each layer with weights, the layer, and its turns."""
    found = list(turns(model))
    if names is None:
        names = [layer.name for layer, _ in found]
    if len(names) != len(found) or len(set(names)) != len(names):
        raise ValueError(
            f"{op}: names must be {len(found)} different ones, for "
            f"{[layer.name for layer, _ in found]}, received {list(names)}"
        )
    return [(name, layer, turned) for name, (layer, turned) in zip(names, found, strict=True)]


def _fixed(layer: Any) -> dict[str, np.ndarray]:
    """Return what PyTorch's BatchNorm has and this layer has not: it learns both or neither."""
    if not isinstance(layer, layers.BatchNormalization) or layer.scale == layer.center:
        return {}
    like = layer.weights[-1]
    return {"bias": np.zeros_like(like)} if layer.scale else {"weight": np.ones_like(like)}


def _take(left: dict, name: str) -> np.ndarray:
    if name not in left:
        raise ValueError(f"from_torch: {name} is missing. There are {sorted(left)}")
    return as_numbers("from_torch", name, left.pop(name))
