"""Pictures must show the numbers they are made from, the same on every machine."""

import base64
import hashlib
import io
import itertools
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import course_lib as cl
from course_lib.draw.palette import CIVIDIS, DARK, LIGHT, contrast, heat_colors
from course_lib.draw.png import grey_png

SVG = "{http://www.w3.org/2000/svg}"
IMAGE = np.array([[4.0, 3, 1, 0], [2, 1, 0, 1], [1, 2, 4, 1], [3, 1, 0, 2]]).reshape(1, 4, 4, 1)
KERNEL = np.array([[1.0, 0, 1], [2, 1, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)
SIGNED = np.random.default_rng(3).integers(-9, 10, (2, 7, 8, 5)).astype(float)
FILTERS = np.random.default_rng(4).integers(-3, 4, (3, 2, 5, 2)).astype(float)
# Of all pictures of the gallery. To be renewed when they are meant to look different.
DIGEST = "207a2758fc7e9287bf03cf4263ed3481ffda361c638d79a01c663f877ddcea15"


def tree(picture):
    return ElementTree.fromstring(picture.svg)


def texts(picture, kind=None):
    found = [node for node in tree(picture).iter(f"{SVG}text")]
    return [node.text for node in found if kind in (None, node.get("class"))]


def shapes(picture, kind):
    return [node for node in tree(picture).iter(f"{SVG}rect") if node.get("class") == kind]


def hatched(picture):
    """Count the cells of padding; each is hatched by seven strokes."""
    paths = [node for node in tree(picture).iter(f"{SVG}path") if node.get("class") == "hatch"]
    strokes = sum(node.get("d").count("M") for node in paths)
    assert strokes % 7 == 0
    return strokes // 7


def gallery():
    conv = cl.explain.conv2d
    return {
        "valid": cl.draw.explanation(conv(IMAGE, KERNEL, 1, "VALID", at=(0, 0, 0, 0))),
        "same": cl.draw.explanation(conv(IMAGE, KERNEL, 1, "SAME", at=(0, 0, 3, 0), bias=[-2.0])),
        "channels": cl.draw.explanation(
            conv(SIGNED, FILTERS, 2, "SAME", dilations=2, at=(1, 1, 2, 1))
        ),
        "maximum": cl.draw.explanation(
            cl.explain.max_pool2d(SIGNED, 2, 2, "SAME", at=(0, 3, 1, 2))
        ),
        "mean": cl.draw.explanation(cl.explain.avg_pool2d(SIGNED, 3, 2, "SAME", at=(0, 0, 0, 0))),
        "array": cl.draw.array([[1, -2], [0.5, 1e-7]], "Heat & <light>", heat=True),
        "arrays": cl.draw.arrays([[[1, 2]], [[3], [4]], [[11]]], ["a", "b", "c"], ["×", "="]),
        "centres": cl.draw.centres(5, 5, 3, 2, "SAME"),
        "photos": cl.draw.photos([np.arange(256).reshape(16, 16), SIGNED[0, :, :, 0]], ["A", "B"]),
        "sheet": cl.draw.pictures(np.arange(48).reshape(3, 4, 4), ["<a>", "b & c", ""], 2),
    }


@pytest.fixture(scope="module")
def pictures():
    return gallery()


class Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.images = []

    def handle_starttag(self, tag, attrs):
        self.images.append((tag, dict(attrs)))


def test_every_picture_is_well_formed_and_has_a_text_alternative(pictures):
    for picture in pictures.values():
        root = tree(picture)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text == picture.title
        assert root.find(f"{SVG}desc").text == picture.description
        assert float(root.get("width")) <= 700
        assert not any(node.get("id") for node in root.iter())
        assert repr(picture) == f"{picture.title}. {picture.description}"


def test_mimebundle_is_an_image_with_the_svg_in_it(pictures):
    for picture in pictures.values():
        bundle = picture._repr_mimebundle_()
        assert bundle["text/plain"] == repr(picture)
        reader = Images()
        reader.feed(bundle["text/html"])
        [(tag, attributes)] = reader.images
        assert tag == "img"
        assert attributes["alt"] == repr(picture)
        assert attributes["style"] == "max-width:100%"
        start, _, data = attributes["src"].partition(",")
        assert start == "data:image/svg+xml"
        assert not set(data) & set('<>"#&\n')
        assert unquote(data) == picture.svg
        assert len(bundle["text/html"]) < 60_000


def test_save_writes_the_svg(tmp_path, pictures):
    pictures["valid"].save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_bytes() == pictures["valid"].svg.encode()


def test_pictures_are_the_same_bytes_on_every_machine(pictures):
    """The other tests say what is right; this one only that nothing differs between machines."""
    whole = "".join(picture.html() for picture in pictures.values())
    assert hashlib.sha256(whole.encode()).hexdigest() == DIGEST


def test_importing_the_package_does_not_load_matplotlib():
    code = "import sys, course_lib; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_contrast(colors):
    assert set(LIGHT) == set(DARK)
    grounds = ("panel", "window-fill", "mark-fill", "hatch")
    for ground in grounds:
        assert contrast(colors["text"], colors[ground]) >= 4.5
    for ground in ("panel", "window-fill", "hatch"):
        assert contrast(colors["muted"], colors[ground]) >= 4.5
    for stroke in ("line", "window", "mark"):
        assert contrast(colors[stroke], colors["panel"]) >= 3


def test_heat_is_cividis_and_its_text_is_legible():
    import matplotlib

    colors = [heat_colors(i / 100) for i in range(101)]
    assert min(contrast(*pair) for pair in colors) >= 4.5
    for i, color in enumerate(CIVIDIS):
        exact = matplotlib.colors.to_hex(matplotlib.colormaps["cividis"](i / 8))
        assert color == exact == heat_colors(i / 8)[0]


def test_array_shows_its_numbers_and_indices():
    picture = cl.draw.array([[1, -2.5, 3], [-0.0, 2 / 3, 1234567]], "Numbers")
    assert texts(picture, "text")[0] == "Numbers"
    assert texts(picture, "text")[1:] == ["1", "−2.5", "3", "0", "0.6667", "1.235e+06"]
    assert texts(picture, "muted") == ["0", "1", "2", "0", "1"]
    assert picture.description == "2 by 3 grid. Row 0: 1, −2.5, 3. Row 1: 0, 0.6667, 1.235e+06."


def test_array_shows_padding_window_and_marks():
    picture = cl.draw.array(
        [[1, 2], [3, 4]],
        padding=((1, 0), (0, 2)),
        padding_value=-np.inf,
        window=([-1, 0], [1, 2]),
        mark=[(0, 1), (1, 0)],
    )
    assert hatched(picture) == 8
    assert texts(picture, "muted")[:8] == ["−∞"] * 8
    assert texts(picture, "muted")[8:] == ["0", "1", "2", "3", "−1", "0", "1"]
    [window] = shapes(picture, "window")
    assert len(shapes(picture, "window-fill")) == 4
    assert len(shapes(picture, "mark")) == 2
    size = float(shapes(picture, "window-fill")[0].get("width"))
    assert [float(window.get(key)) for key in ("x", "y")] == [size, 0]
    assert float(window.get("width")) == 2 * size
    bold = [n.text for n in tree(picture).iter(f"{SVG}text") if n.get("font-weight") == "bold"]
    assert bold == ["Array", "2", "3"]
    assert "Padding of −∞: 1 rows above, 0 below, 0 columns left, 2 right." in picture.description
    assert "Window: rows −1, 0, columns 1, 2. Marked (row, column): (0, 1), (1, 0)." in repr(
        picture
    )


def test_a_dilated_window_outlines_each_cell():
    picture = cl.draw.array(np.arange(25).reshape(5, 5), window=((0, 2, 4), (0, 2, 4)))
    outlines = shapes(picture, "window")
    assert outlines[0].get("stroke-dasharray") == "5 4"
    assert len(outlines) == 1 + 9


def test_heat_colours_rank_the_values_and_survive_equal_or_missing_ones():
    picture = cl.draw.array([[0, 5], [10, 10]], heat=True)
    fills = [node.get("fill") for node in shapes(picture, "heat")]
    assert fills == [CIVIDIS[0], CIVIDIS[4], CIVIDIS[8], CIVIDIS[8]]
    flat = cl.draw.array([[3, 3]], heat=True)
    assert [node.get("fill") for node in shapes(flat, "heat")] == [CIVIDIS[0]] * 2
    odd = cl.draw.array([[np.nan, 1, 2, np.inf]], heat=True)
    expected = [CIVIDIS[0], CIVIDIS[0], CIVIDIS[8], CIVIDIS[8]]
    assert [node.get("fill") for node in shapes(odd, "heat")] == expected


def test_arrays_have_captions_and_signs():
    picture = cl.draw.arrays([[[1, 2]], [[3], [4]], [[11]]], ["a", "b", "c"], ["×", "="], "Product")
    words = ["Product", "a", "1", "2", "×", "b", "3", "4", "=", "c", "11"]
    assert sorted(texts(picture, "text")) == sorted(words)
    assert repr(picture) == (
        "Product. a: 1 by 2 grid. Row 0: 1, 2. × b: 2 by 1 grid. Row 0: 3. Row 1: 4. "
        "= c: 1 by 1 grid. Row 0: 11."
    )


def test_wide_rows_of_grids_go_on_a_new_line():
    grids = [np.arange(100).reshape(10, 10)] * 5
    root = tree(cl.draw.arrays(grids))
    assert float(root.get("width")) <= 700
    assert float(root.get("height")) > 3 * 280


def test_explanation_shows_input_kernel_products_and_output(pictures):
    shown = texts(pictures["valid"], "text")
    captions = ["Input", "Kernel", "Products: sum 14", "Output", "×", "=", "→"]
    assert [word for word in captions if word not in shown] == []
    assert shown[-1] == "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1"
    numbers = [word for word in shown if word.lstrip("−").isdigit()]
    expected = [IMAGE.ravel(), KERNEL.ravel(), [4, 0, 1, 4, 1, 0, 0, 0, 4], [14, 6, 6, 12]]
    assert numbers == [f"{x:g}" for x in itertools.chain(*expected)]
    assert len(shapes(pictures["valid"], "mark")) == 1
    assert hatched(pictures["valid"]) == 0


def test_explanation_shows_the_padding(pictures):
    assert hatched(pictures["same"]) == 20
    assert "Window: rows −1, 0, 1, columns 2, 3, 4." in pictures["same"].description
    assert texts(pictures["same"], "text")[-1].endswith(" + bias (−2)")
    assert hatched(pictures["maximum"]) == 8
    assert texts(pictures["maximum"], "muted")[:8] == ["−∞"] * 8
    assert "Padding not counted" in pictures["mean"].description
    assert hatched(pictures["mean"]) == 25


def test_explanation_marks_the_winners():
    image = np.array([[1, 4], [4, 0]]).reshape(1, 2, 2, 1)
    e = cl.explain.max_pool2d(image, 2, 2, "VALID", at=(0, 0, 0, 0))
    picture = cl.draw.explanation(e)
    assert len(shapes(picture, "mark")) == 3  # two winners and the output
    assert "Marked (row, column): (0, 1), (1, 0)." in picture.description


def test_explanation_shows_three_channels_and_names_the_rest(pictures):
    shown = texts(pictures["channels"], "text")
    captions = [word for word in shown if word.startswith("Input")]
    assert captions == [f"Input, channel {k} (part of 7×8)" for k in range(3)]
    assert "… and 2 more channels in the same way" in shown
    e = cl.explain.conv2d(SIGNED, FILTERS, 2, "SAME", dilations=2, at=(1, 1, 2, 1))
    assert shown[-1] == str(e).splitlines()[-1]
    assert "channel 4: " in pictures["channels"].description


def test_a_large_image_is_shown_in_part_with_its_own_indices():
    image = np.arange(784.0).reshape(1, 28, 28, 1)
    e = cl.explain.conv2d(image, KERNEL, 1, "SAME", at=(0, 27, 10, 0))
    picture = cl.draw.explanation(e)
    assert "Input (part of 28×28): 8 by 9 grid. Row 20: 566," in picture.description
    assert "Marked (row, column): (27, 10)." in picture.description
    assert hatched(picture) == 9
    window = shapes(picture, "window-fill")
    assert len(window) == 9


def test_explanation_refuses_what_it_cannot_draw():
    with pytest.raises(TypeError, match=r"cl\.explain\.conv2d"):
        cl.draw.explanation(IMAGE)
    wide = np.ones((1, 20, 20, 1))
    e = cl.explain.max_pool2d(wide, 15, 1, "VALID", at=(0, 0, 0, 0))
    with pytest.raises(ValueError, match="spans 15 cells"):
        cl.draw.explanation(e)
    far = ((0, 0), (15, 15), (15, 15), (0, 0))
    e = cl.explain.conv2d(IMAGE, KERNEL, 1, far, at=(0, 0, 0, 0))
    with pytest.raises(ValueError, match="wholly in the padding"):
        cl.draw.explanation(e)


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ((5, 5, 3, 1, "VALID"), [".....", ".xxx.", ".xxx.", ".xxx.", "....."]),
        ((5, 5, 3, 2, "SAME"), ["x.x.x", ".....", "x.x.x", ".....", "x.x.x"]),
        ((2, 4, 2, 1, "SAME"), ["xxxx", "xxxx"]),
        ((3, 4, (1, 2), (2, 1), "VALID"), ["xxx.", "....", "xxx."]),
        ((4, 4, 3, 2, "SAME"), ["....", ".x.x", "....", ".x.x"]),
        ((5, 6, 3, 1, "VALID", (2, 1)), ["......", "......", ".xxxx.", "......", "......"]),
        ((3, 3, 2, 1, "SAME", 2), ["xxx", "xxx", "xxx"]),
    ],
)
def test_centres(arguments, lines):
    picture = cl.draw.centres(*arguments)
    assert str(picture) == "\n".join(lines)
    assert " ".join(lines) in picture.description
    crosses = [node for node in tree(picture).iter(f"{SVG}text") if node.text == "x"]
    assert len(crosses) == "".join(lines).count("x")
    assert len(shapes(picture, "window-fill")) == len(crosses)


def test_centres_of_even_kernels_are_defined():
    rule = "x is a centre, the first of two cells in the middle"
    assert rule in cl.draw.centres(4, 4, (3, 2), 1, "SAME").description
    assert rule not in cl.draw.centres(4, 4, (3, 2), 1, "SAME", (1, 2)).description


def test_centres_in_the_padding_are_counted():
    padding = ((0, 0), (2, 0), (0, 0), (0, 0))
    picture = cl.draw.centres(3, 3, 3, 1, padding)
    assert str(picture) == ".x.\n.x.\n..."
    assert "and 1 more centres lie in the padding" in picture.description


def test_centres_refuse_bad_sizes():
    with pytest.raises(ValueError, match="at most 64"):
        cl.draw.centres(65, 5, 3, 1, "SAME")
    with pytest.raises(ValueError, match="no window fits"):
        cl.draw.centres(2, 2, 3, 1, "VALID")
    with pytest.raises(TypeError, match="whole numbers"):
        cl.draw.centres(5.0, 5, 3, 1, "SAME")


def embedded(picture):
    """Return the pixels of the PNG files inside a picture."""
    files = [node.get("href").partition("base64,")[2] for node in tree(picture).iter(f"{SVG}image")]
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) for data in files]


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


def test_png_is_stored_without_compression():
    pixels = np.arange(70_000, dtype=np.uint32).astype(np.uint8).reshape(200, 350)
    data = grey_png(pixels)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(data))), pixels)
    assert pixels[:100].tobytes()[:349] in data
    # signature, IHDR, IDAT with a zlib header, two blocks and a check, IEND
    assert len(data) == 8 + 25 + 12 + (2 + 2 * 5 + 200 * 351 + 4) + 12


@pytest.mark.parametrize("values", [[1, 2], [[[1]]], [[]], [["a"]], [[1j]]])
def test_grids_and_photos_refuse_what_is_not_a_2d_array(values):
    with pytest.raises(ValueError, match=r"2-D array \(h, w\) of numbers"):
        cl.draw.array(values)
    with pytest.raises(ValueError, match=r"2-D array \(h, w\) of numbers"):
        cl.draw.photos([values])


def test_large_grids_and_photos_are_refused():
    with pytest.raises(ValueError, match=r"at most 14 rows and 14 columns .* \(28, 28\)"):
        cl.draw.array(np.zeros((28, 28)))
    with pytest.raises(ValueError, match=r"received \(15, 14\)"):
        cl.draw.array(np.zeros((13, 14)), padding=((1, 1), (0, 0)))
    with pytest.raises(ValueError, match="at most 100000 pixels"):
        cl.draw.photos([np.zeros((400, 300))])
    with pytest.raises(ValueError, match="finite"):
        cl.draw.photos([[[np.nan]]])
    with pytest.raises(ValueError, match="black below white"):
        cl.draw.photos([[[1]]], limits=(2, 2))


def test_captions_signs_and_places_must_fit():
    with pytest.raises(ValueError, match="one caption a grid"):
        cl.draw.arrays([[[1]]], ["a", "b"])
    with pytest.raises(ValueError, match="a sign between each two grids"):
        cl.draw.arrays([[[1]], [[2]]], signs=["×", "="])
    with pytest.raises(ValueError, match="one caption an array"):
        cl.draw.photos([[[1]]], ["a", "b"])
    with pytest.raises(ValueError, match=r"mark holds .* \(1, 0\), and the grid has rows 0 to 0"):
        cl.draw.array([[1, 2]], mark=[(1, 0)])
    with pytest.raises(ValueError, match="window holds"):
        cl.draw.array([[1, 2]], window=(range(1), range(-1, 1)))
    with pytest.raises(ValueError, match="each with one position or more"):
        cl.draw.array([[1, 2]], window=((), ()))


def test_every_number_stands_in_its_cell():
    values = np.arange(6).reshape(2, 3)
    picture = cl.draw.array(values, padding=((1, 0), (2, 0)), padding_value=9, mark=[(1, 0)])
    width, height = (float(shapes(picture, "mark-fill")[0].get(key)) for key in ("width", "height"))
    shown = {}
    for node in tree(picture).iter(f"{SVG}text"):
        if node.get("class") == "text" and node.text != "Array":
            x, y = float(node.get("x")) / width, float(node.get("y")) / height
            shown[int(y), int(x)] = int(node.text)
    assert shown == {(i + 1, j + 2): values[i, j] for i, j in np.ndindex(2, 3)}
    mark = shapes(picture, "mark-fill")[0]
    assert (float(mark.get("x")), float(mark.get("y"))) == (2 * width, 2 * height)
    [lines] = [n.get("d") for n in tree(picture).iter(f"{SVG}path") if n.get("class") == "line"]
    assert lines.count(f"h{5 * width:g}") == 4
    assert lines.count(f"v{3 * height:g}") == 6


def test_titles_may_hold_any_sign():
    picture = cl.draw.array([[1]], title="\"Quotes\", 'apostrophes' & <tags> 100% #1")
    assert tree(picture).find(f"{SVG}title").text == picture.title
    reader = Images()
    reader.feed(picture.html())
    [(_, attributes)] = reader.images
    assert attributes["alt"].startswith(picture.title)
    assert unquote(attributes["src"]).endswith(picture.svg)


@pytest.mark.parametrize("draw", [cl.draw.arrays, cl.draw.photos])
def test_nothing_to_draw_is_told(draw):
    with pytest.raises(ValueError, match="there is nothing to draw"):
        draw([])
    with pytest.raises(TypeError, match="a list of arrays"):
        draw(None)
    with pytest.raises(ValueError, match="rows must have the same length"):
        draw([[[1, 2], [3]]])


# Sheets of small pictures

BATCH = np.random.default_rng(5).integers(0, 256, (7, 28, 20))


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


@pytest.mark.parametrize(
    ("images", "more", "error", "words"),
    [
        (BATCH[0], {}, ValueError, r"shape \(n, h, w\) .* For one image: images\[:1\]"),
        (BATCH[:0], {}, ValueError, r"received int64 of shape \(0, 28, 20\)"),
        (BATCH[..., None].repeat(3, -1), {}, ValueError, r"received .* \(7, 28, 20, 3\)"),
        (np.zeros((128, 28, 28)), {}, ValueError, r"at most 100000 .* images\[:127\]"),
        (np.full((1, 2, 2), np.nan), {}, ValueError, "must be finite"),
        (BATCH, {"captions": ["a"]}, ValueError, "one caption a picture, received 1 .* 7"),
        (BATCH, {"columns": 0}, ValueError, "columns must be from 1 to 24 for pictures 20 wide"),
        (BATCH, {"columns": 25}, ValueError, "columns must be from 1 to 24"),
        (BATCH, {"columns": 2.0}, TypeError, "columns must be a whole number, received 2.0"),
    ],
)
def test_sheet_says_what_is_wrong(images, more, error, words):
    with pytest.raises(error, match=words):
        cl.draw.pictures(images, **more)
