"""The course as a website: built twice, every link followed, each page opened in Chromium."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from helpers.explorers import flat, receive
from helpers.recorded import events

from course_lib.grading.exercise import read_exercise
from course_lib.grading.places import exercise_names
from course_lib.site.live import LIVE, explorer_of

from .test_browser_explorers import SHOWN

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("site")]

ROOT = Path(__file__).parents[2]
# Whether the page is wider than the screen.
WIDER = "document.documentElement.scrollWidth > innerWidth"


def files(folder):
    return {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_the_same(built):
    one, two = map(files, built)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name].read_bytes() != two[name].read_bytes()] == []


class Links(HTMLParser):
    """What a page asks for by itself, what it links to, and its places."""

    def __init__(self, path):
        super().__init__()
        self.loaded, self.links, self.places, self.silent = [], [], set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.places |= {found[name] for name in ("id", "name") if found.get(name)}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "link" and found.get("rel") != "canonical":
            self.loaded.append(found["href"])
        elif found.get("src"):
            self.loaded.append(found["src"])
        if tag == "img" and not found.get("alt"):
            self.silent.append(found["src"][:80])


@pytest.fixture(scope="module")
def pages(site):
    return {path: Links(path) for path in site.rglob("*.html")}


def test_no_link_is_broken(pages):
    broken = []
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = target.is_file()
            if there and parts.fragment and target in pages:
                there = unquote(parts.fragment) in pages[target].places
            if not there:
                broken.append((path.name, link))
    assert len(pages) > 40
    assert broken == []


def test_pages_load_only_what_lies_beside_them(pages):
    loaded = {link for page in pages.values() for link in page.loaded}
    assert [link for link in loaded if urlsplit(link).scheme not in ("", "data")] == []


def test_every_picture_has_a_text(pages):
    assert [page.silent for page in pages.values() if page.silent] == []


def test_no_repository_no_links_to_it(pages):
    links = {link for page in pages.values() for link in page.links}
    assert [link for link in links if "colab" in link or "/edit/" in link] == []


def test_exercises_hold_no_answers(site):
    texts = [path.read_text("utf-8") for path in site.rglob("exercises/*") if path.is_file()]
    assert len(texts) == 2 * len(exercise_names())  # the page, and the notebook to download
    for name in exercise_names():
        for task in read_exercise(ROOT / "solutions" / f"{name}.ipynb").tasks:
            hidden = [cell.source for cell in task.checks if cell.role == "hidden"]
            assert [text for text in texts if any(source in text for source in hidden)] == []
    assert [text for text in texts if "BEGIN SOLUTION" in text or "SEED" in text] == []


@pytest.mark.parametrize("from_files", [False, True])
def test_every_page_fits_a_phone_and_asks_nothing_of_others(browser, site, served, from_files):
    start = f"{site.as_uri()}/" if from_files else served
    context = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme="dark")
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    own = (start, "data:", "blob:")
    context.on("request", lambda r: r.url.startswith(own) or wrong.append(r.url[:200]))
    context.on("response", lambda r: r.status < 400 or wrong.append(f"{r.status} {r.url}"))
    for path in sorted(site.rglob("*.html")):
        page.goto(start + path.relative_to(site).as_posix())
        if page.evaluate(WIDER):
            wrong.append(f"{path.name} is wider than the screen")
    context.close()
    assert wrong == []


def test_search_finds_a_lesson_without_a_server(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/search.html?q=dilation")
    found = page.locator("#search-results li a").first
    found.wait_for()
    titles = page.locator("#search-results li a").all_inner_texts()
    context.close()
    assert any("Convolution by hand" in title for title in titles)


def test_answers_are_folded_until_asked_for(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/notebooks/00_start_here.html")
    answer = page.get_by_text("The sum and its nine products, row by row:").last
    assert not answer.is_visible()
    page.locator("details.hide summary").first.click()
    assert answer.is_visible()
    context.close()


# Does in the page what a message tells.
DO = """(root, [kind, ...rest]) => {
    const labelled = (name) => [...root.querySelectorAll('.course-controls > span')]
        .find((span) => span.textContent.startsWith(name)).querySelector('input, select');
    if (kind === 'pick') {
        const [part, row, column] = rest;
        const grid = root.querySelectorAll('.course-part:has(> figure)')[part];
        grid.querySelector(`button[data-row="${row}"][data-column="${column}"]`).click();
    } else if (kind === 'set') {
        const [label, value] = rest;
        const input = labelled(label);
        if (input.type === 'checkbox') input.checked = value;
        else input.value = value;
        input.dispatchEvent(new Event(input.type === 'range' ? 'input' : 'change'));
    } else if (kind === 'press') {
        [...root.querySelectorAll('.course-controls button')].at(-1).click();
    } else if (kind === 'free') {
        root.querySelector('.course-hint button').click();
    }
}"""
LARGEST = 300_000  # bytes of a recording


def told_to(explorer, event):
    """Return a message in the words of the page: the number of a grid, the label of a control."""
    if event[0] == "pick":
        keys = [part["key"] for part in flat(explorer.view["parts"])]
        return ["pick", keys.index(event[1]), *event[2:]]
    if event[0] == "set":
        names = {control["name"]: control["label"] for control in explorer.view["controls"]}
        return ["set", names[event[1]], event[2]]
    return list(event)


@pytest.mark.parametrize("name", LIVE)
def test_live_explorers_show_what_a_kernel_shows(browser, site, name):
    assert (site / "_static" / "recorded" / f"{name}.js").stat().st_size < LARGEST
    explorer = explorer_of(ROOT / "notebooks" / f"{name}.ipynb")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{site.as_uri()}/notebooks/{name}.html")
    page.locator("[data-ready=true]").wait_for()
    root = page.locator(".course-explorer")
    for event in events(explorer, LIVE[name], 40, seed=7):
        if event[0] == "walk" or (event[0] == "free" and not explorer.view["pinned"]):
            continue  # the player is tested with its own page
        root.evaluate(DO, told_to(explorer, event))
        receive(explorer, *event)
        view, shown = explorer.view, root.evaluate(SHOWN)
        assert shown["lines"] == view["lines"], event
        assert shown["said"] == view["said"], event
        for part, now in zip(flat(view["parts"]), shown["parts"], strict=True):
            if part["type"] == "grid":
                cells = [cell for row in part["cells"] for cell in row]
                assert now["cells"] == [cell["text"] + cell.get("note", "") for cell in cells]
                assert now["picked"] == ([list(part["picked"])] if part["picked"] else [])
    context.close()
    assert wrong == []


def test_what_is_not_live_says_where_it_is(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/notebooks/00_start_here.html")
    page.locator("[data-ready=true]").wait_for()
    page.get_by_label("Quiz me (in the notebook)").click()
    page.get_by_text("it is in the notebook").first.wait_for()
    assert not page.get_by_label("Quiz me (in the notebook)").is_checked()
    context.close()
