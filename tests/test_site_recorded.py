"""Explorers of the site: what is recorded is what an explorer with a kernel shows."""

import json

import pytest
from helpers import homework
from helpers.explorers import receive
from helpers.recorded import events, painted, read, shown

from course_lib.site.live import LIVE, explorer_of
from course_lib.site.packing import Packer
from course_lib.site.recording import Recording
from course_lib.site.training_recording import EPOCHS, TrainingRecording
from course_lib.widgets import Training
from course_lib.widgets.quiz import Wrong, judge, same, tell_shown
from course_lib.widgets.trained import small

NOTEBOOKS = homework.ROOT / "notebooks"


def test_values_come_back_whole():
    packer = Packer()
    value = {"a": [1, 1.5, "x", None, True], "b": {"a": [], "c": [[1], [1]]}}
    assert read(packer.table, packer.add(value)) == value


def follow(data, state, event):
    """Return the state after a message, and what was refused, as recorded.js does it."""
    setting, picked = state
    kept = data["settings"][setting]
    none, walked = data["none"], data["walked"]
    if event[0] == "press":
        return data["start"], ""
    if event[0] == "set":
        leads, turns = kept["sets"][" ".join(map(str, event))]
        return (leads, tuple(turns[f"{i} {n}"] for i, n in enumerate(picked))), ""
    puts = {} if event[0] == "free" else kept["does"][" ".join(map(str, event))]
    if isinstance(puts, str):
        return state, puts
    puts = {int(part): value for part, value in puts.items()}
    if event[0] != "walk":
        puts = {walked: none} | puts
    return (setting, tuple(puts.get(i, n) for i, n in enumerate(picked))), ""


@pytest.mark.once
@pytest.mark.parametrize(
    ("lesson", "kind"),
    [("00_start_here", "Convolution"), ("06_transposed_convolution", "Transposed")],
)
def test_a_recording_shows_what_a_kernel_shows(lesson, kind):
    path, live = NOTEBOOKS / f"{lesson}.ipynb", LIVE[lesson][kind]
    recording = Recording(explorer_of(path, kind), live)
    data = json.loads(json.dumps(recording.record(), default=tuple))
    explorer, state = explorer_of(path, kind), (data["start"][0], tuple(data["start"][1]))
    for event in events(explorer, live, 80, seed=1):
        same = event[0] == "set" and getattr(explorer, event[1]) == event[2]
        receive(explorer, *event)
        if same:
            continue
        refused = explorer.view["problem"]
        if event[:2] == ("set", "colours"):
            continue
        state, told = follow(data, state, event)
        assert told == refused
        kept = data["settings"][state[0]]
        view = read(data["table"], kept["views"][recording.seen(tuple(state[1]))])
        view = painted(view, explorer.colours)
        expected = json.loads(json.dumps(shown(explorer, live)))
        assert {k: v for k, v in view.items() if k not in ("walk", "brief")} == expected, event


def tiny():
    """Return an explorer of a network that learns in a moment."""
    trained = small(60, 30)
    return Training(trained.model, trained.train, trained.test)


@pytest.fixture(scope="module")
def training():
    """Return a recorded training, and what is recorded."""
    recording = TrainingRecording(tiny(), LIVE["08_fashion_mnist"]["Training"])
    return recording, json.loads(json.dumps(recording.record(), default=tuple))


@pytest.mark.once
def test_after_each_epoch_the_quiz_asks_and_judges_as_a_kernel_does(training):
    recording, data = training
    explorer, (setting, _) = tiny(), data["start"]
    explorer.quiz = True
    for epoch in range(EPOCHS + 1):
        quiz = data["settings"][setting]["quiz"]
        questions = {one["label"]: one for one in read(data["table"], quiz["questions"])}
        assert len(questions) == len(quiz["shown"]) == len(explorer.questions()) == 40
        assert quiz["places"] == {}  # one cell stands for all numbers
        for place in explorer.questions():
            question = questions[explorer.ask(place)[0]]
            assert_judged(question, explorer, place)
            kept = quiz["shown"][recording.seen(tuple(question["leads"]), asks=True)]
            assert_shown(read(data["table"], kept["hidden"]["0"]), explorer, known=set())
            assert_shown(read(data["table"], kept["open"]), explorer, known={place})
        sets = data["settings"][setting]["sets"]
        if epoch < EPOCHS:
            receive(explorer, "press", "train")
            setting = sets["press train"][0]
    assert sets == {}


def assert_judged(question, explorer, place):
    """Say the same to the right number, to all known mistakes and to all neighbours."""
    _, right, mistakes = explorer.ask(place)
    explorer._known, explorer._place = {place}, place
    assert question["shown"] == tell_shown(right)
    wrong = [Wrong(rule, one) for one, rule in zip(*question["wrong"], strict=True)]
    near = list(zip(*question["near"], strict=True))
    alike = [other for _, other in explorer.alike(place)]
    for typed in [right, 12345.0, *(one.value for one in mistakes), *alike]:
        text = repr(float(typed))
        told = next((name for one, name in near if same(one, typed)), question["hint"])
        expected = judge(text, right, mistakes, explorer._near(text) or explorer.hint)
        assert judge(text, question["right"], wrong, told) == expected


def assert_shown(view, explorer, known):
    """Show the same while some numbers are known, with values as colours and without."""
    explorer._known = known
    for explorer.colours in (False, True):
        now = explorer.look().to_dict()
        expected = json.loads(json.dumps([now["parts"], now["lines"]]))
        assert painted(view, explorer.colours) == expected


@pytest.mark.once
def test_filters_can_be_picked_while_training_asks_and_the_rest_says_where_it_is(training):
    recording, data = training
    for kept in data["settings"]:
        quiz = kept["quiz"]
        labels = {one["name"]: one["label"] for one in read(data["table"], quiz["controls"])}
        for name in ("show", "layer", "up", "down", "left", "right"):
            assert labels[name].endswith("(in the notebook)")
        assert "epochs" not in labels  # which are trained, not set
        assert (labels["train"], labels["quiz"]) == ("Train one more epoch", "Quiz me")
        for question in read(data["table"], quiz["questions"]):
            for place in [f"{grid} 0 {k}" for grid in ("kernels", "maps") for k in range(8)]:
                puts = quiz["does"][f"pick {place}"]
                at = [puts.get(str(i), n) for i, n in enumerate(question["leads"])]
                assert recording.seen(tuple(at), asks=True) in quiz["shown"]
        assert "in the notebook" in {**kept["does"], **quiz["does"]}["pick pictures 0 0"]
