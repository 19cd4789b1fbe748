"""One number of a patch: the cell of the image that it is copied from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..nn.arguments import read_array
from ..nn.patches import PATCH_ORDER, patch_axes
from ..nn.windows import pad, windows
from .explanation import Pair, check_place, frozen, read_window
from .notation import TEXT, Notation, number
from .pooling import Pooled, PooledCell


@dataclass(frozen=True, kw_only=True, repr=False)
class Copy(Pooled):
    """A value that is one cell of a window; in the padding it is 0.

    Attributes
    ----------
    patch_row, patch_column : int
        Which cell of the patch.
    """

    padding_value = 0.0
    patch_row: int
    patch_column: int

    @property
    def cell(self) -> PooledCell:
        """The cell that is copied."""
        return self.cells[self.patch_row * self.columns.kernel + self.patch_column]

    @property
    def total(self) -> float:
        """The value."""
        return self.cell.value

    def equations(self, notation: Notation) -> list[str]:
        """Return one line: value = row, column and channel of the cell."""
        where = f"row {number(self.cell.row)}, column {number(self.cell.column)}"
        channel = f"channel {self.channels[0]} of the image"
        end = ", in the padding" if self.cell.padding else ""
        return [notation.equation(self.total, notation.words(f"{where}, {channel}{end}"))]

    def to_dict(self) -> dict:
        """Return the dict of the window's cells, with the place of the one that is copied."""
        place = {"patch_row": self.patch_row, "patch_column": self.patch_column}
        return super().to_dict() | place

    def _cell_text(self, cell: PooledCell) -> str:
        text = f"[{TEXT.number(cell.value)}]" if cell.padding else TEXT.number(cell.value)
        return text + (" ← copied" if cell is self.cell else "")


def extract_patches(
    images: ArrayLike, sizes: Pair, strides: Pair, rates: Pair, padding: str, *, at: Sequence[int]
) -> Copy:
    """Explain one output value of :func:`course_lib.nn.extract_patches`.

    Output channel ``(i·kw + j)·c_in + c`` is cell (i, j) of the patch in channel ``c``: the order
    of a flattened filter (kh, kw, c_in).

    Parameters
    ----------
    images, sizes, strides, rates, padding
        As for the operator.
    at : (n, y, x, k)
        The place in the output (n, oh, ow, kh·kw·c_in).

    Returns
    -------
    Copy
        Its ``cell`` is copied; ``cells`` are all cells of the patch in that channel.

    Raises
    ------
    TypeError, ValueError
        As the operator does; if ``at`` is not in the output.

    References
    ----------
    The definition of ``tf.image.extract_patches``.

    Examples
    --------
    >>> images = [[[[1, 10], [2, 20]], [[3, 30], [4, 40]]]]
    >>> extract_patches(images, 2, 1, 1, "VALID", at=(0, 0, 0, 5))
    30 = row 1, column 0, channel 1 of the image
    >>> extract_patches(images, 2, 1, 1, "SAME", at=(0, 1, 1, 2))
    0 = row 1, column 2, channel 0 of the image, in the padding
    """
    op = "extract_patches"
    x = read_array(op, "images", images, PATCH_ORDER, floating=False)
    rows, columns = patch_axes(op, x.shape[1:3], sizes, strides, rates, padding)
    kernel = (rows.kernel, columns.kernel, x.shape[3])
    at = check_place(op, at, (len(x), rows.out, columns.out, int(np.prod(kernel))))
    n, _, _, k = at
    i, j, c = (int(index) for index in np.unravel_index(k, kernel))
    image = x[n, :, :, c : c + 1]
    output = windows(pad(image[None], rows, columns), rows, columns)[0, :, :, i, j, 0]
    cells = read_window(image[..., 0], rows, columns, at[1:3], 0)
    return Copy(
        operator=op,
        at=at,
        rows=rows,
        columns=columns,
        channels=(c,),
        image=frozen(image),
        output=frozen(output),
        cells=tuple(PooledCell(**cell) for cell in cells),
        patch_row=i,
        patch_column=j,
    )
