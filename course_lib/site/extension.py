"""What Sphinx is told about the course: folded answers, a word to readers, previews of pages."""

from __future__ import annotations

import re
from html import escape, unescape

from .live import LIVE
from .preview import HEIGHT, PREVIEW, WIDTH
from .readers import for_readers

_UNNAMED = '<summary aria-label="Toggle hidden content">'  # "Show the output" stands there
LONGEST = 200  # letters of a description, as search engines and chats show it


def setup(app):
    """Connect with Sphinx, as it asks of extensions."""
    app.connect("source-read", _read)
    app.connect("html-page-context", _describe)
    return {"parallel_read_safe": True}


def _read(_app, name: str, content: list[str]) -> None:
    if name.startswith("notebooks/"):
        lesson = name.removeprefix("notebooks/")
        content[0] = for_readers(content[0], lesson if lesson in LIVE else "")


def _describe(app, name: str, _template, context: dict, tree) -> None:
    """Put into a page what search engines and chats show of it; call what is folded as it says."""
    context["body"] = context.get("body", "").replace(_UNNAMED, "<summary>")
    first = next(iter(tree.findall(_is_paragraph)), None) if tree else None
    said = " ".join(first.astext().split()) if first else app.config.project
    if len(said) > LONGEST:
        said = said[:LONGEST].rsplit(" ", 1)[0] + " …"
    properties = {"og:title": context.get("title", ""), "og:type": "article"}
    properties |= {"og:description": said, "og:site_name": app.config.project}
    base = app.config.html_baseurl
    if base:  # the picture of a link must have a whole address
        properties |= {"og:url": f"{base}{name}.html", "og:image": f"{base}_static/{PREVIEW}"}
        properties |= {"og:image:width": WIDTH, "og:image:height": HEIGHT}
        properties |= {"og:image:alt": "An image, a kernel, and what convolution makes of them."}
    tags = [
        f'<meta property="{key}" content="{_text(value)}">' for key, value in properties.items()
    ]
    tags.append(f'<meta name="description" content="{_text(said)}">')
    tags.append('<meta name="twitter:card" content="summary_large_image">' if base else "")
    context["metatags"] = "\n".join([context.get("metatags", ""), *filter(None, tags)])


def _is_paragraph(node) -> bool:
    return node.tagname == "paragraph"


def _text(value) -> str:
    """Return what may stand in an attribute; titles of pages come as HTML."""
    return escape(unescape(re.sub(r"<[^>]+>", "", str(value))))
