"""How large the site is, and how long each of its pages takes until it is ready, in Chromium.

Run it from the course's folder: ``make site``, then ``python benchmarks/site_pages.py site``, with
``--save`` to write the table into benchmarks/README.md. It needs what the browser's tests need:
``pip install -e ".[test]"`` and Chromium.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from table import replace_between

README = Path(__file__).parent / "README.md"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ROUNDS = 3
# Milliseconds from the start until the page has loaded and its explorer, if any, can be clicked.
READY = """async () => {
    const waiting = () => document.querySelector('[data-recorded]:not([data-ready])');
    while (document.readyState !== 'complete' || waiting()) {
        await new Promise(requestAnimationFrame);
    }
    return performance.now();
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *_):
        """Say nothing."""


def main() -> None:
    """Print, and save where that is asked for, a row for each page."""
    save = "--save" in sys.argv
    (site,) = [Path(name) for name in sys.argv[1:] if name != "--save"] or [Path("site")]
    handler = functools.partial(Quiet, directory=str(site))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        address = f"http://127.0.0.1:{server.server_port}/"
        rows = [
            (path, *measured(browser, f"{address}{path}"), kilobytes([site / path]))
            for path in sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
        ]
        server.shutdown()
    text = markdown(site, rows)
    print(text)
    if save:
        known = README.read_text(encoding="utf-8")
        README.write_text(replace_between(known, "pages", text), encoding="utf-8")


def measured(browser, address: str) -> tuple[float, float, float]:
    """Return KB of all that a page asks for, and the milliseconds until it is ready, and of work.

    The work is what the page's main thread computes, whatever else the machine does.
    """
    times, works = [], []
    for _ in range(ROUNDS):
        context, loaded = browser.new_context(), []  # which has nothing in its cache
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.on("response", lambda response, to=loaded: to.append(response))
        page.goto(address)
        times.append(page.evaluate(READY))
        metrics = session.send("Performance.getMetrics")["metrics"]
        works += [1000 * one["value"] for one in metrics if one["name"] == "TaskDuration"]
        size = sum(int(response.headers.get("content-length", 0)) for response in loaded)
        context.close()
    return size / 1000, min(times), median(works)


def kilobytes(paths) -> float:
    """Return the size of files."""
    return sum(path.stat().st_size for path in paths) / 1000


def markdown(site: Path, rows: list[tuple[str, float, float, float, float]]) -> str:
    """Return what was measured: the whole, and a table of all pages."""
    whole = kilobytes(path for path in site.rglob("*") if path.is_file())
    slowest = max(rows, key=lambda row: row[2])
    said = (
        f"The whole site has {whole / 1000:.1f} MB and {len(rows)} pages. The one that takes "
        f"longest, `{slowest[0]}`, is ready after {slowest[2]:.0f} ms; half of all within "
        f"{median(row[2] for row in rows):.0f} ms."
    )
    lines = ["| page | its own KB | with all it loads, KB | ready after | work |"]
    lines.append("|---|---:|---:|---:|---:|")
    for path, loaded, ready, work, own in rows:
        lines.append(f"| {path} | {own:.0f} | {loaded:.0f} | {ready:.0f} ms | {work:.0f} ms |")
    table = "\n".join(lines)
    return f"{said}\n\n<details><summary>Each page</summary>\n\n{table}\n\n</details>"


if __name__ == "__main__":
    main()
