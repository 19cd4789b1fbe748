"""Explorers in any page with a kernel: each is used a little, and compared with it by numbers."""

import json

import nbformat

from helpers.explorers import flat
from helpers.open_notebook import Notebook

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# Of each kind what makes one, and of the last ones a number of pixels or of epochs that is small.
KINDS = {
    kind: f"cl.widgets.{kind}()"
    for kind in (
        *("Convolution", "Pooling", "Weights", "MatrixProduct", "Depthwise", "Transposed"),
        *("Gradients", "Frameworks", "Photograph", "Network"),
    )
} | {"Training": "cl.widgets.Training(tiny.model, tiny.train, tiny.test)"}
TINY = "from course_lib.widgets.trained import small\ntiny = small(40, 20)"
NARROW = (600, 400)
# What the page shows of grids, lines, maps and bars, and of photos what lies at their cursors.
SHOWN = """(root) => ({
    cells: [...root.querySelectorAll('.course-grid')].map((grid) =>
        [...grid.querySelectorAll('button')].map((b) => b.textContent)),
    lines: [...root.querySelectorAll('.course-lines p')].map((line) => line.textContent),
    maps: [...root.querySelectorAll('.course-map')].map((map) => map.ariaLabel),
    bars: [...root.querySelectorAll('.course-bars b')].map((bar) => bar.textContent),
    photos: [...root.querySelectorAll('.course-screen')].map((screen) => {
        const image = screen.querySelector('img');
        return [image.alt, image.naturalHeight, image.naturalWidth];
    }),
})"""


def assert_shown(root, view):
    """Check that a page shows the numbers of a view."""
    shown, parts = root.evaluate(SHOWN), flat(view["parts"])
    of = lambda kind: [part for part in parts if part["type"] == kind]  # noqa: E731
    texts = [[c["text"] + c.get("note", "") for row in p["cells"] for c in row] for p in of("grid")]
    assert shown["cells"] == texts
    assert shown["lines"] == view["lines"]
    assert shown["maps"] == [f"{part['caption']}. {part['name']}" for part in of("board")]
    assert shown["bars"] == [bar["text"] for part in of("bars") for bar in part["bars"]]
    assert shown["photos"] == [[part["alternative"], *part["shape"]] for part in of("photo")]


class Shown:
    """An explorer in a page and in the kernel, where it is called ``name``."""

    def __init__(self, notebook, name, root):
        self.notebook, self.page, self.name, self.root = notebook, notebook.page, name, root
        root.wait_for()
        root.scroll_into_view_if_needed()

    def same(self):
        """Check that the page shows what the kernel has, once that has answered."""
        ready = "(root) => root.ariaBusy !== 'true'"
        self.page.wait_for_function(ready, arg=self.root.element_handle())
        view = json.loads(self.notebook.asked(f"import json; print(json.dumps({self.name}.view))"))
        self.page.wait_for_function(
            "(root) => [...root.querySelectorAll('img')].every((image) => image.complete)",
            arg=self.root.element_handle(),
        )
        assert_shown(self.root, view)
        return view

    def press(self, *keys):
        """Press keys, one after the other, and compare after each."""
        for key in keys:
            self.page.keyboard.press(key)
            view = self.same()
        return view


def use_all(page, server, path, **options):
    """Open a notebook with an explorer of each kind, and use and compare them all."""
    cells = [
        nbformat.v4.new_code_cell(f"import course_lib as cl\n{TINY}\n{kind} = {made}\n{kind}")
        for kind, made in KINDS.items()
    ]
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(book, server.files / path)
    notebook = Notebook(page, server, path, **options)
    notebook.command("notebook:run-all-cells")
    roots = page.locator(".course-explorer")
    own = {"Photograph": _look, "Network": _draw, "Training": _train}
    for i, kind in enumerate(KINDS):
        own.get(kind, _play)(Shown(notebook, kind, roots.nth(i)))
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        for i in range(len(KINDS)):
            assert_fits(roots.nth(i))


def assert_fits(root):
    """Check that nothing sticks out of an explorer, and that it is within the page."""
    assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") == 0
    right = "(root) => root.getBoundingClientRect().right - innerWidth"
    assert root.evaluate(right) <= 0


def _play(shown):
    """Pin a number, and go through the numbers of the output."""
    before = shown.same()
    shown.root.locator(".course-grid").last.locator("button").last.click()
    view = shown.same()
    assert view["lines"] != before["lines"]
    if not view["walk"]:
        return
    assert shown.press(".", ".")["walk"]["at"] == 1
    assert shown.press("Escape")["walk"]["at"] is None
    if shown.name != "Frameworks":  # one of them plays
        return
    shown.root.get_by_role("button", name="Play", exact=False).first.click()
    shown.root.get_by_text("Step 3 of").wait_for()
    shown.page.keyboard.press("Escape")  # stops it
    assert shown.same()["walk"]["at"] >= 2


def _train(shown):
    """Train an epoch, and pick a number of the confusion matrix."""
    shown.same()
    shown.root.get_by_role("button", name="Train one more epoch").click()
    assert "epoch" in json.dumps(shown.same()["said"])
    shown.root.locator(".course-grid").first.locator("button").first.click()
    assert shown.same()["pinned"]


def _look(shown):
    """Look at pixels of a photograph, with another kernel."""
    shown.same()
    shown.root.get_by_label("Kernel", exact=True).select_option("blur")
    assert "blur" in json.dumps(shown.same()["controls"])
    shown.root.locator(".course-screen").last.focus()
    view = shown.press("ArrowDown", "Shift+ArrowRight", "PageDown")
    assert view["said"].startswith("Row 123, column 80 of the result: ")


def _draw(shown):
    """Choose a map, draw on the picture, and see the shares follow."""
    shown.same()
    shown.root.locator(".course-maps").first.locator("button").nth(2).click()
    before = shown.same()
    shown.root.get_by_label("Draw on it").check()
    shown.same()
    shown.root.locator(".course-map.draws").focus()
    view = shown.press("ArrowUp", "Space", "Shift+ArrowRight")
    assert view["said"].startswith("Row 13, column 15: ")
    bars = [next(p for p in v["parts"] if p["type"] == "bars")["bars"] for v in (before, view)]
    assert bars[0] != bars[1]
