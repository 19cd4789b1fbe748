"""The report in a browser: tables that are wider than a telephone say so, and columns sort."""

import pytest
from helpers.gradebooks import ONE, TWO, WRONG, Class

from course_lib.classroom.class_page import class_page

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def report():
    made = Class("Ada Lovelace\nBob\nEve\n")
    for name, right in [("Ada Lovelace", "12345"), ("Bob", "1")]:
        for exercise in (ONE, TWO):
            made.hand_in(name, exercise, right, marks=[WRONG] if name == "Bob" else [])
    return class_page(made.work_out(), [7])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "wider"), [(400, True), (1280, False)])
def test_a_table_that_is_wider_than_the_page_says_so(browser, report, width, wider, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_content(report)
    first = page.locator("div.wide").first
    said = first.evaluate("one => getComputedStyle(one, '::before').content")
    assert ("Scroll sideways" in said) == wider
    assert first.get_attribute("tabindex") == ("0" if wider else None)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function("!document.querySelector('div.wide').matches('.more')")
    page.close()


def test_a_column_sorts_by_its_numbers(browser, report):
    page = browser.new_page()
    page.set_content(report)
    table = page.locator("table").first
    for order in (["Eve", "Bob", "Ada Lovelace"], ["Ada Lovelace", "Bob", "Eve"]):
        table.get_by_role("button", name="Points").click()
        assert table.locator("tbody a").all_inner_texts() == order
    page.close()
