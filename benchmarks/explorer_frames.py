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
# Plays from the beginning at the highest speed; tells the times from frame to frame, and how many
# steps were shown.
FRAMES = """async (root) => {
    const button = root.querySelector('.course-player .course-button:nth-of-type(2)');
    const playing = () => button.textContent.includes('Pause');
    button.click();
    while (!playing()) await new Promise(requestAnimationFrame);
    const times = [], steps = new Set();
    let last = await new Promise(requestAnimationFrame);
    const end = last + 6000;
    while (playing() && last < end) {
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
        steps.add(root.querySelector('.course-step').textContent);
    }
    return [times, steps.size];
}"""


def main() -> None:
    """Print a line for each explorer: how soon frames come, and what a step costs."""
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    with tempfile.TemporaryDirectory() as folder, jupyterlab_server.serve(Path(folder)) as server:
        cell = nbformat.v4.new_code_cell("", id="explorer")
        book = nbformat.v4.new_notebook(cells=[cell], metadata=about)
        nbformat.write(book, server.files / "frames.ipynb")
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=CHROMIUM).new_page()
            notebook = Notebook(page, server, "frames.ipynb")
            print(f"| explorer | frames | 95 of 100 within | within {GOAL:.0f} ms | work a step |")
            print("|---|---|---|---|---|")
            for kind, options in EXPLORERS.items():
                times, work = measured(notebook, f"cl.widgets.{kind}({options})")
                slow = sorted(times)[int(0.95 * len(times))]
                good = 100 * sum(time <= GOAL for time in times) / len(times)
                line = f"{kind} | {len(times)} | {slow:.0f} ms | {good:.0f} % | {work:.1f} ms"
                print(f"| {line} |", flush=True)


def measured(notebook: Notebook, code: str) -> tuple[list[float], float]:
    """Return the times from frame to frame while an explorer plays, and the work of a step.

    Both are in milliseconds. The work is what the page's main thread computes, whatever else the
    machine does: scripts, styles and layout.
    """
    notebook.fill("explorer", f"import course_lib as cl\n{code}")
    notebook.script("find(given).model.clearExecution();", "explorer")
    root = notebook.page.locator(".course-explorer")
    root.wait_for(state="detached")
    notebook.command("notebook:run-all-cells")
    root.wait_for()
    root.get_by_label("Speed").select_option("fast")
    root.scroll_into_view_if_needed()
    session = notebook.page.context.new_cdp_session(notebook.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = worked(session)
    times, steps = notebook.page.evaluate(FRAMES, root.element_handle())
    work = (worked(session) - before) / steps
    session.detach()
    return times, 1000 * work


def worked(session) -> float:
    """Return the seconds that the page's main thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


if __name__ == "__main__":
    main()
