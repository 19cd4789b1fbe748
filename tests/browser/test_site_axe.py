"""What axe-core finds in the pages of the site, within what is ours, in both themes."""

import pytest

from .test_browser_axe import FOUND

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("site")]

# Of pages that are made alike one or two are enough.
PAGES = (
    *("index", "exercises/01_max_pooling", "reference/cl.utils", "notebooks/operators"),
    *("notebooks/00_start_here", "notebooks/03_inside_conv2d"),
)
# What unfolds may fade in, whatever the reader wants; its colours are those in the end.
STILL = "Promise.all(document.getAnimations().map((one) => one.finished))"
OPEN = "document.querySelectorAll('details').forEach((part) => (part.open = true))"


def test_axe_finds_nothing_on_the_site(browser, served, axe):
    # Without motion a page has its colours at once.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page, wrong = context.new_page(), {}
    for name in PAGES:
        page.goto(f"{served}{name}.html")
        page.add_script_tag(content=axe)
        page.evaluate(OPEN)
        page.evaluate(STILL)
        for theme in ("light", "dark"):
            page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
            problems, passes = page.evaluate(FOUND, [".bd-article"])
            assert "color-contrast" in passes
            if problems:
                wrong[name, theme] = problems
    context.close()
    assert wrong == {}
