"""The progress bar and the growing picture: where they are shown, and what stored runs keep."""

import io
import os
import subprocess
import sys
from types import SimpleNamespace
from unittest.mock import Mock, call

import nbformat
import pytest
import rich.console
from helpers.course_networks import small_data
from rich.console import Console

import course_lib as cl
from course_lib import watching
from course_lib.grading.execute import run
from course_lib.training import progress

X, Y = small_data(20)


class Screen(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def model():
    cl.random.set_seed(4)
    net = cl.Sequential([cl.layers.Flatten(), cl.layers.Dense(3, activation="softmax")])
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


@pytest.mark.parametrize(
    ("terminal", "kernel", "ci", "watched"),
    [
        (True, None, "", True),
        (False, None, "", False),
        (True, None, "true", False),
        (False, SimpleNamespace(_allow_stdin=True), "", True),
        (False, SimpleNamespace(_allow_stdin=False), "", False),
        (False, SimpleNamespace(_allow_stdin=True), "true", False),
    ],
)
def test_somebody_watches_where_somebody_could_be_asked(terminal, kernel, ci, watched, monkeypatch):
    monkeypatch.setattr(sys, "stdout", Screen(terminal))
    monkeypatch.setattr(watching, "_kernel", lambda: kernel)
    monkeypatch.setenv("CI", ci)
    assert watching.is_watched() is watched


@pytest.mark.parametrize("verbose", ["auto", 1, 0])
def test_nothing_is_printed_where_nobody_watches(verbose, capfd):
    net = model()
    net.fit(X, Y, epochs=2, verbose=verbose)
    net.evaluate(X, Y, verbose=verbose)
    assert capfd.readouterr() == ("", "")


def test_text_that_a_callback_adds_is_shown_as_it_is():
    assert progress.numbers({"loss": 0.5, "note": "good"}) == "loss: 0.5000 - note: good"


def test_a_line_for_each_epoch(capsys):
    net = model()
    history = net.fit(X, Y, epochs=2, verbose=2, validation_split=0.5).history
    wanted = [
        f"Epoch {i + 1}/2 - " + " - ".join(f"{name}: {history[name][i]:.4f}" for name in history)
        for i in range(2)
    ]
    assert capsys.readouterr().out.splitlines() == wanted


@pytest.fixture
def board(monkeypatch):
    """Return a board that remembers its calls."""
    found = Mock(spec=progress.NoBoard)
    monkeypatch.setattr(progress, "board", lambda: found)
    return found


def test_the_bar_tells_how_far_it_is(board, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "perf_counter", lambda: now[0])
    bar = progress.Progress(1)
    bar.set_params({"epochs": 2, "steps": 4})
    bar.on_train_begin()
    bar.on_epoch_begin(0)
    for batch, at in enumerate([1.0, 1.01, 3.0]):
        now[0] = at
        bar.on_train_batch_end(batch, {"accuracy": 0.5, "loss": 1.25})
    bar.on_epoch_end(0, {"accuracy": 0.5, "loss": 1.0})
    numbers = "accuracy: 0.5000 - loss: 1."
    assert board.mock_calls == [
        call.show(f"Epoch 1/2 ━━━━━─────────────── 1/4 - 7 s left - {numbers}2500"),
        call.show(f"Epoch 1/2 ━━━━━━━━━━━━━━━───── 3/4 - 5 s left - {numbers}2500"),
        call.keep(f"Epoch 1/2 - 3 s - {numbers}0000"),
    ]


def test_the_bar_is_closed_also_after_an_error(board):
    class Broken(cl.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        model().fit(X, Y, callbacks=[Broken()])
    board.close.assert_called_once_with()


def test_a_terminal_keeps_a_line_for_each_epoch(monkeypatch):
    screen = Screen(terminal=True)
    monkeypatch.setattr(
        rich.console, "Console", lambda **options: Console(file=screen, width=100, **options)
    )
    board = progress.TerminalBoard()
    board.show("Epoch 1/1 ━━ 1/2")
    board.keep("Epoch 1/1 - 3 s")
    board.close()
    shown = screen.getvalue()
    assert "Epoch 1/1 ━━ 1/2" in shown
    assert shown.index("Epoch 1/1 ━━ 1/2") < shown.index("Epoch 1/1 - 3 s\n")


START = (
    "import numpy as np\nimport course_lib as cl\ncl.random.set_seed(4)\n"
    "x, y = np.ones((6, 2)), [0, 1, 0, 1, 0, 1]\n"
    "net = cl.Sequential([cl.layers.Dense(2, activation='softmax')])\n"
    "net.compile('adam', 'sparse_categorical_crossentropy', metrics='accuracy')\n"
)


def test_a_stored_notebook_has_no_bar_and_one_picture(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    stored = []
    for _ in range(2):
        sources = (
            START,
            "history = net.fit(x, y, epochs=3)",
            "plot = cl.callbacks.LivePlot()\nhistory = net.fit(x, y, epochs=3, callbacks=[plot])",
        )
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
        run(notebook, "notebook")
        stored.append([cell.outputs for cell in notebook.cells])
    bar, (picture,) = stored[0][1:]
    assert bar == []
    assert picture.output_type == "display_data"
    assert picture.data["text/plain"].startswith("Training. Epochs 1 to 3. accuracy: 0.5, 0.5")
    assert picture.data["text/html"].startswith("<img alt=")
    assert "display_id" not in str(picture)
    assert stored[0] == stored[1]


def watched_cell(source):
    """Return the messages of a kernel whose program takes input, as JupyterLab does."""
    from jupyter_client.manager import start_new_kernel

    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    manager, client = start_new_kernel(kernel_name="python3", env=environment)
    messages = []
    try:
        client.allow_stdin = True
        reply = client.execute_interactive(
            source, timeout=60, output_hook=lambda m: messages.append((m["msg_type"], m["content"]))
        )
        assert reply["content"]["status"] == "ok", reply["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return [m for m in messages if m[0].endswith("display_data") or m[0] == "stream"]


def test_a_watched_notebook_has_a_bar_and_a_picture_that_grows():
    fit = "net.fit(x, y, epochs=3, callbacks=[cl.callbacks.LivePlot()])\nNone"
    messages = watched_cell(START + fit)
    shown = [content for kind, content in messages if kind == "display_data"]
    grown = [content for kind, content in messages if kind == "update_display_data"]
    assert len(shown) == 2  # the bar and the picture
    pictures = [c["data"]["text/plain"] for c in grown if "Training" in c["data"]["text/plain"]]
    assert [text[:25] for text in pictures] == [f"Training. Epochs 1 to {k}. " for k in (2, 3)]
    bars = [c["data"]["text/html"] for c in grown if "<pre>" in c["data"].get("text/html", "")]
    assert any("━" in html and "left - accuracy: " in html for html in bars)
    assert bars[-1].count("Epoch") == 3


def test_a_terminal_gets_the_text_of_the_picture():
    source = START + "net.fit(x, y, epochs=2, callbacks=cl.callbacks.LivePlot())"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Training. Epochs 1 to 2. accuracy: ")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
