"""The explorers of the lessons, clicked and typed into in a real JupyterLab.

What an explorer should show is asked of the kernel: its ``view``. That the numbers in a view are
right is tested without a browser.
"""

import json
import re

import pytest
from helpers.explorers import flat
from helpers.page_pictures import TEXT_COLORS, readable

from course_lib.widgets.quizzed import AGAIN

# What the page shows, in the form of a view.
SHOWN = """(root) => ({
    controls: [...root.querySelectorAll('.course-controls > *')].map((c) => {
        const input = c.querySelector('input, select');
        return input ? (input.type === 'checkbox' ? input.checked : input.value) : c.textContent;
    }),
    parts: [...root.querySelectorAll('.course-part:has(> figure)')].map((part) => ({
        caption: part.querySelector('figcaption').textContent,
        cells: [...part.querySelectorAll('.course-grid button')].map((b) => b.textContent),
        names: [...part.querySelectorAll('.course-grid button')].map((b) => b.ariaLabel),
        picked: [...part.querySelectorAll('[aria-selected=true]')]
            .map((b) => [Number(b.dataset.row), Number(b.dataset.column)]),
        stops: [...part.querySelectorAll('button')].filter((b) => b.tabIndex === 0).length,
        picture: part.querySelector('img')?.alt ?? null,
    })),
    lines: [...root.querySelectorAll('.course-lines p')].map((line) => line.textContent),
    question: root.querySelector('.course-quiz').hidden ? null
        : root.querySelector('.course-quiz label').textContent,
    said: root.querySelector('[role=status]').textContent,
})"""
# Everything that can have the focus, and what a screen reader calls it.
NAMES = """(root) => [...root.querySelectorAll('button, input, select')]
    .filter((e) => e.checkVisibility())
    .map((e) => (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim())"""


class Opened:
    """The explorer of a lesson that was run, in the page and in the kernel."""

    def __init__(self, lesson):
        self.lesson, self.page = lesson, lesson.page
        cells = {k: c.source for k, c in lesson.stored().items() if "cl.widgets." in c.source}
        # Photographs and the view of a network ask no questions, and have tests of their own.
        key = next(k for k in cells if not re.search(r"widgets\.(Photograph|Network)\(", cells[k]))
        self.root = self.page.locator(".course-explorer").nth(list(cells).index(key))
        self.root.wait_for()
        run = lesson.outputs()[key][0]["execution_count"]
        self.name = f"Out[{run}]"

    def view(self):
        """Return the view that the kernel keeps, once it has done what it was asked for."""
        text = self.lesson.asked(f"import json; print(json.dumps({self.name}.view))")
        view = json.loads(text)
        return view | {"parts": flat(view["parts"])}

    def shown(self):
        return self.root.evaluate(SHOWN)

    def settle(self):
        """Wait until the kernel has answered the page; return the view."""
        self.page.wait_for_function(
            "(root) => root.ariaBusy !== 'true'", arg=self.root.element_handle()
        )
        return self.view()

    def cell(self, part, row, column):
        place = f'[data-row="{row}"][data-column="{column}"]'
        return self.root.locator(".course-part:has(> figure)").nth(part).locator(f"button{place}")


@pytest.fixture
def explorer(lesson):
    opened = Opened(lesson)
    opened.settle()
    yield opened
    quiz = opened.root.get_by_label("Quiz me", exact=True)
    quiz.set_checked(False)
    opened.settle()


def assert_shown(explorer):
    """Check that the page shows the view of the kernel, number by number."""
    view, shown = explorer.settle(), explorer.shown()
    assert shown["lines"] == view["lines"]
    assert shown["said"] == view["said"]
    assert shown["question"] == (view["question"] and view["question"]["label"])
    values = [c["label"] if c["type"] == "button" else c["value"] for c in view["controls"]]
    assert [str(value) for value in shown["controls"]] == [str(value) for value in values]
    for part, now in zip(view["parts"], shown["parts"], strict=True):
        assert now["caption"] == part["caption"]
        if part["type"] == "image":
            assert now["picture"] == part["alternative"] != ""
            continue
        cells = [cell for row in part["cells"] for cell in row]
        assert now["cells"] == [cell["text"] + cell.get("note", "") for cell in cells]
        assert now["picked"] == ([list(part["picked"])] if part["picked"] else [])
        assert now["stops"] == 1  # one stop for Tab; arrows do the rest
        for name, cell in zip(now["names"], cells, strict=True):
            assert name.startswith("row ")
            assert name.endswith(cell.get("name", cell["text"]))
    return view


def grids(view, **wanted):
    """Return the places of the grids whose attributes are as wanted, biggest last."""
    found = [
        (len(part["cells"]) * len(part["cells"][0]), i)
        for i, part in enumerate(view["parts"])
        if part["type"] == "grid" and all(part[name] == value for name, value in wanted.items())
    ]
    return [i for _, i in sorted(found)]


def test_every_control_has_a_name(explorer):
    names = explorer.root.evaluate(NAMES)
    assert len(names) > 10
    assert all(names)
    assert explorer.root.get_attribute("aria-label") == explorer.view()["title"]


def test_a_click_and_the_arrow_keys_show_another_sum(explorer):
    view = assert_shown(explorer)
    # The biggest first: a click on a small picture opens another view.
    for key in [view["parts"][place]["key"] for place in reversed(grids(view, quiet=False)[-2:])]:
        place = next(i for i, part in enumerate(view["parts"]) if part["key"] == key)
        cells = view["parts"][place]["cells"]
        row, column = len(cells) - 1, len(cells[0]) - 1
        explorer.cell(place, row, column).click()
        view = assert_shown(explorer)
        for pressed in ("ArrowUp", "ArrowLeft"):
            explorer.page.keyboard.press(pressed)
            view = assert_shown(explorer)
        now = next(i for i, part in enumerate(view["parts"]) if part["key"] == key)
        place_now = [max(row - 1, 0), max(column - 1, 0)]
        focus = "document.activeElement.dataset"
        assert explorer.page.evaluate(f"[Number({focus}.row), Number({focus}.column)]") == place_now
        if view["parts"][now]["picked"]:
            assert view["parts"][now]["picked"] == place_now


def test_a_slider_a_list_and_a_switch_by_keyboard(explorer):
    """One of each kind, also with stops: all that controls do is tested without a page."""
    controls = reversed(explorer.view()["controls"])
    for control in {(c["type"], "stops" in c): c for c in controls}.values():
        if control["type"] == "button":
            continue
        controls = explorer.root.locator(".course-controls")
        controls.get_by_label(control["label"], exact=True).focus()
        steps = {
            "slider": ("ArrowRight", "ArrowLeft"),
            "number": ("ArrowUp", "ArrowDown"),
            "choice": ("End", "Home"),
            "switch": ("Space", "Space"),
        }
        before = control["value"]
        seen = []
        for key in steps[control["type"]]:
            explorer.page.keyboard.press(key)
            view = assert_shown(explorer)
            seen += [c["value"] for c in view["controls"] if c["name"] == control["name"]]
        if len(control.get("options", "ab")) > 1 and control.get("least") != control.get("most"):
            assert set(seen) != {before}, control["label"]


def test_the_mouse_over_a_cell_is_enough_where_it_says_so(explorer):
    explorer.cell(0, 0, 0).focus()
    explorer.page.keyboard.press("Escape")
    view = assert_shown(explorer)
    for place in grids(view, hover=True, quiet=False)[-1:]:
        last = len(view["parts"][place]["cells"]) - 1
        for row, column in ((0, 1), (min(last, 1), 0)):
            explorer.cell(place, row, column).hover()
            assert assert_shown(explorer)["parts"][place]["picked"] == [row, column]


def test_numbers_can_be_typed_in(explorer):
    view = assert_shown(explorer)
    # A grid of one cell is a bias, which may take whole numbers only.
    for place in [at for at in grids(view, edit=True) if len(view["parts"][at]["cells"]) > 1][:1]:
        cell = explorer.cell(place, 0, 0)
        cell.focus()
        explorer.page.keyboard.press("F2")
        explorer.page.keyboard.press("Control+a")
        explorer.page.keyboard.type("2.5")
        explorer.page.keyboard.press("Enter")
        view = assert_shown(explorer)
        assert view["parts"][place]["cells"][0][0]["text"] == "2.5"
        explorer.page.keyboard.type("7x")
        explorer.page.keyboard.press("Enter")
        assert "'7x' is not a number" in assert_shown(explorer)["problem"]
        explorer.page.keyboard.press("7")
        explorer.page.keyboard.press("Escape")
        assert assert_shown(explorer)["parts"][place]["cells"][0][0]["text"] == "2.5"


def test_a_quiz_by_keyboard(explorer):
    switch = explorer.root.get_by_label("Quiz me", exact=True)
    switch.focus()
    explorer.page.keyboard.press("Space")
    view = assert_shown(explorer)
    field = explorer.root.locator(".course-quiz input")
    field.fill("123456.5")
    field.press("Enter")
    view = assert_shown(explorer)
    assert not view["question"]["right"]
    assert view["question"]["said"] == explorer.root.locator(".course-quiz p").inner_text()
    right = explorer.lesson.asked(f"print({explorer.name}.ask({explorer.name}._place)[1])")
    field.fill(right.strip())
    field.press("Enter")
    view = assert_shown(explorer)
    assert view["question"]["right"]
    explorer.root.get_by_role("button", name="Next question").press("Enter")
    assert assert_shown(explorer)["question"]["said"] in ("", AGAIN)
    explorer.root.get_by_role("button", name="Show me").press("Enter")
    assert assert_shown(explorer)["question"]["done"]
    explorer.page.keyboard.press("Enter")  # the field has it: the next question
    assert not assert_shown(explorer)["question"]["done"]
    assert field.evaluate("(field) => field === document.activeElement && field.value === ''")


@pytest.mark.once
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_texts_of_an_explorer_are_readable(explorer, theme):
    explorer.lesson.use_theme(theme)
    texts = explorer.root.locator("label, b, figcaption, span, small, p, button, select")
    pale = [text for text, *rest in texts.evaluate_all(TEXT_COLORS) if not readable(*rest)]
    assert pale == []


@pytest.mark.once
@pytest.mark.parametrize("size", [(600, 800, 1), (700, 500, 2)], ids=["600 px", "200 %"])
def test_an_explorer_fits_a_narrow_page(explorer, size):
    with explorer.lesson.window(*size):
        box = explorer.root.bounding_box()
        assert box["x"] + box["width"] <= size[0]
        assert explorer.root.evaluate("(root) => root.scrollWidth - root.clientWidth") == 0
