"""Grey pictures, one by one and on sheets, hold the pixels that they are made from."""

import io

import numpy as np
from helpers.svg_pictures import SVG, embedded, texts, tree
from PIL import Image

import course_lib as cl
from course_lib.draw.png import grey_png

BATCH = np.random.default_rng(5).integers(0, 256, (7, 28, 20))


def test_photos_hold_the_pixels():
    image = np.random.default_rng(1).integers(0, 256, (300, 250))
    [pixels] = embedded(cl.draw.photos([image]))
    np.testing.assert_array_equal(pixels, image)


def test_photos_grey_scales():
    edges, ones = np.array([[-4.0, 0, 2]]), np.array([[0.0, 0.5, 1.0]])
    bright, cut = np.array([[0, 510, 255]]), np.array([[-5, 0, 20]])
    picture = cl.draw.photos([edges, ones, bright], ["Edges", "Ones", "Bright"])
    expected = [[[0, 128, 191]], [[0, 128, 255]], [[0, 255, 128]]]
    for pixels, wanted in zip(embedded(picture), expected, strict=True):
        np.testing.assert_array_equal(pixels, wanted)
    assert "Edges: 1 by 3, from −4 to 2, mean −0.6667; black −4, grey 0, white 4." in repr(picture)
    scales = ["black −4, grey 0, white 4", "black 0, white 1", "black 0, white 510"]
    assert texts(picture, "muted") == scales
    [pixels] = embedded(cl.draw.photos([cut], limits=(0, 10)))
    np.testing.assert_array_equal(pixels, [[0, 0, 255]])


def test_photos_of_several_sizes_are_drawn_as_large_as_the_largest():
    images = [np.zeros((side, side)) for side in (128, 64, 64, 64)]
    drawn = [one.get("width") for one in tree(cl.draw.photos(images)).iter(f"{SVG}image")]
    assert drawn == ["256"] * 4


def test_png_is_stored_without_compression():
    pixels = np.arange(70_000, dtype=np.uint32).astype(np.uint8).reshape(200, 350)
    data = grey_png(pixels)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(data))), pixels)
    assert pixels[:100].tobytes()[:349] in data
    # signature, IHDR, IDAT with a zlib header, two blocks and a check, IEND
    assert len(data) == 8 + 25 + 12 + (2 + 2 * 5 + 200 * 351 + 4) + 12


def test_sheet_holds_the_pixels_in_order():
    sheet = embedded(cl.draw.pictures(BATCH, columns=3))
    np.testing.assert_array_equal(sheet, BATCH)
    np.testing.assert_array_equal(embedded(cl.draw.pictures(BATCH[..., None])), BATCH)


def test_sheet_has_one_grey_scale_for_all():
    dark, bright = np.array([[0.0, 0.5]]), np.array([[1.0, 0.25]])
    np.testing.assert_array_equal(
        embedded(cl.draw.pictures([dark, bright])), [[[0, 128]], [[255, 64]]]
    )
    np.testing.assert_array_equal(
        embedded(cl.draw.pictures([dark, bright * 255])), [[[0, 1]], [[255, 64]]]
    )


def test_sheet_sets_pictures_in_rows_on_whole_pixels():
    nodes = list(tree(cl.draw.pictures(BATCH, columns=3)).iter(f"{SVG}image"))
    places = [(float(node.get("x")), float(node.get("y"))) for node in nodes]
    columns, rows = (sorted({place[axis] for place in places}) for axis in (0, 1))
    assert places == [(columns[i % 3], rows[i // 3]) for i in range(7)]
    sizes = {(float(node.get("width")), float(node.get("height"))) for node in nodes}
    [(width, height)] = sizes
    assert (width % 20, height % 28, width / 20) == (0, 0, height / 28)
    assert columns[1] - columns[0] >= width
    assert rows[1] - rows[0] >= height + 14  # room for the words


def test_sheet_shows_and_tells_its_captions():
    words = ["Bag", "Ankle boot, not sneaker, which it looks like", "T-shirt/top"]
    picture = cl.draw.pictures(BATCH[:3], words, columns=2, title="Wrong ones")
    assert repr(picture) == (
        f"Wrong ones. 3 pictures, 28 by 20 each. Row 0: Bag, {words[1]}. Row 1: T-shirt/top."
    )
    assert " ".join(texts(picture)) == f"Wrong ones {' '.join(words)}"
    narrow = cl.draw.pictures(BATCH[:3], words, columns=10)
    assert "T-shirt/top" in texts(narrow)
    assert len(texts(narrow)) > len(texts(picture))  # the long words take several lines
    assert "1 picture, 28 by 20 each. Row 0: 0." in repr(cl.draw.pictures(BATCH[:1]))
