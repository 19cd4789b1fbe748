"""The explorer of a whole network in a real JupyterLab: pointed at, drawn on, and trained."""

import io
import json

import nbformat
import pytest
from helpers.open_notebook import Notebook
from helpers.page_pictures import TEXT_COLORS, readable
from PIL import Image

pytestmark = pytest.mark.once
# The outlines in all maps of a layer, as the page shows them.
OUTLINES = """(part) => [...part.querySelectorAll('button')].map((option) => {
    const outline = option.querySelector('.course-outline');
    if (outline.hidden) return null;
    const size = (name) => parseFloat(outline.style[name]);
    return ['top', 'left', 'height', 'width'].map(size);
})"""
NAMES = """(root) => [...root.querySelectorAll('[role=listbox], [role=application], [role=grid]')]
    .map((e) => e.ariaLabel)"""
SIZES = """(nodes) => nodes.map((n) => n.getBoundingClientRect())
    .map((r) => Math.min(r.width, r.height))"""


class Opened:
    """A notebook with the explorer, in the page and in the kernel."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.root = self.page.locator(".course-explorer")
        self.root.wait_for()

    def view(self):
        """Return the view that the kernel keeps, once it has done what it was asked for."""
        handle = self.root.element_handle()
        self.page.wait_for_function("(root) => root.ariaBusy !== 'true'", arg=handle)
        return json.loads(self.notebook.asked("import json; print(json.dumps(explorer.view))"))

    def part(self, key):
        return next(part for part in self.view()["parts"] if part["key"] == key)

    def state(self):
        told = "print(explorer.stage, explorer.channel, *explorer.at)"
        self.view()
        return [int(word) for word in self.notebook.asked(told).split()]

    def maps(self, layer):
        return self.root.locator(".course-maps").nth(layer - 1)

    def board(self):
        return self.root.locator(".course-map[aria-roledescription='map of numbers']")

    def point(self, board, row, column, size):
        """Return where a number of a map lies in it, for the mouse."""
        box = board.bounding_box()
        place = {"x": (column + 0.5) / size, "y": (row + 0.5) / size}
        return {"x": place["x"] * box["width"], "y": place["y"] * box["height"]}

    def pixels(self):
        """Return the picture that the kernel has."""
        self.view()
        return json.loads(self.notebook.asked("print(explorer.values[..., 0].tolist())"))

    def assert_shares(self):
        """Check that the page shows what the model says of the picture."""
        share = self.notebook.asked("print(*explorer.model.predict(explorer.values[None])[0])")
        bars = self.root.locator(".course-bars b").all_inner_texts()
        assert bars == [f"{100 * float(x):.1f} %" for x in share.split()]

    def assert_outlined(self):
        """Check that the page outlines in all maps what the kernel says."""
        for part in self.view()["parts"]:
            if part["type"] != "maps":
                continue
            sizes = (part["rows"], part["columns"]) * 2
            wanted = [
                thumb["box"] and [100 * x / n for x, n in zip(thumb["box"], sizes, strict=True)]
                for thumb in part["thumbs"]
            ]
            found = self.maps(int(part["key"][-1])).evaluate(OUTLINES)
            for one, other in zip(found, wanted, strict=True):
                assert one == (other and pytest.approx(other, abs=0.01))


@pytest.fixture(scope="module")
def notebook(new_page, server):
    source = "import course_lib as cl\nexplorer = cl.widgets.Network()\nexplorer"
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source, id="explorer")]
    book = nbformat.v4.new_notebook(cells=cells, metadata=about)
    nbformat.write(book, server.files / "network.ipynb")
    with new_page() as page:
        opened = Notebook(page, server, "network.ipynb")
        opened.command("notebook:run-all-cells")
        yield opened


@pytest.fixture
def explorer(notebook):
    opened = Opened(notebook)
    opened.root.get_by_role("button", name="Reset").click()
    opened.view()
    yield opened
    notebook.page.emulate_media(forced_colors="none")


def test_a_number_outlines_its_receptive_field_in_all_maps_before(explorer):
    explorer.maps(4).locator("button").nth(3).click()
    assert explorer.state()[:2] == [4, 3]
    board = explorer.board()
    board.hover(position=explorer.point(board, 1, 2, 5))
    assert explorer.state() == [4, 3, 1, 2]
    explorer.assert_outlined()
    assert explorer.part("picture")["box"] == [4, 8, 10, 10]
    board.click(position=explorer.point(board, 2, 2, 5))
    assert explorer.state() == [4, 3, 2, 2]
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight"):
        explorer.page.keyboard.press(key)
    assert explorer.state() == [4, 3, 1, 4]
    explorer.assert_outlined()
    board.hover(position=explorer.point(board, 3, 0, 5))
    assert explorer.state() == [4, 3, 1, 4]  # a click pins it
    lines = explorer.root.locator(".course-lines p").all_inner_texts()
    assert lines == explorer.view()["lines"]
    explorer.page.keyboard.press("Escape")
    explorer.view()
    board.hover(position=explorer.point(board, 0, 0, 5))
    assert explorer.state() == [4, 3, 0, 0]


def test_layers_and_classes_by_keyboard(explorer):
    explorer.maps(1).locator("button").nth(0).focus()
    for key in ("ArrowRight", "ArrowDown"):
        explorer.page.keyboard.press(key)
    assert explorer.state()[:2] == [1, 3]
    focus = "document.activeElement.ariaLabel"
    told = explorer.part("layer 1")["thumbs"][3]["name"]
    assert explorer.page.evaluate(focus) == told
    explorer.page.keyboard.press("Escape")
    explorer.view()
    explorer.maps(2).locator("button").nth(5).hover()
    assert explorer.state()[:2] == [2, 5]
    explorer.root.get_by_role("button", name="Next layer").press("Enter")
    assert explorer.state()[0] == 3
    explorer.root.locator(".course-bars button").nth(0).focus()
    explorer.page.keyboard.press("ArrowDown")
    view = explorer.view()
    assert explorer.state()[:2] == [5, 1]
    shown = explorer.root.locator(".course-bars button").all_inner_texts()
    bars = next(part for part in view["parts"] if part["type"] == "bars")["bars"]
    assert [text.split("\n") for text in shown] == [[bar["label"], bar["text"]] for bar in bars]


def test_a_picture_is_drawn_by_mouse_and_by_keyboard(explorer):
    explorer.root.get_by_label("Draw on it").check()
    explorer.root.get_by_role("button", name="Empty picture").click()
    explorer.view()
    board = explorer.root.locator(".course-map.draws")
    box = board.bounding_box()
    for i, (row, column) in enumerate([(4, 4), (4, 20)]):
        x, y = (
            box["x"] + (column + 0.5) / 28 * box["width"],
            box["y"] + (row + 0.5) / 28 * box["height"],
        )
        explorer.page.mouse.move(x, y, steps=5)
        explorer.page.mouse.down() if i == 0 else explorer.page.mouse.up()
    assert explorer.pixels()[4][4:21] == [1] * 17
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Space", "Shift+ArrowLeft"):
        explorer.page.keyboard.press(key)
    assert explorer.pixels()[7][18:22] == [0, 1, 1, 1]  # the pen is two pixels wide
    assert board.get_attribute("aria-label").startswith("Draw. row 7, column 19: 1.")
    assert explorer.root.locator("[role=status]").inner_text() == "Row 7, column 19: 1."
    explorer.assert_shares()


def test_a_picture_of_ones_own_from_a_file(explorer):
    file = io.BytesIO()
    Image.new("RGB", (56, 56), "white").save(file, "PNG")
    white = {"name": "own.png", "mimeType": "image/png", "buffer": file.getvalue()}
    explorer.root.locator("input[type=file]").set_input_files(white)
    explorer.page.wait_for_timeout(300)
    assert explorer.pixels() == [[1] * 28] * 28
    explorer.assert_shares()


def test_while_it_trains_it_can_be_looked_at_and_stopped(explorer):
    before = explorer.root.locator(".course-bars b").all_inner_texts()
    explorer.root.get_by_role("button", name="Train one epoch").click()
    explorer.root.get_by_text("Epoch 1: step").first.wait_for()
    explorer.maps(1).locator("button").nth(6).click()
    explorer.root.locator(".course-maps button[aria-selected=true][aria-label^='map 6']").wait_for()
    stop = explorer.root.get_by_role("button", name="Stop training")
    if stop.is_visible():  # a fast machine may be through
        stop.click()
    explorer.root.get_by_role("button", name="Train one epoch").wait_for()
    view = explorer.view()
    assert "of 47" in view["lines"][-1]
    after = explorer.root.locator(".course-bars b").all_inner_texts()
    assert after != before
    explorer.assert_shares()


def test_names_sizes_and_forced_colours(explorer):
    names = explorer.root.evaluate(NAMES)
    assert all(names)
    assert len(set(names)) == len(names)
    targets = explorer.root.locator("button:visible, input:visible, select:visible")
    assert min(targets.evaluate_all(SIZES)) >= 24
    explorer.page.emulate_media(forced_colors="active")
    for kind in (".course-maps [aria-selected=true]", ".course-at:visible"):
        outline = "(node) => getComputedStyle(node).outlineStyle"
        assert explorer.root.locator(kind).first.evaluate(outline) == "solid"


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_texts_are_readable_and_a_narrow_page_has_room(explorer, theme):
    explorer.notebook.use_theme(theme)
    texts = explorer.root.locator("label, b, figcaption, span, small, p, button, select")
    pale = [text for text, *rest in texts.evaluate_all(TEXT_COLORS) if not readable(*rest)]
    assert pale == []
    with explorer.notebook.window(400, 800, 1):
        assert explorer.root.evaluate("(root) => root.scrollWidth - root.clientWidth") == 0
