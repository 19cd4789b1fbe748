"""Each kind of picture: readable without seeing it, and the same on every machine."""

import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from helpers.page_pictures import numbers
from helpers.svg_pictures import SVG, gallery, texts, tree

import course_lib as cl
from course_lib.draw.palette import CIVIDIS, DARK, LIGHT, contrast, heat_colors

PICTURES = gallery()
# Their indices and steps at the edges are not in the words.
WITH_SCALES = {"conv2d, part", "centres", "curves"}
# To be renewed when a picture is meant to look different.
DIGESTS = {
    "conv2d, VALID": "b0081ae5ec36ef8b",
    "conv2d, SAME": "2c3c20c284184f6b",
    "conv2d, channels": "fa80ab3cd5eb949a",
    "conv2d, part": "320bf688463aae12",
    "depthwise_conv2d": "9406d86d22adfec0",
    "separable_conv2d, step 1": "fa1729ec1d41ae5d",
    "separable_conv2d, step 2": "df11475c1b195078",
    "conv2d_transpose": "04cc62e1a8cac2de",
    "conv2d_transpose, one channel": "c233a88725882753",
    "extract_patches": "c492a7fe32b135d5",
    "max_pool2d": "585d8a9e79dcfefe",
    "avg_pool2d": "d74a8cbc1b48abee",
    "array": "e1fbdf98328c3820",
    "array, names": "0725890231ba7aca",
    "arrays": "f14b211325c5fa34",
    "bars": "693674679fed215e",
    "centres": "e70b4246a138ac6c",
    "channel_groups": "6e61f7a3d15310bb",
    "channel_map": "2aefb526cece97dd",
    "compare": "680b7370f64b4b1f",
    "confusion": "848b34ff911beb55",
    "curves": "87f572a7ee772e32",
    "filter_matrix": "b21cbf7a61146efc",
    "linear_map": "8d80a416361bd722",
    "matrix_product": "b2d2c779bb9657ab",
    "network": "865afda933e0dfe2",
    "patch_matrix": "33e073d3dacdaa74",
    "photos": "3171fe91e8d1e99f",
    "pictures": "941e3a9e2edc97e1",
    "stamps": "2e945a9f016b90e0",
}


class Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.images = []

    def handle_starttag(self, tag, attrs):
        self.images.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_well_formed_and_has_a_text_alternative(name):
    picture, root = PICTURES[name], tree(PICTURES[name])
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == picture.title
    assert root.find(f"{SVG}desc").text == picture.description
    assert float(root.get("width")) <= 700
    shown = filter(None, texts(picture, "text" if name in WITH_SCALES else None))
    assert numbers(" ".join(shown)) <= numbers(picture.alternative)
    assert not any(node.get("id") for node in root.iter())
    assert repr(picture) == f"{picture.title}. {picture.description}" == picture.alternative


@pytest.mark.parametrize("name", PICTURES)
def test_mimebundle_is_an_image_with_the_svg_in_it(name):
    picture = PICTURES[name]
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == repr(picture)
    reader = Images()
    reader.feed(bundle["text/html"])
    [(tag, attributes)] = reader.images
    assert tag == "img"
    assert attributes["alt"] == repr(picture)
    width = float(re.search(r"width='([\d.]+)'", picture.svg)[1])
    most, least = attributes["style"].split(";")
    assert most == "max-width:100%"
    assert float(least.removeprefix("min-width:").removesuffix("px")) == pytest.approx(
        min(0.75 * width, 480), abs=1
    )
    start, _, data = attributes["src"].partition(",")
    assert start == "data:image/svg+xml"
    assert not set(data) & set('<>"#&\n')
    assert unquote(data) == picture.svg
    assert len(bundle["text/html"]) < 60_000


def test_save_writes_the_svg(tmp_path):
    picture = PICTURES["array"]
    picture.save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_bytes() == picture.svg.encode()


def test_titles_may_hold_any_sign():
    picture = cl.draw.array([[1]], title="\"Quotes\", 'apostrophes' & <tags> 100% #1")
    assert tree(picture).find(f"{SVG}title").text == picture.title
    reader = Images()
    reader.feed(picture.html())
    [(_, attributes)] = reader.images
    assert attributes["alt"].startswith(picture.title)
    assert unquote(attributes["src"]).endswith(picture.svg)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_bytes_on_every_machine(name):
    """The other tests say what is right; this one only that nothing differs between machines."""
    assert hashlib.sha256(PICTURES[name].svg.encode()).hexdigest()[:16] == DIGESTS[name]


def test_each_kind_of_picture_is_in_the_gallery():
    functions = {name for name in cl.draw.__all__ if name[0].islower()} - {"most_confused"}
    kinds = {name.partition(",")[0] for name in PICTURES}
    assert functions - {"explanation"} <= kinds
    explained = {name for name in cl.explain.__all__ if name[0].islower()}
    assert explained <= kinds


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
