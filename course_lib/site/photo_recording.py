"""The explorer of photographs without Python: a small picture, each kernel, and every window."""

from __future__ import annotations

import json

import numpy as np

from ..datasets import photograph
from ..widgets.filters import FILTERS
from ..widgets.photograph import Photograph
from .forms import FIRST, Forms
from .recorded_view import close, in_colours, recorded_view

SIDE = 32  # pixels of the page's picture
KERNELS = list(FILTERS)
TOLD_PHOTO = (
    "Choose a kernel, and point at either picture. The large photograph, pooling, pictures and "
    "kernels of your own are in the notebook."
)


def small_photograph() -> Photograph:
    """Return the explorer with a small picture, each of its pixels the mean of several."""
    large = photograph()
    edges = np.linspace(0, len(large), SIDE + 1).astype(int)
    sums = np.add.reduceat(np.add.reduceat(large, edges[:-1], 0), edges[:-1], 1)
    sizes = np.diff(edges)
    return Photograph(np.round(sums / np.outer(sizes, sizes)))


class PhotoRecording:
    """What a page needs to show photographs.

    Parameters
    ----------
    explorer : Photograph
        As it stands on the page; its state is changed while it is recorded.
    live : dict
        The kernels that are live.
    """

    scripts = ("recorded_photo.js",)

    def __init__(self, explorer: Photograph, live: dict[str, list]):
        self.explorer, self.live = explorer, live
        self.show = explorer.refresh
        explorer.refresh = lambda: None  # it is drawn when that is asked for
        self.forms = Forms()

    def record(self) -> dict:
        """Return what a page needs to show it all."""
        one = self.explorer
        start = {"kernel": one.kernel, "at": one.at, "colours": one.colours}
        cases = {kernel: self._case(kernel) for kernel in self.live["kernel"]}
        tables = {"forms": self.forms.forms, "words": self.forms.words}
        tables |= {"letters": self.forms.letters, "first": FIRST}
        return {"kind": "photo", "start": start, "cases": cases} | tables

    def _case(self, kernel: str) -> dict:
        """Return what is shown of a kernel: the pictures, and each window."""
        one = self.explorer
        one.kernel = kernel
        looks = in_colours(one, self._looks)
        texts = [json.dumps(look, ensure_ascii=False, separators=(",", ":")) for look in looks]
        shell = recorded_view(one, self.show, self.live)
        for name in ("parts", "lines", "said", "brief"):
            del shell[name]
        views, forms = self.forms.add_all(texts)
        shown = {"shell": shell, "pictures": dict(one.pictures), "columns": one.output.shape[1]}
        return shown | {"views": views, "forms": forms}

    def _looks(self) -> list[dict]:
        """Return what is shown of each window."""
        found = []
        for place in np.ndindex(self.explorer.output.shape):
            self.explorer.pick("result", *place)
            found.append(self.explorer.look().to_dict())
            close(found[-1]["parts"])
        return found
