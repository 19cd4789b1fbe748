"""A JupyterLab and a headless Chromium for all tests of this folder."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from helpers import jupyterlab_server, skip_without
from helpers.open_notebook import LESSONS, Notebook, lesson_of

HERE = Path(__file__).parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# JupyterLab says this of questions that were open while the kernel was restarted.
CANCELED = "Canceled future for"
WINDOW = {"width": 1200, "height": 900}
AXE = "axe-core (npm; AXE_CORE holds the path of its axe.min.js)"
TRAINING = 600  # seconds that a lesson may take which trains networks


# For this folder only: while Playwright runs, so does an event loop, which other tests may mind.
@pytest.fixture(scope="package")
def server(tmp_path_factory):
    skip_without.module("jupyterlab")
    with jupyterlab_server.serve(tmp_path_factory.mktemp("lab")) as running:
        for name in ("notebooks", "exercises"):
            shutil.copytree(jupyterlab_server.COURSE / name, running.files / name)
        yield running


@pytest.fixture(scope="package")
def browser():
    playwright = skip_without.module("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    skip_without.part(path, "Chromium (CHROMIUM can hold its path)")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=[NOWHERE])
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def axe():
    file = Path(os.environ.get("AXE_CORE", "axe.min.js"))
    return skip_without.part(file.is_file() and file, AXE).read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def new_page(browser, server):
    """Return what gives a page of its own."""
    return partial(_new_page, browser, server)


@contextmanager
def _new_page(browser, server):
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
def page(new_page):
    with new_page() as opened:
        yield opened


@pytest.fixture(scope="package", params=LESSONS)
def opened(request, new_page, server):
    """A lesson as it is when it is opened."""
    with new_page() as page:
        yield Notebook(page, server, f"notebooks/{request.param}.ipynb")


@pytest.fixture(scope="package")
def lesson(opened):
    """A lesson of which all cells were run."""
    opened.command("notebook:run-all-cells", seconds=TRAINING)
    return opened


@pytest.fixture(scope="package")
def built(tmp_path_factory):
    """Return the folders of two builds of the site, made side by side."""
    skip_without.module("myst_nb")
    folders = [tmp_path_factory.mktemp("site") / name for name in ("one", "two")]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "course_lib", "site", str(folder)],
            cwd=jupyterlab_server.COURSE,
            env={**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for seed, folder in zip(("1", "200"), folders, strict=True)
    ]
    told = [run.communicate(timeout=900)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    return folders


@pytest.fixture(scope="package")
def site(built):
    return built[0]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="package")
def served(site):
    """Return the address of the site on a server of its own."""
    handler = partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


def pytest_collection_modifyitems(items):
    """Run what needs the same lesson one after the other; what needs it as it is comes first."""
    here = [item for item in items if item.path.is_relative_to(HERE)]
    others = [item for item in items if item not in here]
    items[:] = [*sorted(here, key=_place), *others]
    for item in here:  # a page on a busy machine may be late; what fails three times is wrong
        item.add_marker(pytest.mark.flaky(reruns=2))


def _place(item):
    needs = item.fixturenames
    return "opened" in needs, lesson_of(item.nodeid), "lesson" in needs
