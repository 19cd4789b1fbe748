"""A page of HTML that needs nothing beside it, in light and dark."""

from collections.abc import Iterable
from html import escape

_STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  background: Canvas; color: CanvasText; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; } h3 { margin-bottom: .3rem; }
div.wide { overflow-x: auto; background:
  linear-gradient(to right, Canvas 40%, transparent) left/3rem 100% no-repeat local,
  linear-gradient(to left, Canvas 40%, transparent) right/3rem 100% no-repeat local,
  linear-gradient(to right, #888a, transparent) left/1rem 100% no-repeat scroll,
  linear-gradient(to left, #888a, transparent) right/1rem 100% no-repeat scroll; }
div.more::before { content: "Scroll sideways: there is more →"; position: sticky; left: 0;
  display: inline-block; font-size: .85rem; border-bottom: 1px dashed; }
div.more:focus-visible { outline: 2px solid; }
table { border-collapse: collapse; min-width: 60%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
a { color: LinkText; }
pre { margin: 0; font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
details table { width: 100%; table-layout: fixed; } details th:first-child { width: 2.5rem; }
th button { all: unset; cursor: pointer; font: inherit; }
th button:focus-visible { outline: 2px solid; }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
@media print { div.wide { overflow: visible; background: none; } div.more::before { content: none; }
  body { max-width: none; margin: 0; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } }
"""
# Makes the heads of tables buttons that sort: the numbers in a column as numbers. A table that is
# wider than the page says so, and can be reached with the keyboard.
_SORT = """
const tell = () => {
  for (const wide of document.querySelectorAll("div.wide")) {
    const more = wide.scrollWidth > wide.clientWidth + 1;
    wide.classList.toggle("more", more);
    if (more) wide.tabIndex = 0; else wide.removeAttribute("tabindex");
  }
};
addEventListener("resize", tell);
tell();
for (const table of document.querySelectorAll("table")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const value = (row) => row.cells[column].textContent;
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const [x, y] = [parseFloat(value(a)), parseFloat(value(b))];
        const order = isNaN(x) || isNaN(y)
          ? (isNaN(x) - isNaN(y)) || value(a).localeCompare(value(b)) : x - y;
        return down ? -order : order;
      });
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      table.tBodies[0].append(...rows);
    };
  });
}
"""


def page(title: str, *parts: str, sortable: bool = False) -> str:
    """Return a page of HTML; the parts are HTML already, and its tables can be sorted."""
    script = [f"<script>{_SORT}</script>"] if sortable else []
    body = "\n".join([f"<h1>{escape(title)}</h1>", *parts, *script])
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def items(texts: Iterable[str]) -> str:
    """Return a list."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


class Link(str):
    """A link, for a cell of a table."""

    __slots__ = ()

    def __new__(cls, text: str, target: str):
        """Return the link as HTML."""
        return super().__new__(cls, f'<a href="{escape(target)}">{escape(text)}</a>')


def table(headings: list[str], lines: Iterable[Iterable]) -> str:
    r"""Return a table.

    Numbers stand at the right. A :class:`Link` stays one.

    Examples
    --------
    >>> table(["name", "points"], [["<b>", 2]])[-71:]
    '<td>&lt;b&gt;</td><td class="number">2</td></tr>\n</tbody></table></div>'
    """
    rows = [list(line) for line in lines]
    numbers = [all(not isinstance(row[k], str) for row in rows) for k in range(len(headings))]
    head = "".join(_cell("th", text, numbers[k]) for k, text in enumerate(headings))
    body = "\n".join(
        f"<tr>{''.join(_cell('td', x, numbers[k]) for k, x in enumerate(line))}</tr>"
        for line in rows
    )
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{body}\n</tbody></table></div>"
    )


def _cell(tag: str, value, number: bool) -> str:
    plain = f"{value:g}" if isinstance(value, float) else str(value)
    text = value if isinstance(value, Link) else escape(plain)
    kind = ' class="number"' if number else ""
    return f"<{tag}{kind}>{text}</{tag}>"
