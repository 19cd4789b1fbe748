"""The receptive field: all that one number of a network depends on, map by map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..nn.geometry import Axis
from .stages import Stage


@dataclass(frozen=True)
class Field:
    """The places of some maps that a number depends on.

    Attributes
    ----------
    rows, columns : tuple of int
        Each of these rows, at each of these columns.
    channel : int or None
        In this map only; None for all maps.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    channel: int | None = None

    def covers(self, channel: int) -> bool:
        """Tell whether a map is among those that count."""
        return self.channel is None or self.channel == channel

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The first row and column, the height and the width of what lies round it."""
        (top, bottom), (left, right) = (
            (min(places, default=0), max(places, default=-1))
            for places in (self.rows, self.columns)
        )
        return top, left, bottom - top + 1, right - left + 1


def receptive_fields(stages: Sequence[Stage], number: int, at: tuple[int, int, int]) -> list[Field]:
    """Return what a number depends on: in the picture, then in what each step has made of it.

    Parameters
    ----------
    stages : list of Stage
    number : int
        How many steps have made the number: 1 for the first one's.
    at : (y, x, channel)
        Its place.

    Returns
    -------
    list of Field
        ``number + 1`` of them; the last is the number itself. Padding belongs to none.

    Examples
    --------
    >>> from course_lib.widgets.stages import stages_of
    >>> from course_lib.widgets.trained import small
    >>> stages = stages_of(small(20, 10).model, (28, 28, 1))
    >>> [field.box for field in receptive_fields(stages, 2, (3, 4, 5))]
    [(6, 8, 4, 4), (6, 8, 2, 2), (3, 4, 1, 1)]
    """
    y, x, channel = at
    fields = [Field((y,), (x,), channel)]
    for stage in reversed(stages[:number]):
        last = fields[0]
        rows, columns = (
            read_by(axis, places)
            for axis, places in zip(stage.axes, (last.rows, last.columns), strict=True)
        )
        fields.insert(0, Field(rows, columns, last.channel if stage.is_pooling else None))
    return fields


def read_by(axis: Axis, windows: Sequence[int]) -> tuple[int, ...]:
    """Return the positions that windows read along an axis, without the padding.

    Examples
    --------
    >>> read_by(Axis(size=5, kernel=3, stride=2, dilation=1, before=1, after=1), [0, 1])
    (0, 1, 2, 3)
    """
    read = {place for window in windows for place in axis.positions(window).tolist()}
    return tuple(sorted(place for place in read if 0 <= place < axis.size))
