"""Right and wrong numbers side by side: only what differs, with the wrong cells marked."""

from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from .diagnosis import Place
from .printed import equal_cells

ROWS, COLUMNS = 8, 10  # shown at most


@dataclass(frozen=True)
class Grid:
    """Numbers in rows and columns; ``wrong`` marks cells, and ``part`` tells which part it is."""

    title: str
    cells: list[list[str]]
    wrong: list[list[bool]]
    part: str = ""

    @property
    def alt(self) -> str:
        """What the grid shows, in words."""
        places = [
            f"row {y}, column {x}: {self.cells[y][x]}"
            for y, row in enumerate(self.wrong)
            for x, wrong in enumerate(row)
            if wrong
        ]
        marked = f"; marked {', '.join(places[:4])}" if places else ""
        return f"{self.title}{marked}"


def grids(place: Place, secret: bool = False) -> list[Grid]:
    """Return the right numbers and the learner's, of the part in which they first differ.

    The right ones are left out where they are a ``secret``.
    """
    if not place.has_numbers:
        return []
    right, yours = np.asarray(place.expected.value), np.asarray(place.came.value)
    if np.iscomplexobj(yours) or max(right.ndim, yours.ndim) > 4:
        return []
    wrong = ~equal_cells(right, yours) if right.shape == yours.shape else None
    found = [] if secret else [_grid("right", right, wrong, mark=False)]
    return [*found, _grid("yours", yours, wrong)]


def _grid(title: str, numbers, wrong, mark: bool = True) -> Grid:
    where = np.zeros(numbers.shape, bool) if wrong is None else wrong
    first = tuple(np.argwhere(where)[0]) if where.any() else (0,) * numbers.ndim
    index, part = _slice(numbers.ndim, first)
    shown, marks = (np.atleast_2d(array[index]) for array in (numbers, where))
    top, left = (
        _start(shown.shape[axis], most, at)
        for axis, most, at in zip((0, 1), (ROWS, COLUMNS), _at(marks), strict=True)
    )
    box = np.s_[top : top + ROWS, left : left + COLUMNS]
    if shown.shape != shown[box].shape:
        part = f"{part or 'rows and columns'} from [{top}, {left}] on"
    cells = [[f"{value + 0:.6g}" for value in row] for row in shown[box]]
    return Grid(title, cells, (marks[box] & mark).tolist(), part)


def _slice(ndim: int, first):
    """Return the index of a plane, and how it is written."""
    if ndim <= 2:
        return (), ""
    if ndim == 3:
        return (first[0],), f"[{first[0]}, :, :]"
    return (first[0], slice(None), slice(None), first[3]), f"[{first[0]}, :, :, {first[3]}]"


def _at(marks):
    return np.argwhere(marks)[0] if marks.any() else (0, 0)


def _start(length: int, most: int, at: int) -> int:
    return 0 if length <= most else int(min(max(at - 2, 0), length - most))


def as_text(found: list[Grid]) -> list[str]:
    r"""Return grids as lines, side by side, with a star behind each marked number.

    Examples
    --------
    >>> left = Grid("right", [["1", "2"]], [[False, False]])
    >>> print("\n".join(as_text([left, Grid("yours", [["1", "-3"]], [[False, True]])])))
    right    yours
    1  2      1  -3*
    """
    blocks = [_block(grid) for grid in found]
    widths = [max(map(len, block), default=0) for block in blocks]
    if sum(widths) + 4 * len(blocks) > 90:
        return [line for block in blocks for line in block]
    lines = zip_longest(*blocks, fillvalue="")
    padded = [
        [text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in lines
    ]
    return ["    ".join(texts).rstrip() for texts in padded]


def _block(grid: Grid) -> list[str]:
    title = f"{grid.title} {grid.part}".rstrip()
    starred = [
        [f"{cell}*" if wrong else f"{cell} " for cell, wrong in zip(*row, strict=True)]
        for row in zip(grid.cells, grid.wrong, strict=True)
    ]
    width = max((len(cell) for row in starred for cell in row), default=0)
    return [title, *(" ".join(cell.rjust(width) for cell in row) for row in starred)]
