"""The course as a website: built twice, every link followed, each page opened in Chromium."""

import json
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from helpers.explorers import flat, receive
from helpers.recorded import events, quiz_events, shown

from course_lib.grading.exercise import read_exercise
from course_lib.grading.places import exercise_names
from course_lib.site.live import LIVE, RECORDINGS, explorer_of
from course_lib.site.recorded_view import of_the_page, recorded_control
from course_lib.widgets.view import grids_of

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


def test_icons_are_letters_of_a_font(browser, site):
    assert (site / "_static" / "scripts" / "fontawesome.js").stat().st_size < 1000
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    content = "getComputedStyle(document.querySelector('.fa-bars'), '::before').content"
    assert page.evaluate(content) not in ("none", "normal")
    loaded = "document.fonts.load('900 1em \"Font Awesome 7 Free\"').then((found) => found.length)"
    assert page.evaluate(loaded) == 1
    page.close()


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


# Keeps the models of a page's explorers, by their names.
KEEP_MODELS = """
    globalThis.models = [];
    let explorer;
    Object.defineProperty(globalThis, 'courseExplorer', {
        get: () => explorer,
        set: ({ render }) => (explorer = { render(what) { models.push(what); render(what); } }),
    });
"""
# Does what messages tell, and returns what is shown after each.
PLAY = """([name, messages, read]) => {
    const el = document.querySelector(`[data-recorded="${name}"]`).firstChild;
    const { model } = models.find((one) => one.el === el);
    const look = eval(read), shown = [];
    const play = async () => {
        for (const [i, [kind, ...rest]] of messages.entries()) {
            model.send({ id: i, do: kind, with: rest });
            await null;
            shown.push([structuredClone(model.get('view')), look(el.firstChild)]);
        }
        return shown;
    };
    return play();
}"""
LARGEST = 300_000  # bytes of a recording
OF_THE_PAGE = ("walk", "answered", "brief", "question")


def seen(explorer, live, messages):
    """Return what an explorer with a kernel shows after each message."""
    found = []
    for message in messages:
        receive(explorer, *message)
        problem, said = explorer.view["problem"], of_the_page(explorer.view["said"])
        pinned = explorer.view["pinned"]
        explorer_shows = shown(explorer, live)
        found.append(explorer_shows | {"problem": problem, "said": said, "pinned": pinned})
    return json.loads(json.dumps(found))


@contextmanager
def opened(browser, site, lesson, name):
    """Open the page of a lesson, with an explorer that is ready; nothing goes wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(KEEP_MODELS)
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{site.as_uri()}/notebooks/{lesson}.html")
    page.locator(f"[data-recorded='{name}'][data-ready=true]").wait_for()
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("lesson", "kind"), RECORDINGS)
def test_live_explorers_show_what_a_kernel_shows(browser, site, lesson, kind):
    name, live = f"{lesson}-{kind}", LIVE[lesson][kind]
    assert (site / "_static" / "recorded" / f"{name}.js").stat().st_size < LARGEST
    explorer = explorer_of(ROOT / "notebooks" / f"{lesson}.ipynb", kind)
    messages, views = [], []
    for message in events(explorer, live, 100, seed=7):
        messages.append(message)
        views += seen(explorer, live, [message])
    with opened(browser, site, lesson, name) as page:
        played = page.evaluate(PLAY, [name, messages, SHOWN])
    for message, view, (kept, page_shows) in zip(messages, views, played, strict=True):
        for part in drawn([*kept["parts"], *view["parts"]]):
            part.pop("version", None)
        told = {key: kept[key] for key in kept if key not in OF_THE_PAGE}
        assert told == {key: view[key] for key in view if key not in OF_THE_PAGE}, message
        assert page_shows["lines"] == view["lines"], message
        for part, now in zip(drawn(view["parts"]), page_shows["parts"], strict=True):
            if part["type"] == "grid":
                cells = [cell for row in part["cells"] for cell in row]
                assert now["cells"] == [cell["text"] + cell.get("note", "") for cell in cells]
                assert now["picked"] == ([list(part["picked"])] if part["picked"] else [])


ASKING = [(lesson, kind) for lesson, kind in RECORDINGS if "quiz" in LIVE[lesson][kind]]


@pytest.mark.parametrize(("lesson", "kind"), ASKING)
def test_quizzes_ask_and_judge_as_a_kernel_does(browser, site, lesson, kind):
    name, live = f"{lesson}-{kind}", LIVE[lesson][kind]
    explorer = explorer_of(ROOT / "notebooks" / f"{lesson}.ipynb", kind)
    messages, views = [], []
    for message in quiz_events(explorer, live, 60, seed=5):
        messages.append(message)
        receive(explorer, *message)
        view = {key: explorer.view[key] for key in ("question", "said", "parts", "lines", "pinned")}
        view["said"] = of_the_page(view["said"])
        view["lines"] = [line for line in view["lines"] if of_the_page(line)]
        view["controls"] = [recorded_control(one, live) for one in explorer.view["controls"]]
        views.append(json.loads(json.dumps(view)))
    with opened(browser, site, lesson, name) as page:
        played = page.evaluate(PLAY, [name, messages, SHOWN])
    assert sum(view["question"]["done"] for view in views if view["question"]) > 5
    for message, view, (kept, page_shows) in zip(messages, views, played, strict=True):
        for shown_now in (view, kept):
            if shown_now["question"]:
                del shown_now["question"]["asked"]
            for grid in grids_of(shown_now["parts"]):
                grid["edit"] = False
        for key in view:
            assert kept[key] == view[key], message
        assert page_shows["question"] == (view["question"] or {}).get("label"), message


def drawn(parts):
    """Return the parts that are drawn as figures."""
    return [part for part in flat(parts) if part["type"] != "work"]


def test_what_is_not_live_says_where_it_is(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/notebooks/08_fashion_mnist.html")
    page.locator("[data-ready=true]").first.wait_for()
    assert page.get_by_label("Draw on it (in the notebook)").is_disabled()
    assert page.get_by_role("button", name="Train one epoch (in the notebook)").is_disabled()
    context.close()
