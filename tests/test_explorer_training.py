"""The explorer of training, driven without a page."""

import json
import re
from urllib.parse import unquote

import numpy as np
import pytest
from helpers.explorers import ask, control, grid, numbers, parts, receive, texts

import course_lib as cl
from course_lib.widgets.trained import small


@pytest.fixture(scope="module")
def trained():
    """Return a small network after two epochs on few pictures."""
    found = small(300, 60)
    for _ in range(2):
        found.epoch(lambda words: None)
    return found


@pytest.fixture
def explorer(trained):
    made = cl.widgets.Training(trained.model, trained.train, trained.test)
    made.trained = trained  # with its history
    made.refresh()
    return made


def keys(explorer):
    return [part["key"] for part in parts(explorer)]


def pick_class(explorer, count=1):
    """Open the first cell of the confusion matrix that counts at least ``count`` pictures."""
    row, column = np.argwhere(explorer.trained.counts >= count)[0].tolist()
    receive(explorer, "pick", "confusion", row, column)
    return row, column


def test_nothing_is_trained_before_the_button_is_pressed():
    explorer = cl.widgets.Training(*_parts(small(40, 20)))
    assert keys(explorer) == ["confusion", "pictures"]
    assert "Nothing is trained yet" in explorer.view["lines"][-1]
    assert "Test pictures, and their classes. 20 pictures" in repr(explorer)
    html = explorer._repr_mimebundle_()[0]["text/html"]
    assert "Run this cell" in html
    assert len(html) < 200_000


def _parts(trained):
    return trained.model, trained.train, trained.test


def test_training_tells_how_far_it_is_and_draws_the_curve():
    explorer = cl.widgets.Training(*_parts(small(160, 20)))
    seen = []
    explorer.observe(lambda change: seen.append(change.new["lines"][-1]), names="view")
    receive(explorer, "press", "train")
    assert [words.split(",")[1] for words in seen[:-1]] == [
        f" epoch 1: step {k} of 5" for k in range(1, 6)
    ]
    assert seen[-1] == "1 epoch trained."
    assert keys(explorer)[-1] == "curve"
    assert (
        f"Epochs 1 to 1. accuracy: {explorer.trained.history['accuracy'][0]:.4g}"
        in (parts(explorer)[-1]["alternative"])
    )
    receive(explorer, "press", "train")
    assert explorer.view["lines"][-1] == "2 epochs trained."
    assert "Epochs 1 to 2" in repr(explorer)


def test_the_same_presses_give_the_same_network_and_leave_the_draws_alone():
    cl.random.set_seed(5)
    expected = cl.random.uniform((3,))
    cl.random.set_seed(5)
    both = [small(60, 20) for _ in range(2)]
    for one in both:
        one.epoch(lambda words: None)
    assert np.array_equal(cl.random.uniform((3,)), expected)
    first, second = (one.model.get_weights() for one in both)
    for a, b in zip(first, second, strict=True):
        assert np.array_equal(a, b)


def test_the_confusion_matrix_counts_what_predict_says(explorer, trained):
    guesses = trained.model.predict(trained.test[0]).argmax(axis=1)
    labels = trained.test[1].argmax(axis=1)
    counts = [[int(text) for text in row] for row in texts(explorer, "confusion")]
    for i, j in np.ndindex(10, 10):
        assert counts[i][j] == np.sum((labels == i) & (guesses == j))
    names = cl.datasets.garments.CLASS_NAMES
    assert grid(explorer, "confusion")["cells"][0][1]["name"].endswith(f"taken for {names[1]}")


def test_a_cell_opens_the_pictures_counted_in_it(explorer, trained):
    row, column = pick_class(explorer, 2)
    cells = [cell for cells in grid(explorer, "pictures")["cells"] for cell in cells]
    counted = trained.counted(row, column)
    assert len(cells) == min(len(counted), 16)
    shares = trained.model.predict(trained.test[0][counted])[:, column]
    for i, cell, share in zip(counted, cells, shares, strict=False):
        assert cell["text"] == f"{100 * share:.0f} %"
        assert cell["name"].startswith(f"test picture {i}, ")
        assert cell["image"].startswith("data:image/png;base64,")
    none = np.argwhere(trained.counts == 0)[0].tolist()
    receive(explorer, "pick", "confusion", *none)
    assert "pictures" not in keys(explorer)
    assert explorer.view["lines"][0].startswith("0 of the test pictures")
    assert "no such picture" in receive(explorer, "pick", "pictures", 0, 0)["said"]


def test_a_clicked_picture_shows_its_maps_layer_by_layer(explorer, trained):
    row, column = pick_class(explorer, 2)
    assert control(explorer, "show")["value"] == "what is confused"
    receive(explorer, "pick", "pictures", 0, 1)
    shown = trained.counted(row, column)[1]
    assert explorer.shown_picture == shown
    assert explorer.show == "the inside"
    inside = ["garment", "window", "weights", "result", "pictures", "kernels", "maps"]
    assert keys(explorer) == inside
    assert control(explorer, "layer")["most"] == 4
    x = trained.test[0][shown : shown + 1]
    for number, layer in enumerate(trained.model.layers[:4], start=1):
        x = layer(x)
        explorer.layer = number
        _, h, w, c = x.shape
        assert (
            grid(explorer, "maps")["caption"]
            == f"Layer {number}, {layer.name}: {c} maps of {h}×{w}"
        )
        assert np.array_equal(trained.maps(shown)[number - 1], x[0])
    explorer.layer = 9
    assert explorer.layer == 4
    assert "layer" not in {c["name"] for c in _with_show(explorer, "what is confused")}


def _with_show(explorer, show):
    explorer.show = show
    return explorer.view["controls"]


def test_one_number_of_the_first_layer(explorer, trained):
    explorer.show = "the inside"
    receive(explorer, "pick", "kernels", 0, 3)
    for _ in range(2):
        receive(explorer, "press", "up")
    receive(explorer, "press", "right")
    receive(explorer, "press", "down")
    receive(explorer, "press", "left")
    receive(explorer, "press", "left")
    assert (explorer.filter, explorer.at) == (3, (12, 12))
    kernel, bias = trained.model.layers[0].get_weights()
    i = explorer.shown_picture
    image = trained.test[0][i : i + 1]
    right = np.maximum(cl.nn.conv2d(image, kernel, 1, "VALID") + bias, 0)[0, 12, 12, 3]
    assert float(texts(explorer, "result")[0][0]) == pytest.approx(right, rel=1e-3)
    window = [[float(text) for text in row] for row in texts(explorer, "window")]
    assert np.allclose(window, image[0, 12:15, 12:15, 0], rtol=1e-3)
    assert np.allclose(numbers(explorer, "weights"), kernel[:, :, 0, 3], rtol=1e-3)
    for _ in range(20):
        receive(explorer, "press", "up")
    assert explorer.at == (0, 12)


def find(explorer, positive):
    """Return a place of the quiz where the sum is above 0, or below."""
    for place in explorer.questions():
        total = explorer.trained.explain(place[0], place[1], place[2:]).total
        if (total > 0.05) == positive and abs(total) > 0.05:
            return place, total
    raise AssertionError("no such place")


def test_the_quiz_hides_the_number_and_names_mistakes(explorer, trained):
    pick_class(explorer, 2)
    explorer.quiz = True
    assert "confusion" not in keys(explorer)
    for positive in (True, False):
        place, total = find(explorer, positive)
        answer = ask(explorer, *place)
        assert not answer("1000")["right"]
        assert texts(explorer, "result") == [["?"]]
        shown = json.dumps([explorer.view["parts"], explorer.view["lines"]])
        assert f"{total:.4g}" not in shown
        if positive:
            bias = trained.model.layers[0].weights[1][place[1]]
            said = answer(f"{(total - bias) * 255 + bias:.6g}")["said"]
            assert "divided by 255" in said
        else:
            assert "There is no relu" in answer(f"{total:.6g}")["said"]
        assert answer(f"{max(total, 0):.6g}")["right"]
        assert texts(explorer, "result") != [["?"]]


def test_a_forgotten_bias_is_named(explorer, trained):
    explorer.show = "the inside"
    kernel, bias = trained.model.layers[0].get_weights()
    trained.model.layers[0].set_weights([kernel, bias + 0.5])
    try:
        trained._look()
        explorer.quiz = True
        place, total = find(explorer, True)
        left = total - (bias[place[1]] + 0.5)
        said = ask(explorer, *place)(f"{max(left, 0):.6g}")["said"]
        assert "bias is missing" in said
    finally:
        trained.model.layers[0].set_weights([kernel, bias])
        trained._look()


def test_pixels_that_are_not_divided_are_told_as_they_are():
    model, train, test = _parts(small(40, 20))
    explorer = cl.widgets.Training(model, *((x * 255, labels) for x, labels in (train, test)))
    explorer.show = "the inside"
    explorer.quiz = True
    place = explorer.questions()[0]
    answer = ask(explorer, *place)
    high = explorer.trained.test[0].max()
    assert high > 200
    assert f"Pixels are from 0 to {high:.4g}" in explorer.view["lines"][1]
    total, bias = explorer.trained.explain(place[0], place[1], place[2:]).total, 0.0
    assert "255" not in answer(f"{(total - bias) * 255 + bias:.6g}")["said"]


def map_names(explorer):
    return [cell["name"] for row in grid(explorer, "maps")["cells"] for cell in row]


def test_a_map_does_not_tell_that_its_hidden_number_is_0(explorer, trained):
    kernel, bias = trained.model.layers[0].get_weights()
    trained.model.layers[0].set_weights([kernel, np.full_like(bias, -100)])
    try:
        trained._look()
        explorer.show = "the inside"
        explorer.quiz = True
        asked = explorer.filter
        assert map_names(explorer)[asked] == f"map {asked}"
        assert map_names(explorer)[asked - 1].endswith("0 everywhere")
        assert receive(explorer, "answer", "0")["question"]["right"]
        assert map_names(explorer)[asked] == f"map {asked}, 0 everywhere"
    finally:
        trained.model.layers[0].set_weights([kernel, bias])
        trained._look()


def test_a_model_that_it_cannot_show_is_refused():
    model = cl.Sequential([cl.layers.Flatten(), cl.layers.Dense(10)])
    data = (np.zeros((2, 4, 4, 1), np.float32), np.eye(10)[:2])
    with pytest.raises(ValueError, match=r"begins with Conv2D.*received Flatten"):
        cl.widgets.Training(model, data, data)


def test_bad_messages_change_nothing(explorer):
    before = explorer.view
    for message in [("set", "layer", 0), ("set", "nothing", 1), ("set", "show", "all")]:
        view = receive(explorer, *message)
        assert view["said"].startswith("That does not work: ")
        assert view["parts"] == before["parts"]


def test_the_window_is_outlined_on_the_picture(explorer):
    receive(explorer, "set", "show", "the inside")
    explorer.at = (13, 5)
    explorer.refresh()
    garment = grid(explorer, "garment")
    assert garment["caption"] == "The window: rows 13 to 15, columns 5 to 7"
    assert garment["alternative"].endswith("The window covers rows 13 to 15, columns 5 to 7.")
    svg = unquote(garment["source"])
    frame = re.findall("<rect [^>]*", svg)[-1]
    zoom = 8
    for side, pixels in {"x": 5, "y": 13, "width": 3, "height": 3}.items():
        assert f" {side}='{pixels * zoom}'" in frame


def test_passing_over_numbers_and_pictures_opens_nothing(explorer):
    assert not grid(explorer, "confusion")["hover"]
    assert not grid(explorer, "pictures")["hover"]
    receive(explorer, "set", "show", "the inside")
    assert grid(explorer, "kernels")["hover"]


def test_the_largest_confusion_is_picked_until_a_cell_is_clicked():
    explorer = cl.widgets.Training(*_parts(small(160, 40)))
    receive(explorer, "press", "train")
    counts = explorer.trained.counts
    off = counts - np.diag(np.diag(counts))
    assert counts[explorer.pair] == off.max() > 0
    right = np.trace(counts)
    told = f"Accuracy: {right} of 40 test pictures are right, {100 * right / 40:.1f} %."
    assert told in explorer.view["lines"]
    clicked = tuple(np.argwhere(counts > 0)[-1].tolist())
    receive(explorer, "pick", "confusion", *clicked)
    receive(explorer, "press", "train")
    assert explorer.pair == clicked or explorer.trained.counts[clicked] == 0
    assert explorer.trained.counts[explorer.pair] > 0
