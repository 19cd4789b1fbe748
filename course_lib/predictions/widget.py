"""A place in a lesson where a guess is typed and judged."""

from html import escape
from pathlib import Path

import anywidget
import traitlets

from ..widgets import Explorer
from . import guesses
from .judging import judge
from .lessons import questions
from .question import CHOICE, FORMATS, Question

HERE = Path(__file__).parent


class Prediction(anywidget.AnyWidget):
    """Questions of a lesson, each with a place for the guess.

    Attributes
    ----------
    view : dict
        What the page shows now.
    """

    _esm = (HERE / "predict.js").read_text(encoding="utf-8")
    _css = Explorer._css.replace(".course-explorer", ".course-form") + (
        HERE / "predict.css"
    ).read_text(encoding="utf-8")
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, lesson: str, *names: str):
        known = questions(lesson)
        for name in names or [""]:
            if name not in known:
                raise ValueError(
                    f"predict: lesson {lesson} asks {', '.join(known)}; received {name!r}"
                )
        self.questions: dict[str, Question] = {f"{lesson}/{name}": known[name] for name in names}
        kept = guesses.recall()
        self.guesses = {key: kept.get(key, {}) for key in self.questions}
        super().__init__()
        self.on_msg(self._receive)
        self._refresh()

    def answer(self, key: str, text: str) -> None:
        """Judge a guess, and keep it."""
        good, said = judge(self.questions[key], text)
        before = self.guesses[key]
        tries = before.get("tries", 0) + 1
        first = before.get("first", good and not before.get("shown", False))
        self._keep(key, guess=text, right=good, said=said, tries=tries, first=first)

    def show(self, key: str) -> None:
        """Say how to get to the answer."""
        self._keep(key, shown=True)

    def _keep(self, key: str, **state) -> None:
        self.guesses[key] = self.guesses[key] | state
        guesses.remember(key, self.guesses[key])
        self._refresh()

    def _refresh(self) -> None:
        shown = [self._row(key, question) for key, question in self.questions.items()]
        self.view = {"questions": shown, "answered": self.view.get("answered")}

    def _row(self, key: str, question: Question) -> dict:
        state = self.guesses[key]
        return {
            "key": key,
            "asks": question.asks,
            "format": FORMATS[question.kind],
            "choices": list(question.choices),
            "guess": state.get("guess", ""),
            "right": bool(state.get("right")),
            "said": state.get("said", ""),
            "way": question.way if state.get("shown") else "",
        }

    def _receive(self, _widget, content, _buffers) -> None:
        do = {"answer": self.answer, "show": self.show}
        self.view = self.view | {"answered": content.get("id")}
        do[content["do"]](*content.get("with", []))

    def __repr__(self) -> str:
        return f"Your prediction. {' '.join(map(_told, self.questions.values()))}"

    def _repr_mimebundle_(self, **options):
        """Return the form, and for pages without a kernel its questions as text."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        items = "".join(f"<li>{escape(_told(one))}</li>" for one in self.questions.values())
        still = f"<p>Your prediction. Run this cell to type it.</p><ul>{items}</ul>"
        return data | {"text/html": still, "text/plain": repr(self)}, metadata


def _told(question: Question) -> str:
    if question.kind == CHOICE:
        return f"{question.asks} Choose one: {'; '.join(question.choices)}."
    return f"{question.asks} ({FORMATS[question.kind]})"


def predict(lesson: str, *names: str) -> Prediction:
    """Ask questions of a lesson, and judge what is typed.

    Each guess is judged at once. Where a known mistake gives it, the mistake is named; the answer
    is not told before *Show me* is pressed. Guesses stay, and count in ``course status``.

    Parameters
    ----------
    lesson : str
        Its number, such as ``"01"``.
    *names : str
        Which of its questions.

    Returns
    -------
    Prediction
        A form in a notebook; the questions as text elsewhere.

    Raises
    ------
    ValueError
        If there is no such lesson or question.

    Examples
    --------
    >>> predict("00", "corner")
    Your prediction. What is the sum of the nine products at the top left? (a number)
    """
    return Prediction(lesson, *names)
