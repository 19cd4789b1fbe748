"""Time from a key press in an explorer to the changed page, in JupyterLab in a headless Chromium.

Run it from the course's folder: ``python benchmarks/explorers.py``, with the names of lessons for
these only. It needs what the browser's tests need:
``pip install -e ".[test]"`` and Chromium.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))

from helpers import jupyterlab_server  # noqa: E402
from helpers.open_notebook import NAMES, Notebook  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

PRESSES = 40
PHOTOGRAPH = {"pixel": ", another pixel of 256×256", "kernel": ", another 3×3 kernel on 256×256"}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
# Goes to and fro, and waits each time until the page has changed and has drawn a frame: presses an
# arrow key in the last grid that can be clicked, or in the last photo, or chooses a kernel.
TIMES = """async ([root, presses, what]) => {
    const grids = [...root.querySelectorAll('.course-grid')].filter((grid) => !grid.told.quiet);
    const photos = [...root.querySelectorAll('.course-screen')];
    const lists = [...root.querySelectorAll('select')];
    const kernels = lists.find((list) => list.labels[0]?.textContent === 'Kernel');
    const arrow = (i) => {
        const key = ['ArrowUp', 'ArrowDown'][i % 2];
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    };
    const choose = (i) => {
        kernels.selectedIndex = i % 2;
        kernels.dispatchEvent(new Event('change'));
    };
    if (what === 'cell') [...grids.at(-1).querySelectorAll('button')].at(-1).focus();
    else photos.at(-1).focus();
    const times = [];
    for (let i = 0; i < presses; i++) {
        const start = performance.now();
        const changed = new Promise((done) => {
            const watch = new MutationObserver(() => {
                if (root.ariaBusy === 'true') return;
                watch.disconnect();
                requestAnimationFrame(() => done(performance.now() - start));
            });
            watch.observe(root, { attributes: true, childList: true, subtree: true });
        });
        (what === 'kernel' ? choose : arrow)(i);
        times.push(await changed);
    }
    return times;
}"""


def main() -> None:
    """Print a line for each lesson with an explorer: half and 95 of 100 answers come within."""
    with tempfile.TemporaryDirectory() as folder, jupyterlab_server.serve(Path(folder)) as server:
        shutil.copytree(COURSE / "notebooks", server.files / "notebooks")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            print("| lesson | half within | 95 of 100 within |")
            print("|---|---|---|")
            for name in sys.argv[1:] or NAMES:
                for title, times in measured(browser, server, name).items():
                    slow = sorted(times)[int(0.95 * len(times))]
                    print(f"| {title} | {statistics.median(times):.0f} ms | {slow:.0f} ms |")


def measured(browser, server, name: str) -> dict[str, list[float]]:
    """Return the times of one lesson's explorers in milliseconds, by what was done."""
    page = browser.new_page()
    notebook = Notebook(page, server, f"notebooks/{name}.ipynb")
    notebook.command("notebook:run-all-cells", seconds=600)
    times = {}
    for root in page.locator(".course-explorer").all():
        photo = root.locator(".course-screen").count()
        root.scroll_into_view_if_needed()
        for what, title in PHOTOGRAPH.items() if photo else [("cell", "")]:
            given = [root.element_handle(), PRESSES + 5, what]
            times[name + title] = page.evaluate(TIMES, given)[5:]  # the first ones warm up
    page.close()
    server.forget()
    return times


if __name__ == "__main__":
    main()
