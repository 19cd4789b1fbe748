"""The moving picture with which README.md begins: an explorer of the site, played in Chromium.

Run it from the course's folder: ``make site``, then ``python benchmarks/moving_picture.py site``.
It needs what the browser's tests need: ``pip install -e ".[test]"`` and Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent / "explorer.webp"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
LESSON = "notebooks/02_convolution.html"
EXPLORER = "[data-recorded$='Convolution']"
WIDTH, HEIGHT = 760, 1200  # of the page, so that grids stand beside each other
STEP, LAST = 700, 2000  # milliseconds that a frame is seen
COLOURS = 48
# What is not needed to see what happens.
LEFT_OUT = ".course-controls, .course-hint { display: none !important; }"


def main() -> None:
    """Play the explorer step by step, and write what is seen as an animated WebP."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM).new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
        )
        page.goto((site / LESSON).as_uri())
        page.locator(f"{EXPLORER}[data-ready=true]").wait_for()
        frames = played(page)
    times = [STEP] * (len(frames) - 1) + [LAST]
    first, *rest = frames
    options = {"lossless": True, "minimize_size": True, "method": 6}
    first.save(PICTURE, save_all=True, append_images=rest, duration=times, loop=0, **options)
    print(f"{PICTURE}: {len(frames)} frames, {PICTURE.stat().st_size / 1000:.0f} KB")


def played(page) -> list[Image.Image]:
    """Return a photograph of the explorer at each step of its walk."""
    explorer = page.locator(f"{EXPLORER} .course-explorer")
    explorer.get_by_label("Padding").select_option("SAME")
    page.add_style_tag(content=LEFT_OUT)
    forward = explorer.get_by_label("Step forward (.)")
    frames = []
    while True:
        forward.click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(200)
        seen = Image.open(io.BytesIO(explorer.screenshot())).convert("RGB")
        frames.append(seen.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB"))
        if forward.get_attribute("aria-disabled") == "true":
            return frames


if __name__ == "__main__":
    main()
