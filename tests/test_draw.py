"""Each kind of picture: readable without seeing it, and the same on every machine."""

import hashlib
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
    "conv2d, VALID": "ee3c06ff7a17a054",
    "conv2d, SAME": "ce9738c4a97ddac3",
    "conv2d, channels": "9f21a5977f1d1926",
    "conv2d, part": "2acd909b8aecdf30",
    "depthwise_conv2d": "39dc4494741b859b",
    "separable_conv2d, step 1": "5f91cb19b936440e",
    "separable_conv2d, step 2": "d938a2b45d841ce4",
    "conv2d_transpose": "d20dbad2e948ae3a",
    "conv2d_transpose, one channel": "81700a4389348f90",
    "extract_patches": "d86c8591232114d7",
    "max_pool2d": "f2843f909db22fae",
    "avg_pool2d": "c8da7d97093ddb24",
    "array": "9c59053cc94414e8",
    "array, names": "2a3719ff568d37b4",
    "arrays": "58396137e65ebd71",
    "bars": "c90e806059a2cc34",
    "centres": "eedd2f7574cdcd47",
    "channel_groups": "a448e82d80c261f0",
    "channel_map": "536757aa81d0becd",
    "compare": "d171bdfe96032165",
    "confusion": "dfdaa48294c42e82",
    "curves": "aeef599752cc688f",
    "filter_matrix": "a5f3e78ef9ae7e98",
    "linear_map": "2e5694cf7177baea",
    "matrix_product": "bd080c5455e35522",
    "network": "fc113a3f56b14e29",
    "patch_matrix": "e71315d8a608f00d",
    "photos": "ef94c5966e34e14a",
    "pictures": "7c19369503cce3f0",
    "stamps": "444b1b53f54d9dda",
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
    assert attributes["style"] == "max-width:100%"
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
    assert hashlib.sha256(PICTURES[name].html().encode()).hexdigest()[:16] == DIGESTS[name]


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
