"""Convolution in NumPy, for learners: TensorFlow's names, argument orders and numbers.

Examples
--------
>>> import course_lib as cl
>>> cl.nn.max_pool2d([[[[1], [2]], [[3], [4]]]], 2, 2, "VALID").item()
4
"""

from importlib import import_module

from . import (
    callbacks,
    cost,
    datasets,
    distributions,
    draw,
    explain,
    initializers,
    interop,
    layers,
    losses,
    metrics,
    models,
    nn,
    optimizers,
    philox,
    random,
    utils,
)
from .differences import finite_differences
from .installation import check_installation
from .models import Sequential

__version__ = "0.1.0"
__all__ = [
    "Sequential",
    "callbacks",
    "check_installation",
    "cost",
    "datasets",
    "distributions",
    "draw",
    "explain",
    "finite_differences",
    "initializers",
    "interop",
    "layers",
    "losses",
    "metrics",
    "models",
    "nn",
    "optimizers",
    "philox",
    "predict",
    "random",
    "utils",
    "widgets",
]
__dir__ = __all__.copy  # Tab offers these


def __getattr__(name: str):
    """Import explorers and predictions when they are first used: they bring all of ipywidgets."""
    if name == "widgets":
        return import_module(".widgets", __name__)
    if name == "predict":
        return import_module(".predictions", __name__).predict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
