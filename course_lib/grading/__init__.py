"""Exercises: made from solutions, checked by nbval, told in plain words."""

from .show import kind, show, show_each

__all__ = ["kind", "show", "show_each"]
