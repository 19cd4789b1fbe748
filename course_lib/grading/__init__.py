"""Exercises: made from solutions, checked by nbval, told in plain words."""

from .notebook import check_notebook
from .show import kind, show, show_each

__all__ = ["check_notebook", "kind", "show", "show_each"]
