"""The explorer of photographs, without a page, against plain loops."""

import base64
import io

import hypothesis.strategies as st
import numpy as np
import pytest
from helpers.explorers import assert_refused, control, grid, open_file, parts, receive, rgba, values
from hypothesis import given, settings
from PIL import Image

import course_lib as cl
from course_lib.widgets.filtering import CONVOLUTION, LARGEST, OPERATORS
from course_lib.widgets.filters import FILTERS
from course_lib.widgets.own_pictures import DRAWING, FILE, PHOTO
from course_lib.widgets.photo_parts import CUT, MIDDLE, SCALES

SMALL = np.random.default_rng(3).integers(0, 256, (9, 11)).astype(float)


def by_loops(explorer):
    """Return what the explorer should show, by the operators in plain loops; None if none fits."""
    e, plain = explorer, cl.nn.plain
    image, around = np.array(e.case.image)[None, :, :, None], [e.around, e.around]
    padding = [[0, 0], around, around, [0, 0]] if e.padding == "explicit" else e.padding
    try:
        if e.operator == CONVOLUTION:
            kernel = e.weights[:, :, None, None]
            return plain.conv2d(image, kernel, e.stride, padding, e.dilation)[0, :, :, 0]
        pool = plain.max_pool2d if e.operator == LARGEST else plain.avg_pool2d
        return pool(image, e.size, e.stride, padding)[0, :, :, 0]
    except ValueError:
        return None


def part(explorer, key):
    return next(part for part in parts(explorer) if part["key"] == key)


def pixels(explorer, key):
    """Return the grey levels of a picture that the page gets."""
    data = explorer.pictures[key].partition(",")[2]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))), float)


def small(**state):
    return cl.widgets.Photograph(SMALL, **state)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_control_against_plain_loops(data):
    e = small()
    for name in ("operator", "kernel", "size", "stride", "dilation", "padding", "around", "scale"):
        trait = e.traits()[name]
        options = getattr(trait, "values", None) or list(range(trait.min, trait.max + 1))
        setattr(e, name, data.draw(st.sampled_from(options), label=name))
    expected = by_loops(e)
    if expected is None or not expected.size:
        assert "no window fits" in e.view["lines"][0]
        assert set(e.pictures) == {"photo"}
        return
    np.testing.assert_allclose(e.output, expected, rtol=0, atol=1e-9)
    place = tuple(data.draw(st.integers(0, size - 1)) for size in expected.shape)
    receive(e, "pick", "result", *place)
    assert e.at == part(e, "result")["cursor"] == place
    assert part(e, "result")["shape"] == expected.shape
    np.testing.assert_allclose(e.explanation.total, expected[place], rtol=0, atol=1e-9)
    (total,) = values(e, "sum").ravel()
    assert total == pytest.approx(expected[place], rel=1e-3, abs=1e-9)
    check_magnifier(e, place)


def check_magnifier(e, place):
    """Check window, kernel and products of a place, cell by cell."""
    step = e.dilation if e.operator == CONVOLUTION else 1
    reach = (e.size - 1) * step + 1
    corner = []
    for size, at in zip(SMALL.shape, place, strict=True):
        missing = max((-(-size // e.stride) - 1) * e.stride + reach - size, 0)
        before = {"VALID": 0, "SAME": missing // 2, "explicit": e.around}[e.padding]
        corner.append(at * e.stride - before)
    assert part(e, "photo")["frame"] == (*corner, reach, reach)
    cells, total = grid(e, "window")["cells"], 0.0
    for i, j in np.ndindex(e.size, e.size):
        row, column = corner[0] + i * step, corner[1] + j * step
        inside = 0 <= row < SMALL.shape[0] and 0 <= column < SMALL.shape[1]
        value = SMALL[row, column] if inside else 0.0
        assert ("padding" in cells[i][j]["kind"]) == (not inside)
        if inside:
            assert cells[i][j]["text"] == f"{value:g}"
        if e.operator == CONVOLUTION:
            assert values(e, "weights")[i, j] == pytest.approx(e.weights[i, j], rel=6e-3)
            product = value * e.weights[i, j]
            assert values(e, "products")[i, j] == pytest.approx(product, rel=6e-3, abs=1e-9)
            total += product
    if e.operator == CONVOLUTION:
        assert total == pytest.approx(e.output[place], abs=1e-9)


@pytest.mark.parametrize("size", range(1, 6))
@pytest.mark.parametrize("name", FILTERS)
def test_kernels_do_what_their_names_say(name, size):
    kernel = FILTERS[name](size)
    assert kernel.shape == (size, size)
    changes = name in ("edges, across", "edges, down", "Laplacian")
    assert kernel.sum() == pytest.approx(0.0 if changes else 1.0)
    if name == "edges, down":
        assert (kernel == FILTERS["edges, across"](size).T).all()


def test_known_kernels():
    assert FILTERS["sharpen"](3).tolist() == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    assert (FILTERS["blur"](3) * 16).tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    assert FILTERS["Laplacian"](5)[2].tolist() == [1, 2, -16, 2, 1]
    assert FILTERS["edges, across"](2).tolist() == [[-1, 1], [-1, 1]]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("kernel", FILTERS)
def test_a_picture_has_the_greys_that_are_told(kernel, scale):
    e = small(kernel=kernel, scale=scale)
    assert (pixels(e, "photo") == SMALL).all()
    told = e.view["lines"][-1].replace("−", "-")
    black = float(told.partition("black ")[2].partition(",")[0])
    white = float(told.partition("white ")[2].partition(";")[0].rstrip("."))
    expected = np.clip((by_loops(e) - black) / (white - black), 0, 1) * 255
    assert abs(pixels(e, "result") - expected).max() < 0.6  # told to four digits
    beyond = by_loops(e).min() < black - 0.1 or by_loops(e).max() > white + 0.1
    assert beyond == ("cut" in told)
    assert scale != CUT or (black, white) == (0, 255)
    assert scale != MIDDLE or black == -white
    (cell,) = grid(e, "sum")["cells"][0]
    assert abs(int(cell["fill"][1:3], 16) - expected[e.at]) < 0.6


def test_a_photograph_is_told_in_words():
    e = cl.widgets.Photograph()
    photo = cl.datasets.photograph()
    words = f"256 by 256 pixels, from 0 to 255, mean {photo.mean():.4g}; black 0, white 255."
    assert part(e, "photo")["alternative"] == f"Grey picture of {words}"
    assert e.view["said"].startswith("Row 112, column 70 of the result: −541.")
    assert e._repr_mimebundle_()[0]["text/html"].startswith("<p>Run this cell")
    assert repr(e) == e.picture().alternative
    assert "every other pixel. Picture: 128 by 128" in repr(e)


def test_pointing_shows_a_click_keeps_and_escape_lets_go():
    e = small()
    receive(e, "preview", "result", 2, 3)
    assert (e.at, e.pinned) == ((2, 3), False)
    receive(e, "pick", "result", 4, 5)
    receive(e, "preview", "result", 0, 0)
    assert (e.at, e.view["pinned"]) == ((4, 5), True)
    receive(e, "free")
    receive(e, "preview", "photo", 0, 0)
    assert (e.at, e.view["pinned"]) == ((0, 0), False)


@pytest.mark.parametrize("padding", ["VALID", "SAME", "explicit"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_over_a_pixel_lies_the_window_whose_middle_is_nearest(padding, stride):
    e = small(padding=padding, stride=stride)
    middles = {at: e.case.middle(*at) for at in np.ndindex(e.output.shape)}
    for row, column in np.ndindex(SMALL.shape):
        receive(e, "preview", "photo", row, column)
        assert e.cursor == part(e, "photo")["cursor"] == (row, column)
        far = [max(abs(row - y), abs(column - x)) for y, x in middles.values()]
        y, x = middles[e.at]
        assert max(abs(row - y), abs(column - x)) == min(far)


def test_what_is_pointed_at_computes_nothing_again():
    e = small()
    case, pictures = e.case, e.pictures
    told = e.explanation
    receive(e, "preview", "result", 1, 1)
    receive(e, "preview", "result", *told.at[1:3])
    assert e.case is case
    assert e.pictures is pictures
    arguments = SMALL[None, :, :, None], e.weights[:, :, None, None], 1, "SAME"
    assert e.explanation.to_dict() == cl.explain.conv2d(*arguments, at=told.at).to_dict()
    assert e.explanation is told
    with pytest.raises(ValueError, match="read-only"):
        e.case.image[0, 0] = 1
    receive(e, "set", "kernel", "blur")
    assert e.case is not case
    assert e.pictures["photo"] == pictures["photo"]
    assert e.pictures["result"] != pictures["result"]


def test_the_kernel_can_be_changed_number_by_number():
    e = small(kernel="identity")
    receive(e, "write", "kernel", 0, 1, "−2,5")
    assert e.kernel == "your own" == control(e, "kernel")["value"]
    assert e.weights.tolist() == [[0, -2.5, 0], [0, 1, 0], [0, 0, 0]]
    np.testing.assert_allclose(e.output, by_loops(e))
    assert (FILTERS["identity"](3) == np.eye(3)[[1]] * np.eye(3)[:, [1]]).all()
    receive(e, "set", "size", 5)
    assert e.weights[1:4, 1:4].tolist() == [[0, -2.5, 0], [0, 1, 0], [0, 0, 0]]
    assert abs(e.weights).sum() == 3.5
    assert "is not a number" in receive(e, "write", "kernel", 0, 0, "x")["problem"]
    assert "cannot be changed" in receive(e, "write", "kernel", 9, 0, "1")["problem"]
    receive(e, "press", "reset")
    assert e.weights.tolist() == FILTERS["identity"](3).tolist()


def test_pooling_has_no_kernel_and_no_dilation():
    e = small(padding="explicit", dilation=3)
    e.operator = OPERATORS[1]
    assert e.padding == "SAME"
    names = [shown["name"] for shown in e.view["controls"]]
    assert control(e, "padding")["options"] == ["VALID", "SAME"]
    assert "kernel" not in names
    assert "dilation" not in names
    assert [p["key"] for p in parts(e)] == ["photo", "result", "window", "sum"]
    best = max(e.explanation.cells, key=lambda cell: cell.value)
    marked = [c["text"] for row in grid(e, "window")["cells"] for c in row if "mark" in c["kind"]]
    assert marked == [f"{best.value:g}"]


def test_a_window_that_does_not_fit_is_told():
    e = cl.widgets.Photograph(SMALL[:4], size=5, padding="VALID")
    assert e.view["lines"][0].startswith("Here no window fits: it takes 5×5 pixels")
    assert "4×11" in e.view["lines"][0]
    receive(e, "pick", "photo", 3, 3)
    assert [p["key"] for p in parts(e)] == ["photo", "kernel"]
    assert "Picture: 4 by 11" in repr(e)
    receive(e, "set", "padding", "SAME")
    assert part(e, "result")["shape"] == (4, 11)


def test_drawing():
    e = cl.widgets.Photograph(source=DRAWING, pen=1)
    assert e.output.shape == e.case.image.shape == (28, 28)
    receive(e, "press", "empty")
    assert e.case.image.max() == 0
    dots = [[2, 3], [2, 4], [3, 7], [4, 8]]
    receive(e, "draw", "photo", dots)
    assert np.argwhere(e.case.image).tolist() == dots
    assert set(e.case.image[e.case.image > 0]) == {255}
    np.testing.assert_allclose(e.output, by_loops(e))
    assert e.cursor == (4, 8)
    receive(e, "pick", "result", 0, 0)
    receive(e, "draw", "photo", [[4, 8]])
    assert e.cursor == e.at == (4, 8)
    receive(e, "set", "rub", True)
    receive(e, "set", "pen", 3)
    receive(e, "draw", "photo", [[0, 0], [3, 3]])
    assert np.argwhere(e.case.image).tolist() == [[3, 7], [4, 8]]
    assert_refused(e, ("draw", "photo", [[0, 28]]), "there is no pixel at row 0, column 28")
    receive(e, "set", "source", PHOTO)
    assert_refused(e, ("draw", "photo", [[0, 0]]), "can be drawn on")
    receive(e, "press", "reset")
    assert e.case.image.sum() > 255 * 50


def test_a_file_is_shown_in_grey():
    e = small()
    assert control(e, "source")["options"] == [PHOTO, DRAWING]
    colours = np.random.default_rng(1).integers(0, 256, (6, 9, 3), np.uint8)
    open_file(e, "own.png", 9, 6, rgba(colours))
    assert e.source == FILE == control(e, "source")["value"]
    expected = np.asarray(Image.fromarray(colours).convert("L"), float)  # cuts what we round
    assert abs(e.case.image - expected).max() <= 1
    assert (pixels(e, "photo") == e.case.image).all()
    np.testing.assert_allclose(e.output, by_loops(e))
    white = np.full((4, 4, 3), 255, np.uint8)
    open_file(e, "white.png", 4, 4, rgba(white))
    assert e.case.image.tolist() == [[255.0] * 4] * 4
    receive(e, "press", "reset")
    assert e.source == PHOTO


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (("notes.txt", 0, 0), "“notes.txt” is not a picture that this browser can read"),
        (("a.png", 2, 2, b"123"), "received 3 bytes for 2×2"),
        (("a.png", 300, 1, bytes(1200)), "at most 256×256"),
        (("a.png", "2", 1, bytes(8)), "at most 256×256"),
    ],
)
def test_a_file_that_is_no_picture_is_told(message, words):
    e = small()
    view = dict(e.view)
    told = open_file(e, *message)
    assert words in told["problem"] == told["said"]
    same = {"said", "problem", "answered"}
    assert {k: v for k, v in told.items() if k not in same} == {
        k: v for k, v in view.items() if k not in same
    }
    assert "one of the photograph, a drawing, 28×28" in receive(e, "set", "source", FILE)["problem"]
    assert e.source == PHOTO


@pytest.mark.parametrize(
    "image", [np.zeros((3, 3, 3)), np.zeros((257, 2)), [[np.nan]], np.zeros((0, 3))]
)
def test_what_is_no_picture_is_refused(image):
    with pytest.raises(ValueError, match=r"one grey picture \(h, w\) of finite numbers"):
        cl.widgets.Photograph(image)


def test_there_is_neither_a_quiz_nor_a_walk():
    e = small()
    assert e.view["walk"] is None
    assert "quiz" not in [shown["name"] for shown in e.view["controls"]]
