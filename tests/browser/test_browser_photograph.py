"""The explorer of photographs in a real JupyterLab: pointed at, typed into, drawn on, given files.

What the page shows is compared with what the kernel keeps; that this is right is tested without a
browser.
"""

import base64
import io
import json

import nbformat
import numpy as np
import pytest
from helpers.explorers import flat
from helpers.open_notebook import Notebook
from PIL import Image

# The other explorer before it must not get what is meant for this one.
CODE = "import course_lib as cl\ndisplay(cl.widgets.Pooling())\ne = cl.widgets.Photograph({})\ne"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# Grids and lines as texts, photos as what is painted and where the frame lies, in pixels.
SHOWN = """(root) => ({
    cells: [...root.querySelectorAll('.course-grid')].map((grid) =>
        [...grid.querySelectorAll('button')].map((b) => b.textContent)),
    lines: [...root.querySelectorAll('.course-lines p')].map((line) => line.textContent),
    said: root.querySelector('[role=status]').textContent,
    photos: [...root.querySelectorAll('.course-screen')].map((screen) => {
        const image = screen.querySelector('img'), frame = screen.lastChild.style;
        const [w, h] = [image.naturalWidth, image.naturalHeight];
        const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const pixels = [...context.getImageData(0, 0, w, h).data].filter((_, i) => i % 4 === 0);
        const shares = [[frame.top, h], [frame.left, w], [frame.height, h], [frame.width, w]];
        return {
            alternative: image.alt, shape: [h, w], sum: pixels.reduce((a, b) => a + b, 0),
            frame: shares.map(([share, all]) => Math.round(parseFloat(share) * all / 100)),
        };
    }),
})"""
# One number of the result.
BY_LOOPS = (
    "cl.nn.plain.conv2d(e.case.image[None, 99:102, 49:52, None], "
    "e.weights[:, :, None, None], 1, 'VALID').item()"
)
# Everything that can have the focus: its name, and how large it is.
STOPS = """(root) => [...root.querySelectorAll('button, input, select, [tabindex="0"]')]
    .filter((e) => e.checkVisibility()).map((e) => [
        (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim(),
        e.getBoundingClientRect().width, e.getBoundingClientRect().height,
    ])"""


class Opened:
    """A notebook with the explorer, in the page and in the kernel."""

    def __init__(self, page, server, arguments=""):
        cells = [nbformat.v4.new_code_cell(CODE.format(arguments))]
        book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(book, server.files / "photograph.ipynb")
        self.page = page
        self.notebook = Notebook(page, server, "photograph.ipynb")
        self.notebook.command("notebook:run-all-cells")
        self.root = page.locator(".course-explorer").nth(1)
        self.root.wait_for()
        self.photo, self.result = (self.root.locator(".course-screen").nth(i) for i in (0, 1))
        self.photo.scroll_into_view_if_needed()

    def asked(self, code):
        """Return a value of the kernel, once it has done what it was asked for."""
        handle = self.root.element_handle()
        self.page.wait_for_function("(root) => root.ariaBusy !== 'true'", arg=handle)
        return json.loads(self.notebook.asked(f"import json; print(json.dumps({code}))"))

    def settled(self):
        """Check that the page shows the view of the kernel, and its pictures; return the view."""
        view = self.asked("e.view")
        pixels = self.asked("{k: v for k, v in e.pictures.items()}")
        self.page.wait_for_function(
            "(root) => [...root.querySelectorAll('img')].every((i) => i.complete)",
            arg=self.root.element_handle(),
        )
        shown, parts = self.root.evaluate(SHOWN), flat(view["parts"])
        grids = [part["cells"] for part in parts if part["type"] == "grid"]
        texts = [[c["text"] + c.get("note", "") for row in cells for c in row] for cells in grids]
        assert shown["cells"] == texts
        assert shown["lines"] == view["lines"]
        assert shown["said"] == view["said"]
        photos = [part for part in parts if part["type"] == "photo"]
        for part, now in zip(photos, shown["photos"], strict=True):
            assert now["alternative"] == part["alternative"]
            assert now["shape"] == part["shape"]
            assert now["frame"] == part["frame"]
            assert now["sum"] == greys(pixels[part["key"]]).sum()
        return view

    def point(self, screen, row, column):
        """Return where the middle of a pixel lies, for a click."""
        box, (h, w) = screen.bounding_box(), screen.evaluate("(screen) => screen.told.shape")
        return {"x": (column + 0.5) * box["width"] / w, "y": (row + 0.5) * box["height"] / h}

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, label, option):
        self.root.get_by_label(label, exact=True).select_option(option)


def greys(source):
    """Return the pixels of a data URI."""
    data = base64.b64decode(source.partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(data)), int)


def file_of(pixels, name="own.png"):
    """Return a PNG file as a page gets it."""
    file = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.fixture
def open_explorer(page, server):
    return lambda arguments="": Opened(page, server, arguments)


def test_a_preset_and_a_number_typed_into_the_kernel(open_explorer):
    opened = open_explorer()
    before = opened.settled()
    opened.choose("Kernel", "sharpen")
    assert opened.settled()["lines"] != before["lines"]
    opened.root.locator(".course-grid").first.locator("button").nth(4).focus()
    opened.press("6", "Enter")
    opened.settled()
    assert opened.asked("[e.kernel, e.weights.tolist()]") == [
        "your own",
        [[0, -1, 0], [-1, 6, -1], [0, -1, 0]],
    ]
    assert opened.asked(BY_LOOPS) == opened.asked("e.output[100, 50]")
    opened.choose("Operator", "maximum (max pooling)")
    assert "max(" in opened.settled()["lines"][0]


def test_pointing_shows_a_click_keeps_and_escape_lets_go(open_explorer):
    opened = open_explorer()
    opened.result.hover(position=opened.point(opened.result, 40, 60))
    opened.root.get_by_text("Row 40, column 60 of the result.").wait_for()
    assert opened.settled()["pinned"] is False
    opened.photo.hover(position=opened.point(opened.photo, 200, 30))
    opened.root.get_by_text("Row 200, column 30 of the result.").wait_for()
    opened.result.click(position=opened.point(opened.result, 100, 101))
    assert opened.settled()["pinned"] is True
    opened.photo.hover(position=opened.point(opened.photo, 10, 10))
    assert opened.settled()["said"].startswith("Row 100, column 101 of the result: ")
    opened.press("Escape")
    assert opened.settled()["pinned"] is False
    opened.photo.hover(position=opened.point(opened.photo, 20, 20))
    opened.root.get_by_text("Row 20, column 20 of the result.").wait_for()


def test_by_keyboard(open_explorer):
    opened = open_explorer("stride=2, at=(50, 60)")
    opened.result.focus()
    opened.press("ArrowDown", "ArrowRight", "Shift+ArrowRight", "PageUp")
    opened.settled()
    assert opened.asked("e.at") == [41, 71]
    opened.press("End", "ArrowRight", "Home")
    opened.settled()
    assert opened.asked("e.at") == [41, 0]
    opened.photo.focus()
    row, column = opened.asked("e.cursor")
    opened.press(*["ArrowRight"] * 9)
    view = opened.settled()
    assert opened.asked("e.cursor") == [row, column + 9]
    assert opened.photo.get_attribute("aria-label").endswith(f"row {row}, column {column + 9}")
    assert view["pinned"]
    opened.press("Escape")
    assert not opened.settled()["pinned"]


def test_drawing_by_mouse_and_by_keyboard(open_explorer):
    opened = open_explorer("source='a drawing, 28×28', pen=1")
    opened.root.get_by_role("button", name="Empty picture").click()
    opened.settled()
    assert opened.asked("e.case.image.sum()") == 0
    box = opened.photo.bounding_box()
    places = [(5, 4), (5, 20), (12, 20)]
    for i, place in enumerate(places):
        at = opened.point(opened.photo, *place)
        opened.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"], steps=4)
        if i == 0:
            opened.page.mouse.down()
    opened.page.mouse.up()
    opened.settled()
    line = [[5, x] for x in range(4, 21)] + [[y, 20] for y in range(6, 13)]
    lit = "[list(map(int, p)) for p in zip(*e.case.image.nonzero())]"
    assert opened.asked(lit) == sorted(line)
    assert opened.asked("e.cursor") == [12, 20]
    opened.photo.focus()
    opened.press("ArrowDown", "ArrowDown")
    opened.settled()
    opened.press("Space")
    opened.settled()
    opened.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft")
    opened.settled()
    assert opened.asked(lit) == sorted([*line, *([14, x] for x in range(17, 21))])


def test_a_picture_from_a_file_and_a_file_that_is_none(open_explorer):
    opened = open_explorer("kernel='identity'")
    field = opened.root.locator("input[type=file]")
    assert opened.root.get_by_role("button", name="Open a picture…").is_visible()
    small = np.arange(24).reshape(4, 6) * 10
    field.set_input_files(file_of(small))
    opened.root.get_by_text("4×6 pixels become 4×6.").wait_for()
    opened.settled()
    assert opened.asked("e.case.image.tolist()") == small.tolist()
    field.set_input_files(file_of(np.full((600, 300, 3), [255, 0, 0])))
    opened.root.get_by_text("256×128 pixels become 256×128.").wait_for()
    opened.settled()
    assert opened.asked("[e.output.min(), e.output.max()]") == [76, 76]
    text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    field.set_input_files(text)
    problem = opened.root.locator(".course-problem").first
    problem.get_by_text("“notes.txt” is not a picture that this browser can read").wait_for()
    assert opened.asked("e.case.image.shape") == [256, 128]


@pytest.mark.once
@pytest.mark.parametrize("arguments", ["", "source='a drawing, 28×28', size=5, kernel='blur'"])
def test_it_is_named_large_enough_and_fits(open_explorer, arguments):
    opened = open_explorer(arguments)
    stops = opened.root.evaluate(STOPS)
    assert len(stops) > 12
    assert all(name for name, _, _ in stops)
    small = [stop for stop in stops if min(stop[1:]) < 24]
    assert small == []
    opened.page.emulate_media(forced_colors="active")
    frame = opened.root.locator(".course-pixels").first
    assert frame.evaluate("(f) => getComputedStyle(f).outlineStyle") == "solid"
    opened.page.set_viewport_size({"width": 400, "height": 900})
    opened.page.wait_for_timeout(500)
    assert opened.root.evaluate("(root) => root.scrollWidth - root.clientWidth") == 0
    assert min(opened.photo.bounding_box()["width"], opened.result.bounding_box()["width"]) > 100
