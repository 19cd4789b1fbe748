"""What the rungs give to the plain operators."""

from __future__ import annotations

from ..geometry import Axis


def steps(rows: Axis, columns: Axis) -> tuple:
    """Return strides, padding and dilations of two axes.

    >>> steps(Axis(5, 3, stride=2, before=1), Axis(5, 2))
    ((2, 1), [(0, 0), (1, 0), (0, 0), (0, 0)], (1, 1))
    """
    padding = [(0, 0), (rows.before, rows.after), (columns.before, columns.after), (0, 0)]
    return (rows.stride, columns.stride), padding, (rows.dilation, columns.dilation)
