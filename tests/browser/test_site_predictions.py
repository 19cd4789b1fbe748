"""Predictions on the site: told what the engine tells, kept by the browser, made by keyboard."""

import re

import numpy as np
import pytest

from course_lib.predictions.judging import judge, table_of
from course_lib.predictions.lessons import LESSONS, questions
from course_lib.predictions.question import CHOICE

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("site")]


def typed(answer):
    rows = answer if np.ndim(answer) == 2 else [np.atleast_1d(answer)]
    return "; ".join(" ".join(repr(float(n)) for n in row) for row in rows)


def texts(question):
    """Return what somebody may type: right and wrong, in whole and in part, tidy and not."""
    if question.kind == CHOICE:
        return ["", *question.choices]
    wrong = [answer for _, answer in question.mistakes()][:20]
    same = [answer for answer in wrong if np.ndim(answer) == np.ndim(question.right)]
    right = typed(question.right)
    whole = right.replace(".0", "")
    first, last = re.sub(r"^\S+?(?=[; ]|$)", "77", whole), re.sub(r"\S+$", "-0.25", whole)
    return [
        *(right, whole, f"[{whole}]", whole.replace(" ", ", "), whole.replace("-", "−")),
        *(first, last, f"{whole} 77", whole.split()[0], whole.replace(";", " "), "1 2; 3"),
        *("seven", "", "0,5", "1e400", "77", "1 1 1", "∞", "(1, 2, 3, 4)", *map(typed, same)),
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_guesses_are_told_what_the_engine_tells(browser, site, lesson):
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=site / "_static" / "asked.js")
    page.evaluate("judge = courseAsked.judge; courseAsked = (told) => (known = told)")
    page.add_script_tag(path=site / "_static" / "asked" / f"{lesson}.js")
    for name, question in questions(lesson).items():
        key, guesses = f"{lesson}/{name}", texts(question)
        table = None if question.kind == CHOICE else table_of(question)
        told = page.evaluate(
            "([key, all]) => all.map((text) => Object.values(judge(key, known[key], text)))",
            [key, guesses],
        )
        for guess, (right, said) in zip(guesses, told, strict=True):
            good, expected = judge(question, guess, table)
            assert right == good, (key, guess)
            assert said == expected or (good and said.startswith("Right.")), (key, guess)
    context.close()


def test_a_guess_by_keyboard_on_a_phone_is_judged_and_kept(browser, served):
    context = browser.new_context(viewport={"width": 400, "height": 800})
    page = context.new_page()
    page.goto(f"{served}notebooks/00_start_here.html")
    field = page.get_by_label("What is the sum of the nine products at the top left?", exact=True)
    form = page.get_by_role("group", name="Your prediction").first
    field.focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    form.get_by_text("flipped").wait_for()
    field.fill("14.0")
    page.keyboard.press("Enter")
    form.get_by_text("Right. Now open the answer below.").wait_for()
    page.reload()
    form.get_by_text("Right.").wait_for()
    assert field.input_value() == "14.0"
    assert form.get_by_text("Multiply what lies").count() == 0
    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Show me
    form.get_by_text("Multiply what lies on each other").wait_for()
    edges = form.evaluate("f => [f.getBoundingClientRect().right, f.scrollWidth - f.clientWidth]")
    assert edges[0] <= 400
    assert edges[1] <= 0
    context.close()


def test_no_answer_can_be_read_where_a_guess_is_made(site):
    told = (site / "_static" / "asked" / "00.js").read_text("utf-8")
    page = (site / "notebooks" / "00_start_here.html").read_text("utf-8")
    form = re.search(r'<div data-asked="00/corner">.*?</div>', page)[0]
    assert "14" not in form
    assert "1.40000e1" not in told
