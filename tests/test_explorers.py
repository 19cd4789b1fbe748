"""The explorers of convolution and pooling, without a page, against the operators."""

import importlib
import inspect
import json
import pkgutil

import hypothesis.strategies as st
import numpy as np
import pytest
from helpers.explorers import grid, places, receive, texts
from hypothesis import given, settings

import course_lib as cl
from course_lib.explain.notation import number
from course_lib.widgets.controls import Choice, Slider, slider
from course_lib.widgets.grids import write
from course_lib.widgets.quiz import same

KINDS = (cl.widgets.Convolution, cl.widgets.Pooling)
every_kind = pytest.mark.parametrize("kind", KINDS)


def settings_of(kind):
    """Return a strategy for the values of all controls."""
    return st.fixed_dictionaries(
        {
            control.name: st.sampled_from(list(control.options))
            if isinstance(control, Choice)
            else st.integers(control.least, control.most)
            for control in kind.controls
            if isinstance(control, Choice | Slider)
        }
    )


def output_of(explorer):
    """Return what the operator gives, or None where no window fits."""
    try:
        return explorer.output if explorer.output.size else None
    except ValueError:
        return None


@every_kind
@settings(max_examples=25)
@given(data=st.data())
def test_every_control_against_the_operator(kind, data):
    explorer = kind()
    for name, value in data.draw(settings_of(kind)).items():
        receive(explorer, "set", name, value)
    output = output_of(explorer)
    if output is None:
        assert "no window fits" in explorer.view["lines"][0]
        assert [part["key"] for part in explorer.view["parts"]].count("output") == 0
        assert explorer.questions() == []
        return
    assert texts(explorer) == [[write(value.item()) for value in row] for row in output]
    y, x = (data.draw(st.integers(0, size - 1)) for size in output.shape)
    view = receive(explorer, "pick", "output", y, x)
    assert grid(explorer, "output")["picked"] == (y, x)
    sums = [line for line in view["lines"] if " = " in line]
    assert any(line.startswith(f"{number(output[y, x].item())} = ") for line in sums)
    window = explorer.explanation.window
    for part in view["parts"]:
        if part["key"].startswith("input"):
            lit = {
                (part["rows"][i], part["columns"][j])
                for i, row in enumerate(part["cells"])
                for j, cell in enumerate(row)
                if {"window", "mark"} & set(cell.get("kind", "").split())
            }
            assert lit == {(number(r), number(c)) for r in window.rows for c in window.columns}


@every_kind
@settings(max_examples=25)
@given(data=st.data())
def test_an_input_cell_lights_up_the_outputs_that_change_with_it(kind, data):
    explorer = kind(**data.draw(settings_of(kind)))
    if output_of(explorer) is None:
        return
    values = explorer.values.astype(float)
    row, column = (data.draw(st.integers(0, size - 1)) for size in values.shape[:2])
    rows, columns = explorer.axes()
    receive(explorer, "pick", "input 0", row + rows.before, column + columns.before)
    lit = {place for place in explorer.fed()}
    if kind is cl.widgets.Convolution:
        explorer.weights = np.ones_like(explorer.weights)  # so that no zero hides a change
        before = explorer.output
        explorer.values[row, column, 0] += 1
    else:
        explorer.takes = cl.widgets.pooling.MEAN
        before = explorer.output
        explorer.values[row, column] += 100
    changed = set(zip(*np.nonzero(explorer.output != before), strict=True))
    assert {tuple(map(int, place)) for place in changed} == lit


@every_kind
def test_a_padding_cell_can_be_picked(kind):
    explorer = kind(padding="SAME", stride=1)
    view = receive(explorer, "pick", "input 0", 0, 0)
    assert view["lines"][0] == "The padding at row −1, column −1 goes into 1 output: (0, 0)."
    assert grid(explorer, "output")["cells"][0][0]["kind"] == "fed"


@every_kind
@settings(max_examples=20)
@given(data=st.data())
def test_the_quiz_hides_and_names_mistakes(kind, data):
    explorer = kind(**data.draw(settings_of(kind)))
    receive(explorer, "set", "quiz", True)
    if output_of(explorer) is None:
        assert explorer.view["question"]["empty"]
        return
    assert {text for row in texts(explorer) for text in row} == {"?"}
    assert explorer.view["lines"][0] == "? is what to find."
    _, right, mistakes = explorer.ask(explorer._place)
    assert same(right, explorer.output[explorer._place])
    wrong_ones = [wrong for wrong in mistakes if not same(wrong.value, right)]
    for wrong in data.draw(st.permutations(wrong_ones))[:4]:
        view = receive(explorer, "answer", repr(wrong.value))
        named = [other.rule for other in mistakes if same(other.value, wrong.value)]
        assert any(rule in view["question"]["said"] for rule in named)
        assert not view["question"]["right"]
    view = receive(explorer, "answer", repr(right))
    assert view["question"]["right"]
    y, x = explorer._place
    assert texts(explorer)[y][x] == write(right)


def test_each_mistake_of_a_convolution_is_named_somewhere():
    explorer = cl.widgets.Convolution(
        image="5×6, positive and negative", kernel="counting", padding="SAME", stride=2, size=2
    )
    explorer.channels_in = 2
    explorer.dilation = 1
    rules = {wrong.rule for place in explorer.questions() for wrong in explorer.ask(place)[2]}
    assert {rule.split(".")[0] for rule in rules} >= {
        "The kernel was flipped",
        "The odd row or column of padding went to the top or left, not to the bottom or right",
        "There is no padding: that is VALID",
        "The stride was left out",
        "Only one channel was counted",
        "Only the first row of each window was used",
        "The largest product of each window was taken",
    }


def test_when_all_is_known_the_quiz_begins_again():
    explorer = cl.widgets.Pooling(image="4×4, ties", window=2, stride=2)
    explorer.quiz = True
    for _ in range(4):
        receive(explorer, "answer", repr(explorer.ask(explorer._place)[1]))
        receive(explorer, "next")
    assert {text for row in texts(explorer) for text in row} == {"?"}
    assert explorer.view["question"]["said"].startswith("You were asked for all numbers.")


def test_same_that_adds_nothing_says_so():
    explorer = cl.widgets.Pooling(image="4×4, all negative", window=2, stride=2, padding="SAME")
    assert explorer.look().lines[-1] == "SAME adds no padding here: the windows fit."


def test_ties_are_marked_and_told():
    explorer = cl.widgets.Pooling(image="4×4, ties", window=2, stride=2)
    marked = places(explorer, "input", "mark")
    assert [texts(explorer, "input")[i][j] for i, j in marked] == ["2", "2", "2"]
    assert "3 cells tie for the largest number." in explorer.view["lines"]


def test_what_is_typed_counts():
    explorer = cl.widgets.Convolution()
    receive(explorer, "write", "input 0", 0, 0, "−2,5")
    receive(explorer, "write", "kernel 0", 0, 0, "4")
    assert explorer.output[0, 0] == 14 - 4 * 1 + -2.5 * 4
    assert explorer.view["lines"][0].startswith("0 = (−2.5)·4 + ")
    pooling = cl.widgets.Pooling(padding="SAME", stride=1)
    receive(pooling, "write", "input", 1, 1, "99")
    assert pooling.values[0, 0] == 99
    assert pooling.output[0, 0] == 99


def test_explicit_padding_shows_its_four_sides():
    explorer = cl.widgets.Convolution()
    names = [control["name"] for control in explorer.view["controls"]]
    assert "top" not in names
    receive(explorer, "set", "padding", "explicit")
    for side, cells in {"top": 0, "bottom": 3, "left": 2, "right": 1}.items():
        receive(explorer, "set", side, cells)
    assert np.shape(texts(explorer, "input 0")) == (7, 7)
    assert explorer.output.shape == (5, 5)
    assert "Padding: 0 above, 3 below, 2 left, 1 right." in " ".join(explorer.view["lines"])


@every_kind
@pytest.mark.parametrize(
    ("message", "said"),
    [
        (("set", "stride", 99), "99"),
        (("set", "padding", "sideways"), "sideways"),
        (("set", "view", {}), "no control 'view'"),
        (("write", "input 0", 2, 2, "two"), "'two' is not a number"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(kind, message, said):
    explorer = kind()
    told = ("said", "problem", "answered")
    before = {k: v for k, v in explorer.view.items() if k not in told}
    view = receive(explorer, *message, key="last")
    assert said in view["said"] == view["problem"]
    assert view["answered"] == "last"
    assert {k: v for k, v in view.items() if k not in told} == before
    assert receive(explorer, "pick", "output", 0, 0)["problem"] == ""


@every_kind
def test_a_page_is_answered_whatever_happens(kind, monkeypatch):
    explorer = kind()
    assert (
        receive(explorer, "set", "stride", explorer.stride, key="the same")["answered"]
        == "the same"
    )

    def fail(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr(explorer, "pick", fail)
    with pytest.raises(RuntimeError):
        receive(explorer, "pick", "output", 0, 0, key="failed")
    assert explorer.view["answered"] == "failed"
    assert explorer.view["problem"] == "That did not work: out of order"


def test_numbers_that_sums_could_not_hold_are_refused():
    explorer = cl.widgets.Convolution()
    before = explorer.values.copy()
    assert "too large" in receive(explorer, "write", "input 0", 0, 0, "1e308")["problem"]
    assert "too large" in receive(explorer, "write", "input 0", 0, 0, "inf")["problem"]
    assert (explorer.values == before).all()


def test_what_is_typed_stays_where_something_else_changes():
    explorer = cl.widgets.Convolution()
    receive(explorer, "write", "input 0", 0, 0, "99")
    receive(explorer, "set", "size", 2)
    assert explorer.values[0, 0, 0] == 99
    receive(explorer, "write", "kernel 0", 0, 0, "55")
    receive(explorer, "set", "image", "5×5, a dot")
    assert explorer.weights[0, 0, 0, 0] == 55


def test_sides_that_were_chosen_are_not_called_odd_cells():
    explorer = cl.widgets.Convolution(padding="explicit", top=2, bottom=0, left=1, right=1)
    rules = [wrong.rule for wrong in explorer.ask((0, 0))[2]]
    assert not [rule for rule in rules if "odd cell" in rule]
    assert [rule for rule in rules if "Opposite sides of the padding were swapped" in rule]


@every_kind
def test_the_picked_input_cell_is_selected(kind):
    explorer = kind(padding="SAME", stride=1)
    key = "input" if kind is cl.widgets.Pooling else "input 0"
    receive(explorer, "pick", key, 1, 2)
    assert grid(explorer, key)["picked"] == (1, 2)
    assert grid(explorer, "output")["picked"] is None


@every_kind
def test_a_step_in_a_quiz_is_announced(kind):
    explorer = kind(padding="SAME", stride=1)
    explorer.quiz = True
    key = "input" if kind is cl.widgets.Pooling else "input 0"
    said = receive(explorer, "pick", key, 0, 0)["said"]
    assert explorer.view["question"]["label"] in said
    assert "goes into 1 output" in said


def test_padding_cannot_be_typed_into():
    explorer = cl.widgets.Convolution(padding="SAME")
    assert "padding" in receive(explorer, "write", "input 0", 0, 0, "1")["said"]


@every_kind
def test_pages_without_a_kernel_get_a_picture_and_a_sentence(kind):
    explorer = kind()
    data, _ = explorer._repr_mimebundle_()
    assert data["text/plain"] == repr(explorer) == explorer.picture().alternative
    assert data["text/html"].startswith("<p>Run this cell")
    assert explorer.picture().html() in data["text/html"]
    json.dumps(explorer.view)
    odd = kind(**({"window": 5} if kind is cl.widgets.Pooling else {"size": 5}), padding="VALID")
    assert repr(odd)


@every_kind
def test_a_number_is_told_in_words_with_its_place(kind):
    explorer = kind(padding="SAME", stride=1)
    part = grid(explorer, "input" if kind is cl.widgets.Pooling else "input 0")
    names = [cell.get("name", cell["text"]) for row in part["cells"] for cell in row]
    assert any("in the window" in name for name in names)
    assert any("padding" in name for name in names)
    assert all(names)


def test_a_slider_at_one_is_not_announced_as_a_switch():
    explorer = cl.widgets.Convolution(stride=2)
    receive(explorer, "set", "stride", 1)
    assert explorer.view["said"].startswith("Stride: 1.")


def test_a_kind_of_ones_own_adds_a_control_to_those_it_inherits():
    class Own(cl.widgets.Pooling):
        stride = slider("Step", 1, 1, 5)
        more = slider("More", 1, 1, 3)

    names = [control.name for control in Own.controls]
    inherited = [control.name for control in cl.widgets.Pooling.controls]
    assert names == [*inherited, "more"]
    assert {control.name: control.label for control in Own.controls}["stride"] == "Step"


def test_each_public_method_is_told_where_it_is_first():
    for module in pkgutil.iter_modules(cl.widgets.__path__, "course_lib.widgets."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = vars(kind).items() if kind.__module__ == module.name else ()
            methods = [name for name, value in own if inspect.isfunction(value) and name[0] != "_"]
            assert all(inspect.getdoc(getattr(kind, name)) for name in methods), kind
