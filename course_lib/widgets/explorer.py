"""What all explorers have in common: a view made anew after each click, typing or change."""

from __future__ import annotations

import random
from pathlib import Path

import anywidget
import traitlets

from ..draw import Picture
from ..draw.palette import DARK, LIGHT
from .controls import Control, Switch, declared
from .quiz import Wrong, judge, read_number
from .view import Question, View

# JupyterLab and Notebook name their theme at the body; so does VS Code.
_DARK_PAGES = ('body[data-jp-theme-light="false"]', "body.vscode-dark", "body.theme-dark")


def _colors(colors: dict[str, str]) -> str:
    return " ".join(f"--course-{name}: {value};" for name, value in colors.items())


STYLE = "\n".join(
    [
        f".course-explorer {{ {_colors(LIGHT)} }}",
        f"{', '.join(f'{page} .course-explorer' for page in _DARK_PAGES)} {{ {_colors(DARK)} }}",
        "",
    ]
)

HERE = Path(__file__).parent
QUIZ = Switch("quiz", "Quiz me")
LARGEST = 1e6  # that can be typed in: beyond it, sums of float32 may be infinite


class Explorer(anywidget.AnyWidget):
    """Grids of numbers that can be clicked, with the arithmetic below them.

    A kind of explorer has a trait for each of its ``controls`` and tells what to show.

    Attributes
    ----------
    title : str
        What it is called.
    controls : tuple of Control
    quiz : bool
        Whether the output is hidden, and asked for.
    view : dict
        What the page shows now.
    """

    _esm = (HERE / "explorer.js").read_text(encoding="utf-8")
    _css = STYLE + (HERE / "explorer.css").read_text(encoding="utf-8")

    view = traitlets.Dict().tag(sync=True)
    quiz = traitlets.Bool(False)
    title = "Explorer"
    hint = "Multiply and add cell by cell."  # after an answer with an unknown mistake
    controls: tuple[Control, ...] = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.controls = declared(cls) or cls.controls

    def __init__(self, **state):
        self._question: Question | None = None
        self._known: set = set()
        self._answered = None  # the page's last message
        self._place = None  # that the quiz asks for
        self._step = ""  # what the last step showed, while a quiz asks
        self._random = random.Random(1)
        super().__init__(**state)
        self.prepare()
        self.observe(self._changed, names=[control.name for control in self.controls])
        self.observe(self._begin_again, names="quiz")
        self.on_msg(self._receive)
        self._begin_again()

    # What a kind of explorer has to tell.

    def prepare(self) -> None:
        """Make what the controls ask for, at the start."""

    def look(self) -> View:
        """Return what to show now."""
        raise NotImplementedError

    def picture(self) -> Picture:
        """Return a picture of what is shown now, for pages without a kernel."""
        raise NotImplementedError

    def pick(self, key: str, row: int, column: int) -> None:
        """Do what a click on a cell of the grid ``key`` asks for."""

    def write(self, key: str, row: int, column: int, value: float) -> None:
        """Put a number into a cell of the grid ``key``."""

    def press(self, name: str) -> bool:
        """Do what a button asks for; return whether that changed numbers."""
        return False

    def adjust(self, name: str) -> None:
        """Bring the rest in line after the trait ``name`` has changed."""

    def questions(self) -> list[tuple]:
        """Return the places that a quiz can ask for."""
        return []

    def ask(self, place) -> tuple[str, float, list[Wrong]]:
        """Pick a place; return what to ask, the right number, and known mistakes."""
        raise NotImplementedError

    # What they share.

    def refresh(self) -> None:
        """Make the view anew, in one message to the page."""
        view = self.look().to_dict()
        shown = [control.shown(getattr(self, control.name, None)) for control in self.shown()]
        view["controls"] = shown + ([QUIZ.shown(self.quiz)] if self.questions() else [])
        view["title"] = self.title
        view["answered"], view["problem"] = self._answered, ""
        view["question"] = vars(self._question) if self._question else None
        if self._question:
            asked = self._question.said or self._question.label
            view["said"] = " ".join(filter(None, [asked, self._step]))
            self._step = ""
        self.view = view

    def shown(self) -> tuple[Control, ...]:
        """Return the controls that are of use now."""
        return self.controls

    def hides(self, *place) -> bool:
        """Tell whether the number at a place is to be found out by the learner."""
        return self.quiz and place not in self._known

    def ask_next(self) -> None:
        """Ask for another place; when all are known, begin again."""
        left = [place for place in self.questions() if place not in self._known]
        if not left:
            self._known.clear()
            left = self.questions()
        if not left:
            self._question = None
            return self.refresh()
        self._place = self._random.choice(left)
        self._question = Question(self.ask(self._place)[0])
        self.refresh()

    def answer(self, text: str) -> None:
        """Judge an answer; a right one shows the number."""
        label, right, mistakes = self.ask(self._place)
        good, said = judge(text, right, mistakes, self.hint)
        if good:
            self._known.add(self._place)
        self._question = Question(label, said, good)
        self.refresh()

    def _begin_again(self, _change=None) -> None:
        """Show the numbers that are there now; a quiz begins again."""
        self._known.clear()
        self._question = None
        if self.quiz:
            self.ask_next()
        else:
            self.refresh()

    def _changed(self, change) -> None:
        self.adjust(change.name)
        self._begin_again()

    def _receive(self, _widget, content, _buffers) -> None:
        """Do what the page asks for, and say what cannot be done."""
        asked = {
            "pick": self._pick,
            "write": self._write,
            "set": self._set,
            "press": self._press,
            "answer": self.answer,
            "next": self.ask_next,
        }
        self._answered = content.get("id")
        try:
            asked[content["do"]](*content.get("with", []))
        except (ValueError, traitlets.TraitError) as error:
            self._say(f"That does not work: {error}")
        except BaseException as error:  # the page must not wait for ever
            self._say(f"That did not work: {error or type(error).__name__}")
            raise

    def _say(self, problem: str) -> None:
        """Show a problem, and leave the rest of the view as it is."""
        told = {"said": problem, "problem": problem, "answered": self._answered}
        self.view = self.view | told

    def _pick(self, key: str, row: int, column: int) -> None:
        self.pick(key, row, column)
        self._after_a_step()

    def _write(self, key: str, row: int, column: int, text: str) -> None:
        value = read_number(text)
        if value is None:
            raise ValueError(f"{text!r} is not a number. Type one such as 3 or −2.5")
        if abs(value) > LARGEST:
            raise ValueError(f"{text} is too large. Type a number of at most six digits")
        self.write(key, row, column, value)
        self._begin_again()

    def _set(self, name: str, value) -> None:
        known = {control.name: control for control in (*self.controls, *self.shown(), QUIZ)}
        if name not in known:
            raise ValueError(f"there is no control {name!r}")
        known[name].check(value)
        if getattr(self, name) == value:
            self.refresh()
        else:
            setattr(self, name, value)

    def _press(self, name: str) -> None:
        if self.press(name):
            self._begin_again()
        else:
            self._after_a_step()

    def _after_a_step(self) -> None:
        """Show and, where a quiz asks, also announce what a step shows."""
        if self._question:
            self._step = " ".join(self.look().lines)
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
