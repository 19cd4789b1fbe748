"""The explorer of two frameworks, without a page: both outputs, and where they part."""

import numpy as np
import pytest
from helpers.explorers import ask, control, grid, kinds, numbers, receive, shown, texts

import course_lib as cl


@pytest.fixture
def explorer():
    return cl.widgets.Frameworks()


def by_hand(explorer, before, after):
    """Return the output with padding before and after, in plain sums."""
    image, k = np.pad(explorer.plane(), (before, after)), explorer.weights[..., 0, 0]
    s, size = explorer.stride, len(k)
    rows, columns = ((n - size) // s + 1 for n in image.shape)
    places = [[image[y * s :, x * s :][:size, :size] for x in range(columns)] for y in range(rows)]
    return [[float((part * k).sum()) for part in row] for row in places]


def test_both_outputs_and_where_they_part(explorer):
    assert numbers(explorer) == by_hand(explorer, 0, 1)
    assert numbers(explorer, "pytorch") == by_hand(explorer, 1, 1)
    assert set(kinds(explorer, "pytorch")) == set(np.ndindex(3, 3))  # every number is another
    lines = explorer.view["lines"]
    assert lines[0].startswith("Keras: 35 = 0·1 + 1·0 + 2·1 + 6·2")
    assert lines[1].startswith("PyTorch: 7 = ")
    assert lines[-2:] == [
        "They part at 9 of 9 numbers. PyTorch's first window begins 1 row higher and 1 column "
        "further left.",
        "For Keras's numbers in PyTorch: F.pad(x, (0, 1, 0, 1)), then padding=0.",
    ]
    assert [c["label"] for c in explorer.view["controls"]][4:6] == [
        "Keras: padding",
        "PyTorch: padding",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stride": 1}, "Both give the same numbers."),
        ({"image": "5×5, a dot"}, "Both give the same numbers."),
        ({"padding": "VALID", "pytorch": 0}, "Both give the same numbers."),
        ({"padding": "VALID"}, "Keras makes 2×2 numbers, PyTorch 3×3."),
        ({"size": 5, "stride": 1, "pytorch": 2}, "Both give the same numbers."),
        ({"size": 2, "stride": 1}, "Keras makes 6×6 numbers, PyTorch 7×7."),
    ],
)
def test_when_they_agree(explorer, changes, told):
    for name, value in changes.items():
        receive(explorer, "set", name, value)
    assert told in explorer.view["lines"]
    same = told.startswith("Both")
    assert (texts(explorer) == texts(explorer, "pytorch")) == same
    assert (not kinds(explorer, "pytorch")) == same
    assert control(explorer, "stride")["value"] == explorer.stride


def test_where_no_window_of_pytorch_fits(explorer):
    for name, value in [("image", "4×4 of the lesson"), ("size", 5), ("pytorch", 0)]:
        receive(explorer, "set", name, value)
    assert "PyTorch: no window fits" in shown(explorer)
    assert "Keras" in explorer.picture().alternative
    with pytest.raises(StopIteration):
        grid(explorer, "pytorch")


def test_a_click_in_either_output_picks_the_place_in_both(explorer):
    receive(explorer, "pick", "pytorch", 1, 2)
    assert explorer.at == (1, 2)
    assert explorer.view["lines"][0].startswith("Keras: 83 = ")
    assert explorer.view["lines"][1].startswith("PyTorch: 89 = ")


def test_a_click_in_the_image_lights_up_what_it_feeds(explorer):
    receive(explorer, "pick", "input 0", 2, 2)
    assert set(kinds(explorer, "output")) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert set(kinds(explorer, "pytorch")) == {(1, 1)}


def test_the_quiz_hides_both_and_names_the_number_of_pytorch(explorer):
    answer = ask(explorer, 0, 1)
    explorer.refresh()
    assert texts(explorer, "pytorch")[0][1] == texts(explorer)[0][1] == "?"
    assert "PyTorch's number" in answer("13")["said"]
    assert answer("47")["right"]


def test_the_picture_shows_all_three_grids(explorer):
    told = explorer.picture().alternative
    for words in ("Keras, SAME", "PyTorch, padding=1", "Window: rows 0, 1, 2, columns 0, 1, 2"):
        assert words in told
