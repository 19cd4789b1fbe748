"""The lessons in a real JupyterLab, in a headless Chromium."""

import re
from itertools import pairwise
from urllib.parse import unquote

import nbformat
import pytest
from helpers.open_notebook import Notebook
from helpers.page_pictures import (
    PICTURES,
    SIDES,
    TEXT_COLORS,
    alternatives,
    numbers,
    pixel_colors,
    readable,
    shown_pictures,
)

from course_lib.draw.palette import DARK, LIGHT
from course_lib.grading.canonical import WIDGET_VIEW
from course_lib.grading.execute import NOT_COMPARED

# A window as wide as 600 pixels, and a large one whose page is shown at twice its size.
NARROW = {"600 px": (600, 800, 1), "200 %": (700, 500, 2)}


def printed(outputs):
    """Return what outputs hold, without the numbers of their runs and live explorers."""
    return [output.get("text") or still(output.get("data")) or output for output in outputs]


def still(data):
    return data and {kind: value for kind, value in data.items() if kind != WIDGET_VIEW}


def is_live(output):
    return WIDGET_VIEW in output.get("data", {})


def folded(cell):
    return cell.metadata.get("jupyter", {}).get("outputs_hidden", False)


def test_a_lesson_that_is_not_trusted_shows_pictures_and_no_answers(opened):
    assert not opened.trusted()
    cells = opened.stored().values()
    for cell in cells:
        placeholders = opened.cell(cell.id).locator(".jp-OutputPlaceholder").all_inner_texts()
        assert len(placeholders) == folded(cell), cell.id
        for line in placeholders:  # nothing but what the code above it says
            assert f'print("{line[:80]}")' in cell.source, cell.id
    with opened.all_outputs():
        pictures = shown_pictures(opened.page)
    everything = [output for cell in cells for output in cell.outputs]
    assert [alternative for alternative, _, _ in pictures] == alternatives(everything) != []
    for alternative, source, width in pictures:
        drawn = " ".join(re.findall("<text[^>]*>([^<]*)<", unquote(source)))
        assert drawn.strip()
        # A map of centres is told as lines of x, curves by their values, both without the axes.
        without_axes = re.search("^Filter centres|Epochs 1 to", alternative)
        assert numbers(drawn) <= numbers(alternative) or without_axes
        assert width > 100


def test_running_a_lesson_shows_what_is_stored(lesson):
    outputs, cells = lesson.outputs(), lesson.stored()
    assert list(outputs) == list(cells)
    for name, cell in cells.items():
        if NOT_COMPARED.search(cell.source):
            # Where somebody watches, a progress bar comes beside what is stored.
            stored = {output.output_type for output in cell.outputs}
            assert stored <= {output["output_type"] for output in outputs[name]}
            cell.outputs = [nbformat.from_dict(output) for output in outputs[name]]
            continue
        assert printed(outputs[name]) == printed(cell.outputs), name
        streams = [output.text for output in cell.outputs if output.output_type == "stream"]
        text = lesson.shown(name).locator("pre")
        assert [t.strip() for t in text.all_inner_texts()] == [t.strip() for t in streams], name
    assert lesson.page.locator(".jp-OutputPlaceholder").count() == 0
    everything = [
        output
        for name, cell in cells.items()
        for output, now in zip(cell.outputs, outputs[name], strict=False)
        if not is_live(now)
    ]
    assert [picture[0] for picture in shown_pictures(lesson.page)] == alternatives(everything)


@pytest.mark.once
def test_headings_are_in_order(lesson):
    headings = lesson.page.locator(".jp-MarkdownOutput").locator("h1, h2, h3, h4, h5, h6")
    levels = [int(tag[1]) for tag in headings.evaluate_all("tags => tags.map((t) => t.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.once
@pytest.mark.parametrize(("theme", "colors"), [("Dark", DARK), ("Light", LIGHT)])
def test_pictures_and_texts_follow_the_theme(lesson, theme, colors):
    lesson.use_theme(theme)
    for picture in lesson.page.locator(PICTURES).all():
        edge, inside = pixel_colors(picture)
        assert edge == colors["panel"]
        assert colors["text"] in inside
    texts = lesson.page.locator(
        ":is(.jp-MarkdownOutput, .jp-OutputArea) :is(h1, h2, p, li, td, th, code, a, pre)"
    )
    pale = [text for text, *rest in texts.evaluate_all(TEXT_COLORS) if not readable(*rest)]
    assert pale == []


@pytest.mark.once
@pytest.mark.parametrize(("width", "height", "scale"), NARROW.values(), ids=list(NARROW))
def test_nothing_is_wider_than_a_narrow_page(lesson, width, height, scale):
    with lesson.window(width, height, scale):
        assert lesson.page.evaluate("[innerWidth, devicePixelRatio]") == [width, scale]
        for picture in lesson.page.locator(PICTURES).all():
            (left, right), (column_left, column_right) = picture.evaluate(SIDES)
            assert column_left <= left < right <= column_right <= width
        wide = lesson.page.locator("html, body, .jp-WindowedPanel-outer").evaluate_all(
            "parts => parts.map((part) => part.scrollWidth - part.clientWidth)"
        )
        assert wide == [0, 0, 0]


def test_a_prediction_by_keyboard(page, server):
    notebook = Notebook(page, server, "notebooks/00_start_here.ipynb")
    answer = notebook.stored()["first-number"].outputs[0].text
    assert answer.splitlines()[1].startswith("14 = 4·1")
    for cell_id in ("title", "run-cells", "setup", "goal", "edges", "goal-network", "network"):
        assert notebook.active() == cell_id
        runs = cell_id in ("setup", "edges", "network")
        page.keyboard.press("Shift+Enter" if runs else "ArrowDown")
    for cell_id, key in (("image-kernel", 0), ("picture", 1), ("lay", 0), ("ask-corner", 1)):
        assert notebook.active() == cell_id
        page.keyboard.press("Shift+Enter" if key else "ArrowDown")
    field = page.get_by_label("What is the sum of the nine products at the top left?", exact=True)
    field.focus()
    said = notebook.cell("ask-corner").get_by_role("status")
    for guess, told in (("10", "flipped"), ("14", "Right.")):
        field.fill(guess)
        page.keyboard.press("Enter")
        said.get_by_text(told).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Show me
    said.get_by_text("Multiply what lies on each other").wait_for()
    page.keyboard.press("Escape")
    notebook.cell("first-number").locator(".jp-InputPrompt").click()
    assert notebook.active() == "first-number"
    assert notebook.shown("first-number").count() == 0
    page.keyboard.press("Shift+Enter")
    text = notebook.shown("first-number").locator("pre")
    text.wait_for()
    assert text.inner_text().strip() == answer.strip()
    assert notebook.active() == "slide"
    assert notebook.cell("slide").evaluate("c => c.contains(document.activeElement)")
