"""Explorers that are played, pointed at and left alone, in a real JupyterLab."""

import json

import nbformat
import pytest
from helpers import explorers_everywhere as everywhere
from helpers import skip_without
from helpers.explorers_everywhere import assert_shown
from helpers.open_notebook import Notebook
from helpers.page_pictures import TEXT_COLORS, readable

KINDS = ("Convolution", "Pooling", "Depthwise", "MatrixProduct", "Transposed", "Gradients")
# Those that are high, and where to look at them: width and height of a window, and its scale.
LARGE = {
    "many channels": "cl.widgets.Depthwise(channels=4, groups=1, mult=3)",
    "3×3 matrices": "cl.widgets.MatrixProduct(size=3, padding='SAME')",
}
# Long lines of grids, and how many lines of them there are.
LINES = {
    "cl.widgets.Gradients()": 1,
    "cl.widgets.Gradients(image='5×5, with a tie', kernel='3×3 of lesson 02', padding='SAME')": 1,
    "cl.widgets.MatrixProduct(size=3, stride=3)": 2,
    "cl.widgets.Depthwise(channels=4, groups=2, mult=3)": 2,
}
# Counts the lines that the parts of an explorer stand in.
TOPS = """(root) => {
    const tops = [...root.querySelectorAll('.course-parts > .course-part')].map((p) => p.offsetTop);
    return new Set(tops).size;
}"""
WIDE, NARROW = (1280, 800, 1), [(600, 800, 1), (400, 800, 1)]
SIZES = {"Light": [WIDE, NARROW[0]], "Dark": [NARROW[1], (700, 500, 2)]}
pytestmark = pytest.mark.once
# Whether the middle of something is seen, and nothing lies on it.
IN_SIGHT = """(node) => {
    const box = node.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return node.contains(seen);
}"""
# Where each cell lies on the page.
PLACES = """(root) => [...root.querySelectorAll('.course-grid button')]
    .map((b) => b.getBoundingClientRect()).map((r) => [r.x, r.y, r.width, r.height])"""
# Counts a player's steps while it plays: the texts beside its slider.
STEPS = """(root) => new Promise((done) => {
    const seen = new Set(), step = root.querySelector('.course-step');
    const watch = setInterval(() => seen.add(step.textContent), 20);
    setTimeout(() => { clearInterval(watch); done([...seen]); }, 1500);
})"""


class Played:
    """A notebook with one explorer, in the page and in the kernel."""

    def __init__(self, notebook, code, before):
        self.notebook, self.page = notebook, notebook.page
        source = f"import course_lib as cl\n{before}\nexplorer = {code}\nexplorer"
        notebook.fill("explorer", source)
        notebook.script("find(given).model.clearExecution();", "explorer")
        self.root = self.page.locator(".course-explorer")
        self.root.wait_for(state="detached")
        self.run("explorer")
        self.root.wait_for()

    def run(self, cell):
        """Begin to run a cell."""
        self.notebook.select(cell)
        self.notebook.script("jupyterapp.commands.execute('notebook:run-cell');")

    def view(self):
        """Return the view that the kernel keeps, once it has done what it was asked for."""
        handle = self.root.element_handle()
        self.page.wait_for_function("(root) => root.ariaBusy !== 'true'", arg=handle)
        printed = self.notebook.asked("import json; print(json.dumps(explorer.view))")
        return json.loads(printed)

    def button(self, name):
        return self.root.get_by_role("button", name=name)

    def cell(self, part, row, column):
        place = f'[data-row="{row}"][data-column="{column}"]'
        return self.root.locator(".course-grid").nth(part).locator(f"button{place}")

    def line(self, text):
        """Return the line below the grids that holds a text."""
        return self.root.locator(".course-lines p", has_text=text)

    def step(self):
        return self.root.locator(".course-step").inner_text()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def notebook(new_page, server):
    """A notebook with a cell for an explorer, and one that keeps the kernel at work."""
    sources = {"explorer": "", "busy": "import time; time.sleep(4)"}
    cells = [nbformat.v4.new_code_cell(source, id=name) for name, source in sources.items()]
    # Without the name of a kernel, JupyterLab would ask for one.
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = nbformat.v4.new_notebook(cells=cells, metadata=about)
    nbformat.write(book, server.files / "played.ipynb")
    with new_page() as page:
        yield Notebook(page, server, "played.ipynb")


@pytest.fixture
def play(notebook):
    yield lambda code="cl.widgets.Convolution()", before="": Played(notebook, code, before)
    notebook.page.emulate_media(reduced_motion="no-preference", forced_colors="none")


@pytest.mark.parametrize("code", LINES)
def test_a_long_line_of_grids_does_not_break_on_a_wide_page(play, code):
    played = play(code)
    with played.notebook.window(*WIDE):
        assert played.root.evaluate(TOPS) == LINES[code]


def test_cells_are_small_only_where_large_ones_do_not_fit(play):
    played = play("cl.widgets.Gradients()")
    sizes = []
    for window in (WIDE, NARROW[1], WIDE):
        with played.notebook.window(*window):
            sizes.append(played.root.evaluate("(root) => root.classList.contains('course-small')"))
    assert sizes == [False, True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_frames_are_the_numbers_of_the_kernel_and_nothing_moves(play, kind):
    played = play(f"cl.widgets.{kind}()")
    count = played.view()["walk"]["count"]
    played.cell(0, 0, 0).focus()
    places = played.root.evaluate(PLACES)
    for step in range(min(count, 6)):
        played.press(".")
        view = played.view()
        assert view["walk"]["at"] == step
        assert played.step() == f"Step {step + 1} of {count}"
        assert_shown(played.root, view)
        assert played.root.evaluate(PLACES) == places
    assert "The player stands at this step." in played.root.locator(".course-hint").inner_text()
    played.press(",")
    assert played.view()["walk"]["at"] == min(count, 6) - 2
    assert_shown(played.root, played.view())


def test_it_plays_while_the_kernel_computes_and_stops_at_a_click(play):
    played = play("cl.widgets.Convolution(padding='SAME', image='5×6, positive and negative')")
    played.root.get_by_label("Speed").select_option("fast")
    played.button("Step forward").click()
    played.view()
    played.run("busy")
    played.cell(0, 0, 0).focus()
    played.press("Space")
    assert len(played.root.evaluate(STEPS)) > 5
    played.cell(2, 0, 1).click()  # the kernel is still busy
    assert len(played.root.evaluate(STEPS)) == 1
    view = played.view()
    assert view["walk"]["at"] is None
    assert_shown(played.root, view)


def test_it_stops_where_it_is_left_and_goes_on_from_there(play):
    played = play("cl.widgets.Convolution(padding='SAME')")
    played.root.get_by_label("Speed").select_option("fast")
    played.button("Play").click()
    played.page.wait_for_function(
        "(root) => root.querySelector('.course-step').textContent.startsWith('Step 4')",
        arg=played.root.element_handle(),
    )
    played.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    played.notebook.select(played.notebook.active())
    at = played.view()["walk"]["at"]
    assert 3 <= at < 15
    assert played.step() == f"Step {at + 1} of 16"
    played.button("Step forward").click()
    assert played.view()["walk"]["at"] == at + 1


def test_a_sum_grows_term_by_term(play):
    played = play()
    played.root.get_by_label("Term by term").check()
    played.press(".")
    played.root.get_by_text("Step 1 of 36").wait_for()
    line = played.root.locator(".course-lines p").first
    assert line.inner_text() == "Term 1 of 9: 0 + 4·1 = 4"
    assert played.root.locator("button.now").count() == 2
    played.view()
    for _ in range(4):
        played.press(".")
    assert line.inner_text() == "Term 5 of 9: 9 + 1·1 = 10"
    assert played.cell(2, 0, 0).inner_text() == "…"
    played.root.get_by_label("Values as colours").check()  # other frames, and the same term
    played.root.get_by_text("Step 5 of 36").wait_for()
    assert line.inner_text() == "Term 5 of 9: 9 + 1·1 = 10"
    played.view()
    for _ in range(4):
        played.press(".")
    assert played.cell(2, 0, 0).inner_text() == "14"
    for _ in range(3):
        played.press(".")
    assert played.cell(2, 0, 1).inner_text() == "…"
    played.root.get_by_label("Term by term").uncheck()
    played.root.get_by_text("Step 2 of 4").wait_for()
    assert played.cell(2, 0, 1).inner_text() == "6"


def test_which_number_is_the_largest_is_not_shown_before_all_were_compared(play):
    played = play("cl.widgets.Pooling(image='4×4, ties', window=2, stride=2)")
    winners = played.root.locator("button.mark")
    ties = played.root.get_by_text("tie for the largest")
    assert winners.count() == 3
    played.root.get_by_label("Term by term").check()
    played.press(".")
    played.root.get_by_text("Step 1 of 16").wait_for()
    assert (winners.count(), ties.count()) == (0, 0)
    for _ in range(3):
        played.press(".")
    assert (winners.count(), ties.count()) == (3, 1)


def test_where_motion_is_reduced_nothing_plays(play):
    played = play()
    played.page.emulate_media(reduced_motion="reduce")
    played.button("Play").wait_for(state="hidden", timeout=5000)  # the page is told a moment later
    played.cell(0, 0, 0).focus()
    played.press("Space")
    played.view()
    assert played.root.evaluate(STEPS) == ["Step 1 of 4"]
    assert played.root.locator(".course-frame").first.evaluate(
        "(frame) => getComputedStyle(frame).transitionDuration"
    ) in ("0s", "0s, 0s, 0s")


def test_pointing_shows_a_click_keeps_and_escape_lets_go(play):
    played = play()
    line, hint = (played.root.locator(f".course-{part}").first for part in ("lines p", "hint"))
    played.cell(2, 1, 1).hover()
    played.line("12 = ").wait_for()
    assert "A click or Enter pins it." in hint.inner_text()
    assert played.button("Play (space on a number)").get_attribute("aria-keyshortcuts") == "Space"
    played.cell(2, 1, 0).click()
    assert played.view()["pinned"]
    assert hint.inner_text().split("\n") == ["What you clicked is pinned.", "Unpin (Esc)"]
    assert line.inner_text().startswith("6 = 2·1")
    played.cell(2, 1, 1).hover()
    assert played.view()["pinned"]
    assert line.inner_text().startswith("6 = 2·1")
    played.press("Escape")
    assert not played.view()["pinned"]
    played.cell(2, 0, 0).hover()
    played.line("14 = ").wait_for()


def test_a_page_that_moves_under_a_resting_pointer_is_no_pointing(play):
    played = play()
    cell = played.cell(2, 1, 1)
    cell.hover()
    played.line("12 = ").wait_for()
    height = cell.bounding_box()["height"]
    played.root.evaluate("(root, by) => (root.style.marginTop = `${by}px`)", height)
    played.page.wait_for_timeout(500)  # a page tells of moves some time after it has moved
    assert played.view()["lines"][0].startswith("12 = ")


def test_a_busy_kernel_and_a_restarted_one_are_told_within_two_seconds(play):
    played = play()
    warning = played.root.get_by_role("alert")
    played.view()
    played.run("busy")
    played.cell(2, 1, 1).click()
    warning.get_by_text("still at work").wait_for(timeout=2000)
    played.notebook.wait_until_run("busy")
    view = played.view()
    assert not warning.is_visible()
    assert view["lines"][0].startswith("12 = ")
    played.notebook.restart()
    played.cell(2, 0, 1).click()
    warning.get_by_text("Run all cells above it").wait_for(timeout=2000)
    assert played.root.get_attribute("aria-busy") == "false"
    assert played.root.locator(".course-controls").evaluate("(node) => node.inert")


def test_in_forced_colours_the_window_has_an_outline(play):
    played = play("cl.widgets.Convolution(padding='SAME')")
    played.page.emulate_media(forced_colors="active")
    for kind in (".window", ".picked"):
        outline = "(cell) => getComputedStyle(cell).outlineStyle"
        assert played.root.locator(f"button{kind}").first.evaluate(outline) != "none"
    played.root.get_by_label("Values as colours").check()
    played.view()
    heat = played.root.locator("button.heat").first
    assert heat.evaluate("(cell) => getComputedStyle(cell).forcedColorAdjust") == "none"


@pytest.mark.parametrize("kind", [*everywhere.KINDS, *LARGE])
def test_it_fits_each_page_in_both_themes_and_forced_colours(play, kind):
    made = LARGE.get(kind) or everywhere.KINDS[kind]
    played = play(made, everywhere.TINY if "tiny" in made else "")
    view = played.view()
    texts = played.root.locator("label, b, figcaption, span, small, p, button, select")
    for theme, sizes in SIZES.items():
        played.notebook.use_theme(theme)
        for size in sizes:
            with played.notebook.window(*size):
                everywhere.assert_fits(played.root)
                assert_shown(played.root, view)
                found = texts.evaluate_all(TEXT_COLORS)
                assert [text for text, *rest in found if not readable(*rest)] == []
    played.page.emulate_media(forced_colors="active")
    outline = "(cells) => cells.map((cell) => getComputedStyle(cell).outlineStyle)"
    assert "none" not in played.root.locator("button:is(.window, .picked)").evaluate_all(outline)


@pytest.mark.parametrize("kind", LARGE)
def test_the_sum_stays_in_sight_where_an_explorer_is_high(play, kind):
    played = play(LARGE[kind])
    for size in (WIDE, *NARROW):
        with played.notebook.window(*size):
            for part in (0, -1):
                cell = played.root.locator(".course-grid").nth(part).locator("button").first
                cell.click()
                played.view()
                assert played.root.locator(".course-sums").evaluate(IN_SIGHT)
                assert cell.evaluate(IN_SIGHT)


def test_products_are_shown_in_small_cells_too(play):
    played = play()
    with played.notebook.window(*NARROW[-1]):
        note = played.cell(0, 0, 0).locator("small")
        assert note.inner_text() == "×1=4"
        assert played.root.locator("button small:visible").count() == 9
        grids = played.root.locator(".course-grid")
        boxes = [grids.nth(i).bounding_box() for i in (0, -1)]
        assert boxes[1]["y"] + boxes[1]["height"] - boxes[0]["y"] < 450


def test_quick_steps_before_the_frames_have_come_are_all_gone(play):
    played = play("cl.widgets.Convolution(padding='SAME')")
    for _ in range(5):
        played.button("Step forward").click(delay=0)
    assert played.view()["walk"]["at"] == 4
    assert played.step() == "Step 5 of 16"
    played.root.get_by_label("Speed").select_option("fast")
    played.button("Reset").click()
    played.view()
    assert played.root.get_by_label("Speed").input_value() == "normal"


def test_a_number_may_begin_with_a_point_and_a_point_alone_steps(play):
    played = play()
    played.cell(0, 1, 1).focus()
    played.press(".", "5", "Enter")
    view = played.view()
    assert (view["parts"][0]["cells"][1][1]["text"], view["walk"]["at"]) == ("0.5", None)
    played.press(".")
    played.root.get_by_text("Step 1 of 4").wait_for()


def test_what_is_pressed_and_dragged_is_large_enough(play):
    played = play()
    sizes = "(nodes) => nodes.map((n) => n.getBoundingClientRect()).map((r) => r.height)"
    inputs = played.root.locator("input:visible, select:visible, .course-button:visible")
    assert min(inputs.evaluate_all(sizes)) >= 24
    names = played.root.evaluate(
        "(root) => [...root.querySelectorAll('[role=grid], select')]"
        ".map((e) => e.ariaLabel || e.labels[0].textContent)"
    )
    assert len(set(names)) == len(names)


def test_notebook_7_shows_what_jupyterlab_does(browser, server):
    skip_without.module("notebook")
    page = browser.new_page()
    everywhere.use_all(page, server, "everywhere.ipynb", view="notebooks")
    page.close()
    server.forget()
