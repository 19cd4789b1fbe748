"""Running a notebook stores what comes out, and keeps the examples that are not compared."""

import pytest
from helpers import skip_without

nbformat = skip_without.module("nbformat")
from course_lib.grading.canonical import NotebookError  # noqa: E402
from course_lib.grading.execute import run  # noqa: E402


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    return nbformat.v4.new_notebook(cells=cells)


def example(text):
    return [
        nbformat.v4.new_output("stream", name="stdout", text=text),
        nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=99),
    ]


MARKED = "# NBVAL_IGNORE_OUTPUT\n# It differs each time.\nprint('new')\n'new'"


def test_a_cell_that_is_not_compared_keeps_its_example_under_its_new_number():
    made = notebook("1", MARKED, MARKED, "print('new')")
    made.cells[1].outputs, made.cells[3].outputs = example("old"), example("old")
    run(made, "made")
    kept, first, compared = (cell.outputs for cell in made.cells[1:])
    assert (kept[0].text, kept[1].data["text/plain"], kept[1].execution_count) == ("old", "old", 2)
    assert (first[0].text, first[1].data["text/plain"]) == ("new\n", "'new'")
    assert [output.text for output in compared] == ["new\n"]


def test_a_marker_inside_a_text_is_none():
    made = notebook("text = '# NBVAL_IGNORE_OUTPUT'\nprint('new')")
    made.cells[0].outputs = example("old")
    run(made, "made")
    assert [output.text for output in made.cells[0].outputs] == ["new\n"]


def test_a_cell_that_is_not_compared_must_not_fail():
    made = notebook(f"{MARKED}\n1 / 0")
    made.cells[0].outputs = example("old")
    with pytest.raises(NotebookError, match="ZeroDivisionError"):
        run(made, "made")
