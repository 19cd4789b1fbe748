"""Answers are found in a learner's notebook, whatever became of the rest of it."""

import copy
import json
import random
import tracemalloc
from collections import defaultdict

import pytest
from helpers import homework

from course_lib.grading import check, transplant
from course_lib.grading.exercise import read_exercise
from course_lib.grading.places import RELEASED
from course_lib.grading.transplant import UnreadableNotebook, find_answers, read_cells

NAME = "01_max_pooling"
ANSWERS = {key: f"# mine\nanswer_{key} = {key}" for key in "12345"}


@pytest.fixture
def exercise():
    return read_exercise(RELEASED / f"{NAME}.ipynb")


@pytest.fixture
def filled():
    return homework.fill(homework.notebook(NAME), ANSWERS)


@pytest.fixture
def find(tmp_path, exercise):
    def find(document):
        return find_answers(exercise, read_cells(homework.save(tmp_path, NAME, document)))

    return find


def without_ids(document):
    """Return a notebook as Colab gives it back: no cell ids, its own in their place."""
    document = copy.deepcopy(document)
    for number, cell in enumerate(document["cells"]):
        cell.pop("id")
        cell["metadata"]["id"] = f"aB{number}"
    document["nbformat_minor"] = 0
    return document


def keep_markers(document):
    """Return answers with the first line that names them."""
    return {key: f"# ANSWER {key}\n{source}" for key, source in document.items()}


def own(answers):
    return {key: [source] for key, source in answers.items()}


def shuffled(document):
    random.Random(5).shuffle(document["cells"])
    return document


def in_lines(document):
    for cell in document["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(True)
    return document


@pytest.mark.parametrize("change", [copy.deepcopy, without_ids, shuffled, in_lines])
def test_answers_are_found_by_id_or_course_id_in_any_order(find, filled, change):
    found = find(change(filled))
    assert found.by_task == own(ANSWERS)
    assert found.notes == []


def test_answers_are_found_by_marker_when_metadata_is_lost_too(find):
    answers = keep_markers(ANSWERS)
    document = without_ids(homework.fill(homework.notebook(NAME), answers))
    for cell in document["cells"]:
        cell["metadata"] = {}
    assert find(document).by_task == own(answers)
    assert find(document).notes == []


def test_added_cells_follow_the_answer_before_them(find, filled):
    cells = filled["cells"]
    cells.insert(1, homework.code_cell("first = 0"))
    after_two = cells.index(homework.answer_cell(filled, "2")) + 1
    cells.insert(after_two, homework.code_cell("helper = 2"))
    found = find(filled)
    assert found.before == ["first = 0"]
    assert found.by_task["2"] == [ANSWERS["2"], "helper = 2"]


def test_a_copied_answer_runs_after_the_first(find, filled):
    duplicate = copy.deepcopy(homework.answer_cell(filled, "3"))
    duplicate.update(id="another", source="second_try = 3")
    filled["cells"].append(duplicate)
    assert find(filled).by_task["3"] == [ANSWERS["3"], "second_try = 3"]


def test_an_untouched_copy_never_undoes_an_answer(find, filled, exercise):
    untouched = copy.deepcopy(homework.answer_cell(homework.notebook(NAME), "3"))
    filled["cells"].append({**untouched, "id": "copied"})
    assert find(filled).by_task["3"] == [exercise.tasks[2].answer.source, ANSWERS["3"]]


def test_checks_are_never_taken_from_the_learner(find, filled):
    for cell in filled["cells"]:
        if homework.role(cell) in ("check", "setup"):
            cell["source"] = "print('all right')"
    found = find(filled)
    assert found.by_task == own(ANSWERS)
    assert len(found.notes) == 7
    assert "The cell 'TRY 1.1' was changed, and the original was used" in found.notes[1]


def test_deleted_checks_are_told(find, filled):
    filled["cells"] = [c for c in filled["cells"] if homework.role(c) in ("answer", "")]
    found = find(filled)
    assert found.by_task == own(ANSWERS)
    assert "The cell 'TRY 1.1' is missing from your notebook" in "\n".join(found.notes)


def test_a_copied_check_is_no_answer(find, filled):
    check = next(c for c in filled["cells"] if homework.role(c) == "check")
    filled["cells"].append({**copy.deepcopy(check), "id": "copied"})
    assert find(filled).by_task == own(ANSWERS)


def test_a_deleted_answer_is_told(find, filled):
    filled["cells"].remove(homework.answer_cell(filled, "4"))
    found = find(filled)
    assert found.by_task["4"] == []
    assert "The cell 'ANSWER 4' is missing" in found.notes[0]


def test_an_answer_in_a_new_cell_with_the_marker_is_found(find, filled):
    filled["cells"].remove(homework.answer_cell(filled, "4"))
    filled["cells"].append(homework.code_cell("# ANSWER 4\nnew = 4"))
    assert find(filled).by_task["4"] == ["# ANSWER 4\nnew = 4"]


def test_an_answer_that_became_text_is_told(find, filled):
    homework.answer_cell(filled, "2")["cell_type"] = "markdown"
    notes = find(filled).notes
    assert "The cell 'ANSWER 2' is no longer a code cell" in notes[0]


def test_the_cell_that_checks_is_not_run(find, filled):
    run = next(c for c in filled["cells"] if c["id"] == "run-check")
    filled["cells"].insert(3, {**copy.deepcopy(run), "id": "copied", "metadata": {}})
    found = find(filled)
    assert (found.before, found.by_task) == ([], own(ANSWERS))


def test_copies_of_an_answer_are_told(find, filled):
    untouched = homework.answer_cell(homework.notebook(NAME), "3")
    filled["cells"].append(copy.deepcopy(untouched))
    assert find(filled).notes == []
    filled["cells"].append(copy.deepcopy(homework.answer_cell(filled, "3")))
    assert find(filled).notes[0].startswith("2 cells are 'ANSWER 3'. All were run")


@pytest.mark.parametrize("folder", ["notebooks", "exercises"])
def test_another_notebook_is_refused(exercise, folder):
    other = {"notebooks": "01_max_pooling", "exercises": "02_convolution"}[folder]
    cells = read_cells(homework.ROOT / folder / f"{other}.ipynb")
    if folder == "exercises":  # another exercise has cells of the same names
        cells = [cell for cell in cells if cell["type"] != "code"]
    with pytest.raises(UnreadableNotebook, match=r"The exercise is exercises/01_max_pooling"):
        find_answers(exercise, cells)


def test_an_old_notebook_of_format_3_is_read(tmp_path, exercise):
    cells = [
        {"cell_type": "code", "input": source, "outputs": [], "metadata": {}, "language": "python"}
        for source in keep_markers(ANSWERS).values()
    ]
    document = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": cells}],
    }
    found = find_answers(exercise, read_cells(homework.save(tmp_path, NAME, document)))
    assert found.by_task == own(keep_markers(ANSWERS))


def test_an_old_notebook_costs_no_memory(tmp_path):
    """A converter would write a heading of that level."""
    cells = [{"cell_type": "heading", "level": 200_000_000, "source": "x", "metadata": {}}]
    document = {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}
    path = homework.save(tmp_path, NAME, document)
    tracemalloc.start()
    (cell,) = read_cells(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (cell["type"], cell["source"]) == ("heading", "x")
    assert most < 50_000_000


def test_too_many_added_cells_are_refused(find, filled):
    filled["cells"] += [homework.code_cell(f"x = {k}") for k in range(200)]
    assert len(find(filled).by_task["5"]) == 201
    filled["cells"].append(homework.code_cell("x = 200"))
    with pytest.raises(UnreadableNotebook, match="201 cells that were added"):
        find(filled)


def test_a_file_that_needs_too_much_memory_is_told(tmp_path, monkeypatch):
    def loads(text):
        raise MemoryError

    monkeypatch.setattr(transplant.json, "loads", loads)
    with pytest.raises(UnreadableNotebook, match="MemoryError"):
        transplant.parse_cells(b"{}", "x.ipynb")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no notebook",
        b"[1, 2]",
        b'"text"',
        b"{}",
        b'{"cells": 5}',
        b'{"cells": [5]}',
        b'{"cells": [{"source": "x"}]}',
        b'{"cells": [{"cell_type": "code", "source": 5}]}',
        b"\xff\xfe\x00\x01",
        b'{"cells": ' + b"[" * 200_000,
        json.dumps({"cells": [{"cell_type": "code", "source": "x"}]}).encode()[:-3],
    ],
    ids=range(12),
)
def test_a_damaged_file_is_told(tmp_path, content):
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=r"can't be read as a notebook .* course reset 01"):
        read_cells(path)


def test_a_huge_file_is_refused(tmp_path):
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(b" " * 20_000_001)
    with pytest.raises(UnreadableNotebook, match="larger than 20 MB"):
        read_cells(path)


def test_with_hidden_checks_a_picture_is_still_no_cell_of_the_learner(
    monkeypatch, tmp_path, exercise, filled
):
    monkeypatch.setattr(check, "expected_outputs", lambda *_: defaultdict(str))
    solution = read_exercise(homework.solution_path(NAME))
    graded = check.with_hidden_checks(exercise, solution, seed=1)
    cells = read_cells(homework.save(tmp_path, NAME, filled))
    assert find_answers(graded, cells) == find_answers(exercise, cells)
