"""Time from frame to frame while an explorer plays, in JupyterLab in a headless Chromium.

Run it from the course's folder: ``python benchmarks/explorer_frames.py``. It needs what the
browser's tests need: ``pip install -e ".[test]"`` and Chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))

from helpers import jupyterlab_server  # noqa: E402
from helpers.open_notebook import Notebook  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
GOAL = 33.4  # milliseconds: two frames of a screen that shows 60 a second
# Each with settings that make its walk long.
EXPLORERS = {
    "Convolution": "padding='SAME', image='6×6, counting', channels_in=3",
    "Pooling": "padding='SAME', stride=1",
    "Depthwise": "padding='SAME', channels=3, mult=3",
    "MatrixProduct": "padding='SAME'",
    "Transposed": "image='3×3, ones', kernel='4×4, ones'",
    "Gradients": "padding='SAME', image='5×5, with a tie'",
}
# Plays from the beginning at the highest speed, and tells the times from frame to frame.
FRAMES = """async (root) => {
    const button = root.querySelector('.course-player .course-button:nth-of-type(2)');
    const playing = () => button.textContent.includes('Pause');
    button.click();
    while (!playing()) await new Promise(requestAnimationFrame);
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    const end = last + 6000;
    while (playing() && last < end) {
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
    }
    return times;
}"""


def main() -> None:
    """Print a line for each explorer: 95 and 99 of 100 frames come within."""
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    with tempfile.TemporaryDirectory() as folder, jupyterlab_server.serve(Path(folder)) as server:
        cell = nbformat.v4.new_code_cell("", id="explorer")
        book = nbformat.v4.new_notebook(cells=[cell], metadata=about)
        nbformat.write(book, server.files / "frames.ipynb")
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=CHROMIUM).new_page()
            notebook = Notebook(page, server, "frames.ipynb")
            print(f"| explorer | frames | 95 of 100 within | within {GOAL:.0f} ms |")
            print("|---|---|---|---|")
            for kind, options in EXPLORERS.items():
                times = sorted(measured(notebook, f"cl.widgets.{kind}({options})"))
                slow = times[int(0.95 * len(times))]
                good = sum(time <= GOAL for time in times) / len(times)
                print(f"| {kind} | {len(times)} | {slow:.0f} ms | {100 * good:.0f} % |")


def measured(notebook: Notebook, code: str) -> list[float]:
    """Return the times from frame to frame while an explorer plays, in milliseconds."""
    notebook.fill("explorer", f"import course_lib as cl\n{code}")
    notebook.script("find(given).model.clearExecution();", "explorer")
    root = notebook.page.locator(".course-explorer")
    root.wait_for(state="detached")
    notebook.command("notebook:run-all-cells")
    root.wait_for()
    root.get_by_label("Speed").select_option("fast")
    root.scroll_into_view_if_needed()
    return notebook.page.evaluate(FRAMES, root.element_handle())


if __name__ == "__main__":
    main()
