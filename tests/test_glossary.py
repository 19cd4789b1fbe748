"""The glossary: in order, and each term used in the lesson that it leads to."""

import re

import pytest
from helpers.stored_notebooks import ROOT, read, source

PAGE = ROOT / "notebooks" / "glossary.ipynb"
ROW = re.compile(r"^\| \*\*(.+?)\*\* \| (.+?) \| \[(\d\da?)\]\((.+?)\) \|$", re.MULTILINE)
TERMS = ROW.findall("\n".join(source(cell) for cell in read(PAGE)["cells"]))


def words_of(lesson):
    cells = read(ROOT / "notebooks" / lesson)["cells"]
    return "\n".join(source(cell) for cell in cells if cell["cell_type"] == "markdown")


def test_terms_are_in_order_and_stand_once():
    names = [term.lower() for term, *_ in TERMS]
    assert names == sorted(set(names))
    assert len(names) >= 40


@pytest.mark.parametrize(("term", "meaning", "number", "lesson"), TERMS)
def test_a_term_is_used_in_the_lesson_it_names(term, meaning, number, lesson):
    assert lesson.startswith(number)
    assert term.lower() in words_of(lesson).lower()
    assert meaning.endswith(".")


def test_every_row_is_read():
    rows = [line for cell in read(PAGE)["cells"] for line in source(cell).split("\n")]
    assert len(TERMS) == sum(line.startswith("| **") for line in rows)
