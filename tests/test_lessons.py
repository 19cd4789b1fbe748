"""Every number that a lesson promises: computed by the library, and stored in the lesson."""

import numpy as np
import pytest
from helpers.stored_notebooks import ROOT, code_cells, texts
from lesson_numbers import EXPECTATIONS, convolution
from lesson_numbers.shared import EQUATIONS

ROWS = [(lesson, *row) for lesson, rows in EXPECTATIONS.items() for row in rows]
NAMES = [f"{lesson} {about}" for lesson, about, *_ in ROWS]


@pytest.mark.parametrize(("lesson", "about", "text", "compute"), ROWS, ids=NAMES)
def test_the_library_computes_it(lesson, about, text, compute):
    assert compute() == text


@pytest.mark.parametrize(("lesson", "about", "text", "compute"), ROWS, ids=NAMES)
def test_the_lesson_shows_it(lesson, about, text, compute):
    cells = code_cells(ROOT / "notebooks" / f"{lesson}.ipynb")
    shown = [texts(output) for cell in cells for output in cell["outputs"]]
    assert any(f"\n{text}" in f"\n{output}" or f" {text}" in output for output in shown)


def test_every_output_of_the_asker_is_a_product():
    pixels = np.float32([1.60314465, -0.55022103, 0.00595062, -0.69889867])
    expected = "\n".join(f"{pixel * np.float32(-0.59594476):.8f}" for pixel in pixels)
    assert convolution.asker() == expected


@pytest.mark.parametrize("equation", EQUATIONS)
def test_the_equations_are_true(equation):
    total, _, terms = equation.partition(" = ")
    products = [int(a) * int(b) for a, b in (term.split("·") for term in terms.split(" + "))]
    assert len(products) == 9
    assert sum(products) == int(total)
