"""The explorer of training without Python: what is confused, epoch by epoch, and the quiz."""

from __future__ import annotations

from copy import deepcopy

import traitlets

from ..widgets.controls import Slider
from ..widgets.trained import Trained
from ..widgets.training import Training
from .recorded_view import ELSEWHERE
from .recording import Recording

EPOCHS = 3  # that can be trained on a page
TOLD_TRAINING = (
    f"Press “Train one more epoch” up to {EPOCHS} times, and click numbers of the matrix. The quiz "
    "asks for numbers of the first layer, always of the same picture. Other pictures and layers "
    "are in the notebook."
)


class TrainingRecording(Recording):
    """Records an explorer of training: its epochs are a control, as if they could be set."""

    stays = True  # a network does not forget
    asked = ("filter", "at")  # of the picture of the start

    def __init__(self, explorer: Training, live: dict[str, list]):
        self.trained = [deepcopy(explorer.trained)]
        for _ in range(EPOCHS):
            explorer.trained.epoch(lambda words: None)
            self.trained.append(deepcopy(explorer.trained))
        super().__init__(_Epochs(self.trained), live)

    def changes(self):
        """Return that a press trains once more, if there is anything left to train."""
        done = self.explorer.epochs
        return {"press train": ("epochs", done + 1)} if done < EPOCHS else {}

    def quizzed(self, setting, leads):
        """Return what questions pick: they are about one picture."""
        return leads


class _Epochs(Training):
    """The explorer, with a control that takes one of its trained networks."""

    epochs = traitlets.Int(0)
    controls = (*Training.controls, Slider("epochs", "Epochs", 0, EPOCHS))
    picks = ("pair", "shown_picture", "chosen")  # beside those of the quiz

    def __init__(self, trained: list[Trained]):
        self._all = trained
        super().__init__(trained[0].model, trained[0].train, trained[0].test)

    def adjust(self, name):
        """Take the network that was trained for so many epochs."""
        if name == "epochs":
            self.trained = self._all[self.epochs]
            self._pick_anew()
        super().adjust(name)

    def shown(self):
        """Return the controls of a training: epochs are trained, not set."""
        return [control for control in super().shown() if control.name != "epochs"]

    def pick(self, key, row, column):
        """Pick what a cell of the confusion matrix counts, or a filter."""
        if key == "pictures":
            raise ValueError(f"what the layers make of a picture that you click is {ELSEWHERE}")
        super().pick(key, row, column)

    def _pick_pair(self, row, column):
        super()._pick_pair(row, column)
        if not self._opened():
            self.shown_picture = 0  # whichever it is, it is not seen
