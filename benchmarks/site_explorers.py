"""Live explorers of the site: size of the recording, time until it is ready, and time of a click.

Run it from the course's folder: ``make site``, then ``python benchmarks/site_explorers.py site``,
with ``--save`` to write the table into benchmarks/README.md. It needs what the browser's tests
need: ``pip install -e ".[test]"`` and Chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from table import replace_between

from course_lib.site.live import RECORDINGS

README = Path(__file__).parent / "README.md"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ROUNDS = 3
# Tells when each recording begins to be unpacked, and when its explorer can be clicked.
WATCH = """
    globalThis.times = {};
    let told;
    Object.defineProperty(globalThis, 'courseRecorded', {
        get: () => told && new Proxy(told, { apply(target, that, [name, letters]) {
            times[name] = [performance.now()];
            return target(name, letters);
        } }),
        set: (value) => (told = value),
    });
    new MutationObserver((changes) => {
        for (const { target } of changes) times[target.dataset.recorded]?.push(performance.now());
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });
"""
# Milliseconds from a click on something that can be clicked until the next frame is drawn.
CLICK = """async (root) => {
    const nodes = [...root.querySelectorAll('.course-parts button')].filter((node) =>
        node.checkVisibility());
    const screens = [...root.querySelectorAll('.course-screen, .course-map[tabindex]')];
    const times = [];
    for (let i = 0; i < 30; i += 1) {
        const all = [...nodes, ...screens].filter((node) => node.isConnected);
        const node = all[(i * 7919) % all.length];
        const box = node.getBoundingClientRect();
        const at = { clientX: box.x + (i % 5) * box.width / 5, clientY: box.y + box.height / 2 };
        await new Promise(requestAnimationFrame);
        const start = performance.now();
        node.dispatchEvent(new MouseEvent('click', { bubbles: true, ...at }));
        await null;
        root.getBoundingClientRect();
        times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b);
}"""


def main() -> None:
    """Print, and save where that is asked for, a row for each live explorer."""
    save = "--save" in sys.argv
    (site,) = [Path(name) for name in sys.argv[1:] if name != "--save"] or [Path("site")]
    lines = [
        "| explorer | recording, KB | ready, ms | click, ms | slowest of 30, ms |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for lesson, kind in RECORDINGS:
            size = (site / "_static" / "recorded" / f"{lesson}-{kind}.js").stat().st_size
            rounds = [measured(browser, site, lesson, kind) for _ in range(ROUNDS)]
            ready, middle, slowest = map(median, zip(*rounds, strict=True))
            name = f"{lesson[:2]} {kind}"
            lines.append(
                f"| {name} | {size / 1000:.0f} | {ready:.0f} | {middle:.1f} | {slowest:.1f} |"
            )
    text = "\n".join(lines)
    print(text)
    if save:
        told = README.read_text(encoding="utf-8")
        README.write_text(replace_between(told, "site explorers", text), encoding="utf-8")


def measured(browser, site: Path, lesson: str, kind: str) -> tuple[float, float, float]:
    """Return the milliseconds until an explorer is ready, of a click, and of the slowest click."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{site.resolve().as_uri()}/notebooks/{lesson}.html")
    place = page.locator(f"[data-recorded='{lesson}-{kind}'][data-ready=true]")
    place.wait_for()
    begin, end = page.evaluate("(name) => times[name]", f"{lesson}-{kind}")
    clicks = place.locator(".course-explorer").evaluate(CLICK)
    context.close()
    return end - begin, clicks[len(clicks) // 2], clicks[-1]


if __name__ == "__main__":
    main()
