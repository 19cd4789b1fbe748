"""What a page asks of an explorer, message by message, and that it is always answered."""

from __future__ import annotations

from collections.abc import Callable

import traitlets

from .controls import Button, Control, Switch
from .quiz import read_number
from .view import View

COLOURS, QUIZ = Switch("colours", "Values as colours"), Switch("quiz", "Quiz me")
RESET = Button("reset", "Reset")
LARGEST = 1e6  # that can be typed in: beyond it, sums of float32 may be infinite


class Answering:
    """Does what a page asks for; what cannot be done is said, and changes nothing.

    Attributes
    ----------
    pinned : bool
        Whether something was clicked: then pointing at a number shows nothing else.
    """

    controls: tuple[Control, ...]
    view: dict
    quiz: bool
    look: Callable[[], View]
    shown: Callable[[], tuple[Control, ...]]

    def __init__(self, **state):
        self._answered = None  # the page's last message
        self._step = ""  # what the last step showed, while a quiz asks
        self.pinned = False
        super().__init__(**state)

    # What a kind of explorer has to tell.

    def pick(self, key: str, row: int, column: int) -> None:
        """Do what a click on a cell of the grid ``key`` asks for."""

    def write(self, key: str, row: int, column: int, value: float) -> None:
        """Put a number into a cell of the grid ``key``."""

    def press(self, name: str) -> bool:
        """Do what a button asks for; return whether that changed numbers."""
        return False

    def orders(self, buffers) -> dict[str, Callable]:
        """Return what a page can ask this kind for beside what it can ask all for.

        ``buffers`` are the bytes that came with the message.
        """
        return {}

    # What they share.

    def _receive(self, _widget, content, buffers) -> None:
        """Do what the page asks for, and say what cannot be done."""
        asked = {
            "pick": self._pick,
            "preview": self._preview,
            "free": self._free,
            "write": self._write,
            "set": self._set,
            "press": self._press,
            "walk": self._walk,
            "frames": self._send_frames,
            "answer": self.answer,
            "show me": self.show_me,
            "next": self.ask_next,
            **self.orders(buffers),
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
        self.pinned = True
        self._after_a_step()

    def _preview(self, key: str, row: int, column: int) -> None:
        if self.pinned or self.quiz or self.walked is not None:
            return self.refresh()
        try:
            self.pick(key, row, column)
        except ValueError:  # nothing to show there
            return self.refresh()
        self._after_a_step()

    def _free(self) -> None:
        self.pinned = False
        self.stop()
        self.refresh()

    def _walk(self, step: int) -> None:
        if self.walk() is None:
            raise ValueError("there is nothing to walk through now")
        self.walk_to(step)
        self.pinned = False
        self.refresh()

    def _send_frames(self) -> None:
        self.send({"frames": self.frames(), "numbers": self._numbers})
        self.refresh()

    def _write(self, key: str, row: int, column: int, text: str) -> None:
        value = read_number(text)
        if value is None:
            raise ValueError(f"{text!r} is not a number. Type one such as 3 or −2.5.")
        if abs(value) > LARGEST:
            raise ValueError(f"{text} is too large. Type one from −1 million to 1 million.")
        pinned = self.pinned
        self.write(key, row, column, value)
        self._begin_again(pinned)

    def _set(self, name: str, value) -> None:
        everything = (*self.controls, *self.shown(), COLOURS, QUIZ)
        known = {control.name: control for control in everything}
        if name not in known:
            raise ValueError(f"there is no control {name!r}")
        known[name].check(value)
        if getattr(self, name) == value:
            self.refresh()
        else:
            setattr(self, name, value)

    def _press(self, name: str) -> None:
        if name == RESET.name:
            self.reset()
        elif self.press(name):
            self._begin_again()
        else:
            self._after_a_step()

    def _after_a_step(self) -> None:
        """Show and, where a quiz asks, also announce what a step shows."""
        self.stop()
        if self._question:
            self._step = " ".join(self.look().lines)
        self.refresh()
