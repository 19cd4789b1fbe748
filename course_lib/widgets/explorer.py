"""What all explorers have in common: a view made anew after each click, typing or change."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from ..draw import Picture
from ..draw.palette import DARK, LIGHT
from ..explain.notation import number
from .answering import COLOURS, QUIZ, RESET, Answering
from .controls import Button, Control, declared
from .quizzed import Quizzed
from .typed import take
from .view import View, grids_of
from .walked import Walked

# JupyterLab and Notebook name their theme at the body; so does VS Code.
_DARK_PAGES = ('body[data-jp-theme-light="false"]', "body.vscode-dark", "body.theme-dark")


def _colors(colors: dict[str, str]) -> str:
    return " ".join(f"--course-{name}: {value};" for name, value in colors.items())


_DARK = ", ".join(f"{page} .course-explorer" for page in _DARK_PAGES)
STYLE = (
    f".course-explorer {{ color-scheme: light; {_colors(LIGHT)} }}\n"
    f"{_DARK} {{ color-scheme: dark; {_colors(DARK)} }}\n"
)

HERE = Path(__file__).parent / "page"
# One after the other they are the one module that the page loads.
PIECES = (
    *("nodes", "controls", "cells", "typing", "pointer", "grids", "fitting", "items", "boards"),
    *("drawing", "photograph", "quiz", "frames", "player", "kernel", "explorer"),
)
SHEETS = ("explorer", "items", "photograph")


def _joined(names: Iterable[str], ending: str) -> str:
    return "\n".join((HERE / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


class Explorer(Answering, Walked, Quizzed, anywidget.AnyWidget):
    """Grids of numbers that can be clicked, with the arithmetic below them.

    A kind of explorer declares its controls and tells what to show.

    Attributes
    ----------
    title : str
        What it is called.
    controls : tuple of Control
        All that the class declares.
    makes : tuple of tuple of str
        Each array that the controls make, by a method ``_make_…``, with the names of these: the
        first chooses the numbers, the others their size.
    colours : bool
        Whether numbers are shown as colours too.
    quiz : bool
        Whether the output is hidden, and asked for.
    view : dict
        What the page shows now.
    """

    _esm = _joined(PIECES, "js")
    _css = STYLE + _joined(SHEETS, "css")

    view = traitlets.Dict().tag(sync=True)
    colours = traitlets.Bool(False)
    quiz = traitlets.Bool(False)
    title = "Explorer"
    followed = ""  # what else a change has changed, in words
    controls: tuple[Control, ...] = ()
    makes: tuple[tuple[str, ...], ...] = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        own = {control.name: control for control in declared(cls)}
        cls.controls = tuple(({control.name: control for control in cls.controls} | own).values())

    def __init__(self, **state):
        self._news = ""  # what was changed last
        self._resetting = False
        super().__init__(**state)
        self.prepare()
        self._start = self._state()
        self.observe(self._changed, names=[c.name for c in (*self.controls, COLOURS, QUIZ)])
        self.on_msg(self._receive)
        self._begin_again()

    # What a kind of explorer has to tell.

    def prepare(self) -> None:
        """Make what the controls ask for, at the start."""
        for array, *_ in self.makes:
            take(self, array, getattr(self, f"_make_{array}")())

    def look(self) -> View:
        """Return what to show now."""
        raise NotImplementedError

    def picture(self) -> Picture:
        """Return a picture of what is shown now, for pages without a kernel."""
        raise NotImplementedError

    def adjust(self, name: str) -> None:
        """Bring the rest in line after the trait ``name`` has changed.

        Arrays are made anew; numbers that were typed stay where a size leaves them a place.
        """
        for array, first, *sizes in self.makes:
            if name in (first, *sizes):
                take(self, array, getattr(self, f"_make_{array}")(), keeping=name != first)

    # What they share.

    def refresh(self) -> None:
        """Make the view anew, in one message to the page."""
        look = self.look()
        view = look.to_dict()
        shown = [control.shown(getattr(self, control.name, None)) for control in self.shown()]
        asks = [QUIZ.shown(self.quiz)] if self.quiz or self.questions() else []
        colours = [COLOURS.shown(self.colours)] if self.can_colour() else []
        view["controls"] = [*shown, *colours, *asks, RESET.shown()]
        view["title"] = self.title
        view["lines"] += [self.followed] * bool(self.followed)
        view["answered"], view["problem"] = self._answered, ""
        view["walk"] = self.walk()
        view["pinned"] = self.pinned or self.walked is not None
        view["question"] = vars(self._question) if self._question else None
        if self.quiz:
            self.mark_asked(view)
            for grid in grids_of(view["parts"]):
                grid["hover"] = False
        view["said"] = self._announced(look) or view["said"]
        self.view = view

    def _announced(self, look: View) -> str:
        """Return what is announced, if it is not simply all that is shown."""
        news, step, self._news, self._step = self._news, self._step, "", ""
        if self._question:
            asked = self._question.said or self._question.label
            return " ".join(filter(None, [news, asked, step]))
        return f"{news} {look.said or next(iter(look.lines), '')}" if news else ""

    def shown(self) -> tuple[Control, ...]:
        """Return the controls that are of use now."""
        return self.controls

    def can_colour(self) -> bool:
        """Tell whether there are numbers now that can be shown as colours."""
        return True

    def heat(self, *values: np.ndarray) -> float:
        """Return the number that has the strongest colour; 0 where there are no colours."""
        if not self.colours:
            return 0.0
        return max((float(np.abs(v).max()) for v in values if v.size), default=0.0) or 1.0

    def reset(self) -> None:
        """Put everything back to how it was in the beginning."""
        traits, picks = self._start
        self._resetting = True
        try:
            for name, value in traits.items():
                setattr(self, name, value)
            self.prepare()
        finally:
            self._resetting = False
        for name, value in picks.items():
            setattr(self, name, copy(value))
        self._news = "Everything is as it was in the beginning."
        self._begin_again()

    def _state(self) -> tuple[dict, dict]:
        controls = [c.name for c in (*self.controls, COLOURS, QUIZ) if not isinstance(c, Button)]
        traits = {name: getattr(self, name) for name in controls}
        return traits, {name: copy(getattr(self, name)) for name in self.picks}

    def _begin_again(self, pinned: bool = False) -> None:
        """Show the numbers that are there now; a walk ends, a quiz begins again."""
        self._numbers += 1
        self.pinned = pinned
        self.stop()
        self.begin_quiz()

    def _changed(self, change) -> None:
        if self._resetting:
            return
        known = {control.name: control for control in (*self.controls, COLOURS, QUIZ)}
        value = change.new
        if isinstance(value, bool):  # 1 is equal to True, and no switch
            value = "on" if value else "off"
        if change.name not in ("colours", "quiz"):
            self.adjust(change.name)
        told = number(value) if isinstance(value, int) else value
        self._news = f"{known[change.name].label}: {told}. {self.followed}".strip()
        if change.name != "colours":
            return self._begin_again()
        self._numbers += 1
        self.refresh()

    def __repr__(self) -> str:
        return self.picture().alternative

    def _repr_mimebundle_(self, **options):
        """Return the live explorer, and for pages without a kernel a picture and a sentence."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        picture = self.picture()
        words = "Run this cell to get an explorer that you can click. This is a picture of it."
        still = f"<p>{words}</p>{picture.html()}"
        return data | {"text/html": still, "text/plain": repr(self)}, metadata
