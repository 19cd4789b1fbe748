"""What the explorer of a network shows of its state: the whole row, and one number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..explain.notation import TEXT, number
from .explorer import Explorer
from .grids import write
from .items import Work
from .network_parts import map_board, map_row, number_grids, scale, share_bars, sum_lines, times
from .receptive import Field, receptive_fields
from .view import View


class NetworkLook(Explorer):
    """Looks at a number of a network: what it depends on, its sum, and all maps of the picture.

    Attributes
    ----------
    maps : list of array (h, w, c)
        The picture, and what each step makes of it.
    images : list of list of str
        All maps as data URIs.
    """

    @property
    def fields(self) -> list[Field]:
        """What the picked number depends on: in the picture, and in the maps of each layer."""
        return receptive_fields(self.stages, self.stage, (*self.at, self.channel))

    @property
    def explanation(self):
        """The picked number, before its activation, as its arithmetic."""
        before = self.maps[self.stage - 1]
        return self.stages[self.stage - 1].explain(before, (*self.at, self.channel))

    @property
    def shares(self) -> np.ndarray:
        """The shares of all classes."""
        return self.maps[-1][0, 0]

    def look(self):
        """Show the whole network, and one number of it."""
        e = self.explanation
        lines = [*sum_lines(e, self.source), *self._told_finish(e), self._told_field()]
        parts = [*self._row(), *self._detail(e)]
        work = Work(self.piece if self.epoch else None)
        return View([*parts, work], [*lines, *filter(None, [self.told])], self._said())

    def _row(self) -> list:
        """Return the picture, the maps of each layer, and the shares."""
        fields = dict(enumerate(self.fields))
        picked, held = {self.stage: self.channel}, {"held": self.held, "hover": not self.held}
        row = [self._picture_part(fields[0].box)]
        for k, stage in enumerate(self.stages[:-1], 1):
            options = {"picked": picked.get(k)} | held
            row.append(map_row(k, stage, self.maps[k], self.images[k], fields.get(k), **options))
        last, told = len(self.stages), (self.shares, self.names, self.progress)
        options = {"picked": picked.get(last)} | held
        return [*row, share_bars(last, self.stages[-1], *told, **options)]

    def _picture_part(self, box):
        options = {"box": box, "opens": True, "note": times(self.values.shape)}
        if self.drawing:
            options |= {"at": self.cursor, "draws": True, "hover": False}
        caption = "Draw" if self.drawing else "Picture"
        plane, image = self.values[..., 0], self.images[0][0]
        return map_board("picture", caption, plane, image, quiet=not self.drawing, **options)

    def _detail(self, e) -> list:
        """Return the map that is picked, one before it, and the arithmetic."""
        k, stage, boards = self.stage, self.stages[self.stage - 1], []
        if k > 1:
            caption = f"Layer {k - 1}, map {self.source}"
            values, image = self.maps[k - 1][..., self.source], self.images[k - 1][self.source]
            box = self.fields[-2].box
            boards = [map_board("before", caption, values, image, box=box, quiet=True)]
        if not stage.is_dense:
            caption = f"Layer {k}, map {self.channel}: point at a number"
            values, image = self.maps[k][..., self.channel], self.images[k][self.channel]
            options = {"at": self.at, "sign": "→", "held": self.held}
            if self.held:
                options["note"] = f"{times(values.shape)}, black {scale(values)}. Esc unpins it"
            boards.append(map_board("map", caption, values, image, **options))
        grids = number_grids(e, self.source if k > 1 else 0, write(self._number()), self.heat)
        first, *rest = [*boards, *grids]
        return [replace(first, new_line=True), *rest]

    def _number(self) -> float:
        """Return the picked number."""
        return self.maps[self.stage][(*self.at, self.channel)].item()

    def _told_finish(self, e) -> list[str]:
        stage = self.stages[self.stage - 1]
        if not stage.is_dense:
            names = " and ".join(stage.activations)
            return [f"{names} makes {number(stage.finish(e.total))} of it."] if names else []
        share = f"{self.names[self.channel]}: {100 * self._number():.4g} %"
        return [f"Softmax makes a share of the score. {share} = {self._told_softmax()}."]

    def _told_softmax(self) -> str:
        """Return the share of the picked class as its arithmetic, from the scores of all."""
        scores = self.stages[-1].scores(self.maps[-2])
        with np.errstate(all="ignore"):
            most = scores.max()
            powers = np.exp(scores - most)
        score, largest = (TEXT.factor(x) for x in (scores[self.channel].item(), most.item()))
        power, total = (number(x.item(), 5) for x in (powers[self.channel], powers.sum()))
        return (
            f"e^({score} − {largest}) / {total} = {power} / {total}: the largest score is taken "
            f"away first, and {total} is the sum of these powers for all {len(scores)} classes"
        )

    def _told_field(self) -> str:
        """Say what the number depends on in each map before it."""
        fields = self.fields[:-1]
        sizes = [f"{field.box[2]}×{field.box[3]}" for field in fields]
        layers = [f"{sizes[k]} of layer {k}" for k in range(len(fields) - 1, 0, -1)]
        top, left, height, width = fields[0].box
        where = f"rows {top} to {top + height - 1}, columns {left} to {left + width - 1}"
        through = f"through {', '.join(layers)}, " if layers else ""
        return f"Receptive field: {through}{sizes[0]} pixels of the picture, {where}."

    def _said(self) -> str:
        stage = self.stages[self.stage - 1]
        if self.epoch:
            return ""
        if self.pen_moved:
            return self.told_pixel()
        if stage.is_dense:
            return f"{self.names[self.channel]}: {100 * self._number():.4g} %. {self._told_field()}"
        where = f"row {self.at[0]}, column {self.at[1]}"
        place = f"Layer {self.stage}, {stage.name}, map {self.channel}, {where}"
        return f"{place}: {write(self._number())}. {self._told_field()}"
