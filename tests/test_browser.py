"""The lessons and exercises in a real JupyterLab, in a headless Chromium."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from itertools import pairwise
from urllib.parse import unquote

import lab
import learner
import nbformat
import needs
import pytest
from opened import Notebook
from seen import SIDES, TEXT_COLORS, alternatives, numbers, pixel_colors, readable, shown_pictures

from course_lib.draw.palette import DARK, LIGHT
from course_lib.grading.mistakes import max_pooling
from course_lib.grading.running import NOT_COMPARED

pytestmark = pytest.mark.xdist_group("jupyterlab")  # one server and one browser for all of them

LESSONS = [
    # With the oldest versions the first two lessons are enough.
    pytest.param(path.stem, marks=[pytest.mark.once] if path.stem[:2] > "01" else [])
    for path in sorted(lab.COURSE.glob("notebooks/[0-9]*.ipynb"))
]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# JupyterLab says this of questions that were open while the kernel was restarted.
CANCELED = "Canceled future for"
WINDOW = {"width": 1200, "height": 900}
TRAINING = 600  # seconds that a lesson may take which trains networks
# A window as wide as 600 pixels, and a large one whose page is shown at twice its size.
NARROW = {"600 px": (600, 800, 1), "200 %": (700, 500, 2)}

# An exercise, and a mistake: what is replaced in which answer, and the rule that it breaks.
# That all mistakes of all exercises are found is tested without a browser.
MISTAKES = {"01_max_pooling": ("answer-4", "-np.inf", "0", max_pooling.zero_padding.__doc__)}


# For this module only: while Playwright runs, so does an event loop, which other tests may mind.
@pytest.fixture(scope="module")
def server(tmp_path_factory):
    needs.module("jupyterlab")
    with lab.serve(tmp_path_factory.mktemp("lab")) as running:
        for name in ("notebooks", "exercises"):
            shutil.copytree(lab.COURSE / name, running.files / name)
        yield running


@pytest.fixture(scope="module")
def browser():
    playwright = needs.module("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    needs.part(path, "Chromium (CHROMIUM can hold its path)")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=[NOWHERE])
        yield chromium
        chromium.close()


@contextmanager
def new_page(browser, server):
    """Give a page of its own; in the end nothing of it is left, and all was well in it."""
    context = browser.new_context(viewport=WINDOW)
    page, wrong = context.new_page(), []

    def look(address):
        if not address.startswith((server.url, server.url.replace("http", "ws"), "data:", "blob:")):
            wrong.append(f"leaves the machine: {address}")

    page.on("pageerror", lambda error: CANCELED in str(error) or wrong.append(f"error: {error}"))
    context.on("request", lambda request: look(request.url))
    page.on("websocket", lambda socket: look(socket.url))
    try:
        yield page
    finally:
        context.close()
        server.forget()
    assert wrong == []


@pytest.fixture
def page(browser, server):
    with new_page(browser, server) as opened:
        yield opened


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, browser, server):
    """A lesson of which all cells were run."""
    with new_page(browser, server) as page:
        notebook = Notebook(page, server, f"notebooks/{request.param}.ipynb")
        notebook.command("notebook:run-all-cells", seconds=TRAINING)
        yield notebook


@pytest.fixture(scope="module", params=list(MISTAKES))
def exercise(request, browser, server):
    with new_page(browser, server) as page:
        yield Notebook(page, server, f"exercises/{request.param}.ipynb")


def printed(outputs):
    """Return what outputs hold, without the numbers of their runs."""
    return [output.get("text") or output.get("data") or output for output in outputs]


def folded(cell):
    return cell.metadata.get("jupyter", {}).get("outputs_hidden", False)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_that_is_not_trusted_shows_pictures_and_no_answers(page, server, name):
    notebook = Notebook(page, server, f"notebooks/{name}.ipynb")
    assert not notebook.trusted()
    cells = notebook.stored().values()
    for cell in cells:
        placeholders = notebook.cell(cell.id).locator(".jp-OutputPlaceholder").all_inner_texts()
        assert len(placeholders) == folded(cell), cell.id
        for line in placeholders:  # nothing but what the code above it says
            assert f'print("{line[:80]}")' in cell.source, cell.id
    notebook.command("notebook:show-all-cell-outputs")
    pictures = shown_pictures(page)
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
    everything = [output for cell in cells.values() for output in cell.outputs]
    assert [picture[0] for picture in shown_pictures(lesson.page)] == alternatives(everything)


@pytest.mark.once
def test_headings_are_in_order(lesson):
    headings = lesson.page.locator(".jp-MarkdownOutput").locator("h1, h2, h3, h4, h5, h6")
    levels = [int(tag[1]) for tag in headings.evaluate_all("tags => tags.map((t) => t.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.once
@pytest.mark.parametrize(("theme", "colors"), [("Light", LIGHT), ("Dark", DARK)])
def test_pictures_and_texts_follow_the_theme(lesson, theme, colors):
    lesson.use_theme(theme)
    for picture in lesson.page.locator(".jp-OutputArea img").all():
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
        for picture in lesson.page.locator(".jp-OutputArea img").all():
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
    for cell_id in ("title", "run-cells", "setup", "image-kernel", "picture", "lay"):
        assert notebook.active() == cell_id
        runs = cell_id in ("setup", "picture")
        page.keyboard.press("Shift+Enter" if runs else "ArrowDown")
    assert notebook.active() == "first-number"
    assert notebook.shown("first-number").count() == 0
    page.keyboard.press("Shift+Enter")
    text = notebook.shown("first-number").locator("pre")
    text.wait_for()
    assert text.inner_text().strip() == answer.strip()
    assert notebook.active() == "slide"
    assert notebook.cell("slide").evaluate("c => c.contains(document.activeElement)")


def answers(name):
    """Return the answers of an exercise by cell id, without the marks around them."""
    return {
        f"answer-{key}": re.sub(r"\n *###.*", "", source)
        for key, source in learner.solutions(name).items()
    }


def work_on(exercise, written):
    """Start again with a fresh exercise, write answers into it, and run it.

    The first answer is typed on the keyboard. A kernel that has just been restarted may lose what
    it is asked, in older versions of JupyterLab: then it is asked once more.
    """
    try:
        write_and_run(exercise, written)
    except Exception as error:
        if "timeout" not in str(error):
            raise
        write_and_run(exercise, written)


def write_and_run(exercise, written):
    exercise.restart()
    for cell_id, cell in exercise.fresh.items():
        exercise.fill(cell_id, cell.source)
    for cell_id, source in written.items():
        write = exercise.type if cell_id == "answer-1" else exercise.fill
        write(cell_id, source)
    exercise.command("notebook:run-all-cells")


def check(exercise):
    """Save, and check in both ways; return what the command returns, and what it says."""
    exercise.save()
    command = [sys.executable, "-m", "course_lib", "check", str(exercise.file)]
    environment = os.environ | {"PYTHONPATH": str(lab.COURSE)}
    done = subprocess.run(
        command, cwd=exercise.file.parent, env=environment, capture_output=True, text=True
    )
    exercise.select("run-check")
    exercise.page.keyboard.press("Control+Enter")
    exercise.wait_until_run("run-check")
    text = exercise.shown("run-check").locator("pre").inner_text()
    assert lines(text) == lines(done.stdout)
    return done.returncode, done.stdout


def lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def points(text):
    """Return the points of each task and of all."""
    return [int(earned) for earned in re.findall(r"(\d+) of \d+", text)]


def all_points(exercise):
    return [cell.metadata.course.points for key, cell in exercise.fresh.items() if "answer" in key]


def test_an_untouched_exercise_has_no_points(exercise):
    work_on(exercise, {})
    code, text = check(exercise)
    assert code == 1
    assert points(text) == [0] * (len(all_points(exercise)) + 1)


def test_a_solved_exercise_has_all_points(exercise):
    work_on(exercise, answers(exercise.file.stem))
    code, text = check(exercise)
    assert code == 0
    assert points(text) == [*all_points(exercise), sum(all_points(exercise))]
    assert not [o for outputs in exercise.outputs().values() for o in outputs if "ename" in o]


def test_half_an_exercise_with_a_mistake(exercise):
    wrong, right_text, wrong_text, rule = MISTAKES[exercise.file.stem]
    begun = {key: text for key, text in answers(exercise.file.stem).items() if key <= wrong}
    assert right_text in begun[wrong]
    work_on(exercise, begun | {wrong: begun[wrong].replace(right_text, wrong_text)})
    code, text = check(exercise)
    earned = [p if f"answer-{k}" < wrong else 0 for k, p in enumerate(all_points(exercise), 1)]
    assert code == 1
    assert points(text) == [*earned, sum(earned)]
    assert rule in " ".join(text.split())
