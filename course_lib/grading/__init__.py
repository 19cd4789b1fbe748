"""Exercises: made from solutions, checked by nbval, told in plain words."""

from .show import show

__all__ = ["show"]
