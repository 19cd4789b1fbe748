"""Time from a key press in an explorer to the changed page, in JupyterLab in a headless Chromium.

Run it from the course's folder: ``python benchmarks/explorers.py``. It needs what the browser's
tests need: ``pip install -e ".[test]"`` and Chromium.
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
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
# Presses an arrow key in the last grid that can be clicked, to and fro, and waits each time until
# the page has changed and has drawn a frame.
TIMES = """async ([root, presses]) => {
    const grids = [...root.querySelectorAll('.course-grid')].filter((grid) => !grid.told.quiet);
    const cells = [...grids.at(-1).querySelectorAll('button')];
    cells.at(-1).focus();
    const times = [];
    for (let i = 0; i < presses; i++) {
        const key = ['ArrowUp', 'ArrowDown'][i % 2];
        const start = performance.now();
        const changed = new Promise((done) => {
            const watch = new MutationObserver(() => {
                if (root.ariaBusy === 'true') return;
                watch.disconnect();
                requestAnimationFrame(() => done(performance.now() - start));
            });
            watch.observe(root, { attributes: true, childList: true, subtree: true });
        });
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
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
            for name in NAMES:
                times = sorted(measured(browser, server, name))
                if times:
                    slow = times[int(0.95 * len(times))]
                    print(f"| {name} | {statistics.median(times):.0f} ms | {slow:.0f} ms |")


def measured(browser, server, name: str) -> list[float]:
    """Return the times of one lesson's explorer in milliseconds; none if it has none."""
    page = browser.new_page()
    notebook = Notebook(page, server, f"notebooks/{name}.ipynb")
    notebook.command("notebook:run-all-cells", seconds=600)
    root = page.locator(".course-explorer").last
    if not root.count():
        return []
    root.first.scroll_into_view_if_needed()
    times = page.evaluate(TIMES, [root.first.element_handle(), PRESSES + 5])
    page.close()
    server.forget()
    return times[5:]  # the first ones warm up


if __name__ == "__main__":
    main()
