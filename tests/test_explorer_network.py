"""The explorer of a whole network, driven without a page."""

import numpy as np
import pytest
from helpers.explorers import (
    assert_refused,
    control,
    grid,
    open_file,
    parts,
    receive,
    rgba,
    rounded,
    values,
)

import course_lib as cl
from course_lib.widgets.receptive import receptive_fields
from course_lib.widgets.stages import forward, stages_of
from course_lib.widgets.trained import small

NAMES = cl.datasets.garments.CLASS_NAMES
layers = cl.layers


def network(*row, shape=(12, 11), classes=3, seed=0):
    """Return a model with random weights, positive and negative, that it has not learnt."""
    model = cl.Sequential([*row, layers.Flatten(), layers.Dense(classes, activation="softmax")])
    model.build((None, *shape, 1))
    draw = np.random.default_rng(seed)
    model.set_weights([draw.normal(0, 0.5, w.shape) for w in model.get_weights()])
    return model


def lesson_like(seed=0):
    """Return a model like net2 of lesson 08, with fewer maps."""
    row = [layers.Conv2D(5, (2, 2), activation="relu"), layers.MaxPool2D()]
    row += [layers.Conv2D(4, (2, 2), activation="relu"), layers.MaxPool2D()]
    return network(*row, seed=seed)


def pictures(count=3, shape=(12, 11), seed=1):
    return np.random.default_rng(seed).uniform(0, 1, (count, *shape, 1)).astype(np.float32)


@pytest.fixture
def explorer():
    return cl.widgets.Network(lesson_like(), pictures(), ["shoe", "bag", "coat"], [0, 2, 1])


# What each step makes, and where it comes from.


def test_the_last_step_gives_what_the_model_predicts():
    model, x = lesson_like(), pictures()
    stages = stages_of(model, (12, 11, 1))
    for picture in x:
        found = forward(stages, picture)
        np.testing.assert_array_equal(found[-1].ravel(), model.predict(picture[None])[0])


def test_every_number_is_what_plain_loops_give():
    """Convolution, pooling and the dense layer once more, number by number."""
    model, picture = lesson_like(), pictures()[0]
    found = forward(stages_of(model, picture.shape), picture)
    w1, b1, w2, b2, w3, b3 = (w.astype(float) for w in model.get_weights())
    maps = picture.astype(float)
    for k, (w, b) in enumerate([(w1, b1), (w2, b2)]):
        h, width = maps.shape[0] - 1, maps.shape[1] - 1
        summed = np.zeros((h, width, len(b)))
        for y, x, c in np.ndindex(summed.shape):
            total = b[c]
            for i, j, channel in np.ndindex(w.shape[:3]):
                total += maps[y + i, x + j, channel] * w[i, j, channel, c]
            summed[y, x, c] = max(total, 0)
        np.testing.assert_allclose(found[2 * k + 1], summed, atol=1e-5)
        maps = np.zeros((h // 2, width // 2, len(b)))
        for y, x, c in np.ndindex(maps.shape):
            maps[y, x, c] = max(summed[2 * y + i, 2 * x + j, c] for i in (0, 1) for j in (0, 1))
        np.testing.assert_allclose(found[2 * k + 2], maps, atol=1e-5)
    scores = [sum(maps.ravel() * w3[:, c]) + b3[c] for c in range(3)]
    powers = [np.exp(score) for score in scores]
    np.testing.assert_allclose(found[-1].ravel(), powers / sum(powers), atol=1e-5)


def test_explanations_give_the_numbers_of_the_maps():
    stages = stages_of(lesson_like(), (12, 11, 1))
    found = forward(stages, pictures()[0])
    for before, maps, stage in zip(found[:-2], found[1:-1], stages[:-1], strict=True):
        for y, x, c in [(0, 0, 0), (maps.shape[0] - 1, 1, 2), (1, maps.shape[1] - 1, 3)]:
            total = stage.explain(before, (y, x, c)).total
            assert stage.finish(total) == pytest.approx(maps[y, x, c], abs=1e-5)
    scores = stages[-1].scores(found[-2])
    np.testing.assert_allclose(np.exp(scores) / np.exp(scores).sum(), found[-1].ravel(), atol=1e-5)


ROWS = {
    "as in lesson 08": lambda: [
        layers.Conv2D(3, 2),
        layers.AveragePooling2D(),
        layers.Conv2D(2, 2),
        layers.AveragePooling2D(),
    ],
    "padding and strides": lambda: [
        layers.Conv2D(2, 3, strides=2, padding="same"),
        layers.AveragePooling2D(2, strides=1, padding="same"),
    ],
    "dilation": lambda: [layers.Conv2D(2, (2, 3), dilation_rate=(3, 2)), layers.Conv2D(2, 2)],
}


@pytest.mark.parametrize("row", ROWS)
def test_a_number_changes_with_the_pixels_of_its_receptive_field_and_no_other(row):
    """Nudge each pixel, and see which numbers of the last maps change."""
    model, picture = network(*ROWS[row]()), pictures()[0]
    stages = stages_of(model, picture.shape)
    number = len(stages) - 1
    before = forward(stages, picture)[number]
    h, w = picture.shape[:2]
    changed = np.zeros((h, w, *before.shape), bool)
    for i, j in np.ndindex(h, w):
        nudged = picture.copy()
        nudged[i, j] += 1
        changed[i, j] = np.abs(forward(stages, nudged)[number] - before) > 1e-6
    for at in np.ndindex(before.shape):
        told = receptive_fields(stages, number, at)[0]
        field = np.zeros((h, w), bool)
        field[np.ix_(told.rows, told.columns)] = True
        np.testing.assert_array_equal(changed[(..., *at)], field)


def test_with_maxima_no_pixel_outside_changes_a_number_and_each_inside_can():
    model = lesson_like(seed=3)
    places = list(np.ndindex(12, 11))
    changed = np.zeros((12, 11), bool)
    for picture in np.random.default_rng(5).uniform(-2, 2, (40, 12, 11, 1)).astype(np.float32):
        maps = np.repeat(picture[None], len(places) + 1, axis=0)
        for k, place in enumerate(places):
            maps[(k, *place)] = 9.0  # the last one stays as it was
        for layer in model.layers[:4]:
            maps = layer(maps)
        changed |= (maps[:-1, 1, 1, 0] != maps[-1, 1, 1, 0]).reshape(12, 11)
    top, left, height, width = receptive_fields(stages_of(model, (12, 11, 1)), 4, (1, 1, 0))[0].box
    field = np.zeros((12, 11), bool)
    field[top : top + height, left : left + width] = True
    assert (height, width) == (7, 7)
    np.testing.assert_array_equal(changed, field)


def test_pooling_reads_one_map_and_convolution_all():
    fields = receptive_fields(stages_of(lesson_like(), (12, 11, 1)), 4, (1, 0, 3))
    assert [field.channel for field in fields] == [None, None, None, 3, 3]
    assert [field.box[2:] for field in fields] == [(7, 7), (6, 6), (3, 3), (2, 2), (1, 1)]


# What is shown.


def test_shapes_stand_at_each_step(explorer):
    notes = [part["note"] for part in explorer.view["parts"] if part["type"] in ("maps", "bars")]
    assert notes == ["11×10×5", "5×5×5", "4×4×4", "2×2×4", "Flatten: 2·2·4 = 16, then 3"]
    assert grid(explorer, "picture")["note"] == "12×11×1"


def test_bars_are_what_the_model_predicts(explorer):
    shares = explorer.model.predict(explorer.pictures[:1])[0]
    bars = grid(explorer, "classes")["bars"]
    assert [bar["text"] for bar in bars] == [f"{100 * share:.1f} %" for share in shares]
    assert [bar["width"] for bar in bars] == [f"{100 * share:.1f}%" for share in shares]
    best = int(shares.argmax())
    assert [i for i, bar in enumerate(bars) if "the largest" in bar["name"]] == [best]


def test_the_window_is_outlined_in_all_maps_before_and_in_the_picture(explorer):
    receive(explorer, "pick", "layer 4", 2, 0)
    receive(explorer, "pick", "map", 1, 0)
    assert (explorer.stage, explorer.channel, explorer.at) == (4, 2, (1, 0))
    boxes = {k: [t["box"] for t in grid(explorer, f"layer {k}")["thumbs"]] for k in range(1, 5)}
    assert boxes[1] == [(4, 0, 6, 6)] * 5
    assert boxes[2] == [(2, 0, 3, 3)] * 5
    assert boxes[3] == [None, None, (2, 0, 2, 2), None]
    assert boxes[4] == [None, None, (1, 0, 1, 1), None]
    assert grid(explorer, "picture")["box"] == (4, 0, 7, 7)
    assert "7×7 pixels of the picture, rows 4 to 10, columns 0 to 6." in explorer.view["said"]


def test_the_sum_is_told_with_its_products(explorer):
    explorer.look_at(3, 1, (2, 3))
    receive(explorer, "pick", "sums", 0, 4)
    e, w = explorer.explanation, explorer.model.get_weights()[2]
    window = explorer.maps[2][2:4, 3:5, 4]
    np.testing.assert_array_equal(
        [term.product for term in e.by_channel()[4]],
        (window.astype(float) * w[:, :, 4, 1]).ravel(),
    )
    shown = grid(explorer, "window")["cells"]
    assert [cell["text"] for row in shown for cell in row] == [
        cl.widgets.grids.write(value) for value in window.ravel().tolist()
    ]
    np.testing.assert_allclose(values(explorer, "sums")[0], rounded([e.channel_sums])[0])
    assert explorer.view["lines"][0].startswith("map 4: ")
    number = max(e.total, 0)
    assert explorer.view["lines"][2] == f"ReLU makes {cl.explain.notation.number(number)} of it."
    assert float(grid(explorer, "result")["cells"][0][0]["text"]) == pytest.approx(number, rel=1e-3)


def test_a_class_is_told_as_a_sum_over_maps_and_a_share(explorer):
    receive(explorer, "pick", "classes", 2, 0)
    weights, bias = explorer.model.get_weights()[-2:]
    score = explorer.maps[-2].ravel().astype(float) @ weights[:, 2] + bias[2]
    assert explorer.explanation.total == pytest.approx(score, abs=1e-5)
    share = 100 * explorer.shares[2]
    assert f"coat: {share:.4g} % = e^(" in explorer.view["lines"][2]
    assert grid(explorer, "classes")["picked"] == 2
    assert grid(explorer, "picture")["box"] == (0, 0, 11, 11)  # pooling drops the last row


def test_names_tell_values(explorer):
    for k in range(1, 5):
        for c, thumb in enumerate(grid(explorer, f"layer {k}")["thumbs"]):
            largest = explorer.maps[k][..., c].max()
            told = cl.widgets.grids.write(largest) if largest else "0 everywhere"
            assert f"map {c}" in thumb["name"]
            assert told in thumb["name"]
    board = grid(explorer, "map")
    y, x = board["at"]
    value = explorer.maps[explorer.stage][y, x, explorer.channel]
    assert f"row {y}, column {x}: {cl.widgets.grids.write(value)}." in board["name"]


# What a learner does.


def test_previous_and_next_follow_the_number(explorer):
    explorer.look_at(4, 2, (1, 1))
    receive(explorer, "press", "previous")
    assert (explorer.stage, explorer.channel) == (3, 2)
    row, column = explorer.at
    assert 2 <= row <= 3
    assert 2 <= column <= 3
    for stage in (2, 1):
        receive(explorer, "press", "previous")
        assert explorer.stage == stage
    assert_refused(explorer, ("press", "previous"), "no layer beyond")
    for stage in (2, 3, 4, 5):
        receive(explorer, "press", "next")
        assert explorer.stage == stage
    assert explorer.channel == explorer.shares.argmax()
    assert_refused(explorer, ("press", "next"), "no layer beyond")


def test_pointing_shows_a_click_keeps_and_escape_lets_go(explorer):
    receive(explorer, "preview", "layer 1", 3, 0)
    assert (explorer.stage, explorer.channel, explorer.view["pinned"]) == (1, 3, False)
    receive(explorer, "pick", "layer 2", 1, 0)
    receive(explorer, "preview", "layer 1", 0, 0)
    assert (explorer.stage, explorer.channel) == (2, 1)  # the map is kept
    receive(explorer, "preview", "map", 3, 2)
    assert explorer.at == (3, 2)  # its numbers can still be pointed at
    receive(explorer, "pick", "map", 0, 1)
    receive(explorer, "preview", "map", 3, 2)
    assert explorer.at == (0, 1)
    receive(explorer, "free")
    receive(explorer, "preview", "layer 1", 0, 0)
    assert (explorer.stage, explorer.view["pinned"]) == (1, False)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (("pick", "layer 9", 0, 0), "no maps of a layer 9"),
        (("pick", "layer 1", 5, 0), "no map 5 in layer 1"),
        (("pick", "classes", 3, 0), "no map 3 in layer 5"),
        (("pick", "sums", 9, 9), "no such map"),
        (("draw", "picture", [[12, 0]]), "no pixel at row 12"),
        (("set", "garment", "a tree"), "Picture is one of 0: shoe"),
    ],
)
def test_what_is_not_there_is_refused(explorer, message, words):
    assert_refused(explorer, message, words)


def test_a_drawn_picture_goes_through_the_network(explorer):
    receive(explorer, "set", "drawing", True)
    receive(explorer, "press", "empty")
    assert explorer.values.max() == explorer.pictures.min()
    receive(explorer, "set", "pen", 2)
    receive(explorer, "draw", "picture", [[3, 4], [4, 4], [11, 10]])
    drawn = explorer.values[..., 0] == explorer.pictures.max()
    expected = np.zeros((12, 11), bool)
    expected[3:6, 4:6] = expected[11, 10] = True
    np.testing.assert_array_equal(drawn, expected)
    shares = explorer.model.predict(explorer.values[None])[0]
    np.testing.assert_array_equal(explorer.shares, shares)
    assert grid(explorer, "picture")["at"] == (11, 10)
    assert explorer.view["said"] == f"Row 11, column 10: {explorer.pictures.max():.4g}."
    receive(explorer, "pick", "picture", 0, 0)
    assert explorer.view["said"] == f"Row 0, column 0: {explorer.pictures.min():.4g}."
    assert not explorer.view["pinned"]
    receive(explorer, "set", "rub", True)
    receive(explorer, "draw", "picture", [[3, 4]])
    assert (explorer.values[3:5, 4:6] == explorer.pictures.min()).all()
    receive(explorer, "press", "restore")
    np.testing.assert_array_equal(explorer.values, explorer.pictures[0])


def test_a_picture_from_a_file_is_fitted_and_its_colours_swapped(explorer):
    low, high = explorer.pictures.min(), explorer.pictures.max()
    image = np.zeros((24, 40), np.uint8)  # 12 by 11 have room twice; 9 columns go on either side
    image[:2, 9:11] = [[0, 255], [255, 255]]
    open_file(explorer, "own.png", 40, 24, rgba(image))
    expected = np.full((12, 11), low)
    expected[0, 0] = low + 0.75 * (high - low)
    np.testing.assert_allclose(explorer.values[..., 0], expected, rtol=1e-6)
    shares = explorer.model.predict(explorer.values[None])[0]
    np.testing.assert_array_equal(explorer.shares, shares)
    receive(explorer, "press", "swap")
    np.testing.assert_allclose(explorer.values[..., 0], low + high - expected, rtol=1e-6)
    told = open_file(explorer, "notes.txt", 0, 0)["problem"]
    assert "“notes.txt” is not a picture" in told
    receive(explorer, "press", "restore")
    np.testing.assert_array_equal(explorer.values, explorer.pictures[0])


def test_another_picture_is_taken_from_the_list(explorer):
    assert control(explorer, "garment")["options"] == ["0: shoe", "1: coat", "2: bag"]
    receive(explorer, "set", "garment", "1: coat")
    np.testing.assert_array_equal(explorer.values, explorer.pictures[1])
    np.testing.assert_array_equal(
        explorer.shares, explorer.model.predict(explorer.pictures[1:2])[0]
    )


# Training.


@pytest.fixture
def training():
    tiny = small(100, 20)
    return cl.widgets.Network(tiny.model, tiny.test[0][:3], NAMES, None, tiny.train)


def work(explorer):
    return explorer.view["parts"][-1]["piece"]


def test_an_epoch_goes_on_piece_by_piece_and_maps_and_bars_follow(training):
    before = grid(training, "classes")["bars"]
    assert work(training) is None
    receive(training, "press", "train")
    assert control(training, "train")["label"] == "Stop training"
    pieces, told = [], []
    while work(training) is not None:
        pieces.append(work(training))
        training.go_on()  # one step each: how long it takes must not matter here
        training.refresh()
        told.append(training.view["lines"][-1])
        shares = training.model.predict(training.values[None])[0]
        np.testing.assert_array_equal(training.shares, shares)
    assert len(set(pieces)) == 4
    assert [line.split(",")[0] for line in told] == [
        f"Epoch 1: step {k} of 4" for k in (1, 2, 3, 4)
    ]
    assert grid(training, "classes")["bars"] != before
    assert control(training, "train")["label"] == "Train one epoch"


def test_what_is_asked_for_twice_is_done_once(training):
    receive(training, "press", "train")
    piece = work(training)
    receive(training, "go on", piece)
    if training.epoch:
        done = training.epoch.done
        receive(training, "go on", piece)
        assert training.epoch.done == done


def test_training_can_be_stopped_and_looked_at_in_between(training):
    receive(training, "press", "train")
    training.go_on()
    receive(training, "pick", "classes", 3, 0)
    assert work(training) is not None
    receive(training, "press", "train")
    assert work(training) is None
    assert training.view["lines"][-1] == "Stopped after step 1 of 4."
    weights = training.model.get_weights()[0].copy()
    receive(training, "go on", training.piece)
    np.testing.assert_array_equal(training.model.get_weights()[0], weights)


def test_the_model_that_was_given_stays_and_reset_goes_back_to_it():
    tiny = small(100, 20)
    given = [w.copy() for w in tiny.model.get_weights()]
    explorer = cl.widgets.Network(tiny.model, tiny.test[0][:3], NAMES, None, tiny.train)
    before = explorer.shares.copy()
    explorer.press("train")
    explorer.go_on()
    assert (explorer.shares != before).any()
    assert all((a == b).all() for a, b in zip(given, tiny.model.get_weights(), strict=True))
    receive(explorer, "press", "reset")
    np.testing.assert_array_equal(explorer.shares, before)
    assert work(explorer) is None


def test_a_training_that_diverges_is_told(training):
    training.model.optimizer.learning_rate = np.float32(1e38)
    receive(training, "press", "train")
    while work(training) is not None:
        training.go_on()
        training.refresh()
    assert "learning rate" in training.view["lines"][-1]


# What it is made from.


def test_without_data_to_train_on_there_is_no_button(explorer):
    assert "train" not in [c["name"] for c in explorer.view["controls"]]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([layers.BatchNormalization()], "a BatchNormalization"),
        ([layers.Conv2D(2, 2, data_format="channels_first")], "a Conv2D"),
        ([layers.Conv2D(2, 2), layers.Flatten(), layers.Dense(3)], "received flatten"),
    ],
)
def test_a_model_that_cannot_be_shown_is_refused(row, words):
    model = cl.Sequential([*row, layers.Flatten(name="flatten"), layers.Dense(3)])
    with pytest.raises(ValueError, match=words):
        cl.widgets.Network(model, pictures(shape=(12, 12)))


def test_a_model_without_a_share_for_each_name_is_refused():
    with pytest.raises(ValueError, match="received 2 names, 3 classes"):
        cl.widgets.Network(lesson_like(), pictures(), ["shoe", "bag"])
    model = cl.Sequential([layers.Conv2D(2, 2), layers.Flatten(), layers.Dense(10)])
    with pytest.raises(ValueError, match="the last activation is softmax"):
        cl.widgets.Network(model, pictures())
    model = cl.Sequential([layers.Flatten(name="flatten"), layers.Dense(10)])
    with pytest.raises(ValueError, match="received flatten"):
        cl.widgets.Network(model, pictures())


def test_a_model_that_is_trained_is_compiled():
    data = pictures(), np.eye(3)
    with pytest.raises(ValueError, match="must be compiled"):
        cl.widgets.Network(lesson_like(), pictures(), ["a", "b", "c"], None, data)


def test_an_activation_of_its_own_belongs_to_the_step_before():
    row = [layers.Conv2D(2, 2), layers.ReLU(), layers.Dropout(0.5), layers.MaxPool2D()]
    model, x = network(*row), pictures()
    explorer = cl.widgets.Network(model, x, ["a", "b", "c"])
    np.testing.assert_array_equal(explorer.shares, model.predict(x[:1])[0])
    explorer.look_at(1, 0, (2, 2))
    explorer.refresh()
    assert explorer.view["lines"][1].startswith("ReLU makes ")
    assert grid(explorer, "layer 1")["caption"] == "1. Conv2D 2×2, ReLU"


def test_pictures_and_labels_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"pictures are grey, .* received \(3, 12, 11, 2\)"):
        cl.widgets.Network(lesson_like(), np.zeros((3, 12, 11, 2)))
    with pytest.raises(ValueError, match="a label for each of 3 pictures, received 2"):
        cl.widgets.Network(lesson_like(), pictures(), ["a", "b", "c"], [0, 1])


def test_the_stored_picture_is_the_whole_row(explorer):
    picture = explorer.picture()
    assert picture.svg.count("<image") == 1 + 5 + 5 + 4 + 4
    assert "1. Conv2D 2×2, ReLU: 11×10×5; 2. MaxPool2D 2×2: 5×5×5" in picture.alternative
    share = 100 * explorer.shares[0]
    assert f"5. Dense, softmax: shoe {share:.3g} %" in picture.alternative
    html = explorer._repr_mimebundle_()[0]["text/html"]
    assert html.startswith("<p>Run this cell")


def test_that_of_lesson_08_is_small_enough_to_be_stored():
    row = [layers.Conv2D(30, 2, activation="relu"), layers.MaxPool2D()]
    row += [layers.Conv2D(30, 2, activation="relu"), layers.MaxPool2D()]
    model = network(*row, shape=(28, 28), classes=10)
    explorer = cl.widgets.Network(model, pictures(shape=(28, 28)))
    assert len(explorer._repr_mimebundle_()[0]["text/html"]) < 200_000
    assert all(part["caption"] for part in parts(explorer) if "caption" in part)
