"""What a page shows: pictures with their texts, colours, and places."""

import io
import re
from html import unescape

from PIL import Image

from course_lib.draw.palette import contrast

PICTURES = ".jp-OutputArea img:not(.course-explorer img)"
READABLE = 4.5  # the least contrast of text, as WCAG 2.2 asks for on level AA

# The left and right side of a picture, and of the column it stands in.
SIDES = """(picture) => [picture, picture.closest('.jp-OutputArea-output')]
    .map((element) => element.getBoundingClientRect()).map((box) => [box.left, box.right])"""

# For each text: its colour, and the colours of what it stands on, innermost first.
TEXT_COLORS = """(elements) => elements.filter((e) => e.innerText.trim()).map((element) => {
    const grounds = [];
    for (let e = element; e; e = e.parentElement) grounds.push(getComputedStyle(e).backgroundColor);
    return [element.innerText, getComputedStyle(element).color, grounds];
})"""


def numbers(text):
    """Return the numbers in a text, without their signs."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def alternatives(outputs):
    """Return the text alternatives of the pictures among outputs."""
    html = "".join(output.get("data", {}).get("text/html", "") for output in outputs)
    return [unescape(alternative) for alternative in re.findall(r'<img alt="([^"]*)"', html)]


def shown_pictures(page):
    """Return text alternative, source and width of each picture that the page really shows."""
    pictures = page.locator(PICTURES)
    pictures.evaluate_all("pictures => Promise.all(pictures.map((p) => p.decode()))")
    return pictures.evaluate_all(
        "pictures => pictures.map((p) => [p.alt, p.src, Math.min(p.naturalWidth, p.width)])"
    )


def pixel_colors(picture):
    """Return the colour in the middle of the left edge of a picture, and all its colours."""
    pixels = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
    counted = pixels.getcolors(pixels.width * pixels.height)
    edge = pixels.getpixel((2, pixels.height // 2))
    return hexadecimal(edge), {hexadecimal(color) for _, color in counted}


def blend(color, ground):
    """Lay a colour of CSS, which may let things shine through, on three channels."""
    *channels, alpha = (*map(float, re.findall(r"[\d.]+", color)), 1.0)[:4]
    return [alpha * c + (1 - alpha) * g for c, g in zip(channels, ground, strict=True)]


def hexadecimal(channels):
    return "#" + "".join(f"{round(value):02x}" for value in channels)


def readable(color, grounds):
    ground = [255.0] * 3
    for layer in reversed(grounds):
        ground = blend(layer, ground)
    return contrast(hexadecimal(blend(color, ground)), hexadecimal(ground)) >= READABLE
