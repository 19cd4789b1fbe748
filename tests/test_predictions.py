"""Predictions in lessons: judged as said, asked where they should be, and not given away before."""

import json
import re

import pytest
from helpers import skip_without
from helpers.stored_notebooks import ROOT, notebooks, read, source, texts

from course_lib.predictions import guesses
from course_lib.predictions.command import lines
from course_lib.predictions.judging import judge
from course_lib.predictions.lessons import LESSONS, questions
from course_lib.predictions.question import CHOICE, ROWS

ASKED = [(lesson, name) for lesson in LESSONS for name in questions(lesson)]
every_question = pytest.mark.parametrize(("lesson", "name"), ASKED)
every_lesson = pytest.mark.parametrize("lesson", LESSONS)
CALL = re.compile(r'^cl\.predict\("(\d\d[a-z]?)"((?:, "[a-z0-9-]+")+)\)$')


def typed(answer, kind):
    """Return an answer as a learner types it."""
    if kind == CHOICE:
        return answer
    if kind == ROWS:
        return "; ".join(" ".join(f"{n:g}" for n in row) for row in answer)
    return str(answer)


def path_of(lesson):
    (path,) = [path for path in notebooks("notebooks") if path.name.startswith(f"{lesson}_")]
    return path


def asked_in(cell):
    """Return the questions that a cell asks."""
    call = CALL.match(source(cell))
    return re.findall(r'"([^"]+)"', call[2]) if call else []


def plain(text):
    return re.sub(r"\s+", " ", text.replace("−", "-").replace(",", ", "))


def visible(cell, answer=False):
    """Return what a learner sees of a cell; of one with an answer, what is not folded away."""
    if cell["cell_type"] == "markdown":
        return re.sub(r"<details>.*?</details>", "", source(cell), flags=re.DOTALL)
    folded = cell["metadata"].get("jupyter", {})
    code = "" if folded.get("source_hidden") else source(cell)
    outputs = [texts(output) for output in cell["outputs"]]
    if answer and folded.get("outputs_hidden"):
        outputs = [text.split("\n")[0] for text in outputs[:1]]  # JupyterLab shows the first line
    return "\n".join([code, *outputs])


def before(lesson, name):
    """Return all that can be seen of a lesson before a question is answered."""
    cells = read(path_of(lesson))["cells"]
    (place,) = [k for k, cell in enumerate(cells) if name in asked_in(cell)]
    shown = [visible(cell) for cell in cells[:place]]
    answers = [k for k in range(place + 1, len(cells)) if cells[k]["cell_type"] == "code"]
    form = "" if questions(lesson)[name].choices else texts(cells[place]["outputs"][0])
    return "\n".join([*shown, form, visible(cells[answers[0]], answer=True)])


def shows(text, secret):
    """Tell whether a text holds something that is not a part of a longer word or number."""
    return re.search(rf"(?<![\w.-]){re.escape(plain(secret))}(?![\w]|\.\d)", plain(text))


@every_question
def test_what_is_right_is_accepted(lesson, name):
    question = questions(lesson)[name]
    good, said = judge(question, typed(question.right, question.kind))
    assert good, said


@every_question
def test_each_mistake_is_named_and_the_answer_is_not(lesson, name):
    question = questions(lesson)[name]
    for rule, answer in question.wrong.items():
        good, said = judge(question, typed(answer, question.kind))
        assert not good, rule
        assert rule in said
        if question.kind == CHOICE:
            assert answer in question.choices


@every_question
def test_a_question_says_how_to_get_to_its_answer(lesson, name):
    question = questions(lesson)[name]
    assert len(question.way.split()) > 5
    assert question.asks.endswith(("?", ".", "…"))
    if question.kind == CHOICE:
        assert question.right in question.choices
        assert len(set(question.choices)) == len(question.choices) >= 2


@every_question
def test_nothing_that_can_be_seen_before_gives_the_answer_away(lesson, name):
    question = questions(lesson)[name]
    assert question.secret
    seen = before(lesson, name)
    assert [secret for secret in question.secret if shows(seen, secret)] == []


@every_question
def test_the_answer_is_in_the_lesson_afterwards(lesson, name):
    # So a secret is spelt as the lesson would spell it.
    cells = read(path_of(lesson))["cells"]
    (place,) = [k for k, cell in enumerate(cells) if name in asked_in(cell)]
    later = "\n".join(
        "\n".join([source(cell), *map(texts, cell.get("outputs", []))]) for cell in cells[place:]
    )
    assert any(shows(later, secret) for secret in questions(lesson)[name].secret)


@every_lesson
def test_each_question_is_asked_once_and_in_order(lesson):
    cells = read(path_of(lesson))["cells"]
    assert [name for cell in cells for name in asked_in(cell)] == list(questions(lesson))
    calls = [cell for cell in cells if "cl.predict(" in source(cell)]
    for cell in calls:
        assert cell["cell_type"] == "markdown" or CALL.match(source(cell))[1] == lesson
        assert len(asked_in(cell)) <= 2


@every_lesson
def test_a_prediction_is_followed_by_its_form_and_then_by_its_answer(lesson):
    cells = read(path_of(lesson))["cells"]
    for k, cell in enumerate(cells[:-2]):
        if cell["cell_type"] == "markdown" and "**Predict" in source(cell):
            assert asked_in(cells[k + 1]), cell["id"]
        if asked_in(cell):
            assert cells[k + 1]["metadata"]["jupyter"]["outputs_hidden"], cell["id"]


# The form


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def form(*names):
    skip_without.module("anywidget")
    from course_lib.predictions import predict

    return predict("00", *names)


def tell(widget, do, *rest):
    widget._receive(widget, {"id": "1", "do": do, "with": list(rest)}, [])
    return widget.view["questions"][0]


def test_a_guess_is_judged_kept_and_counted(course):
    row = tell(form("corner"), "answer", "00/corner", "10")
    assert not row["right"]
    assert "flipped" in row["said"]
    row = tell(form("corner"), "answer", "00/corner", "14")
    assert row["right"]
    assert form("corner").view["questions"][0]["guess"] == "14"
    assert guesses.recall(course)["00/corner"]["tries"] == 2
    told = lines(guesses.recall(course))
    assert told[1].endswith("1 of 2 right")
    assert told[-1].endswith("right at the first try: 0")


def test_show_me_tells_the_way_and_is_no_right_answer(course):
    row = tell(form("corner"), "show", "00/corner")
    assert row["way"].endswith("14.")
    assert not row["right"]
    tell(form("corner"), "answer", "00/corner", "14")
    assert not guesses.recall(course)["00/corner"]["first"]


def test_the_answer_is_not_on_the_page_before_it_is_asked_for(course):
    widget = form("corner", "all-four")
    shown = json.dumps(widget.view) + widget._repr_mimebundle_()[0]["text/html"] + repr(widget)
    assert not re.search(r"\b(14|12)\b", shown)


def test_a_damaged_file_of_guesses_is_no_obstacle(course):
    (course / ".course").mkdir()
    (course / ".course" / "predictions.json").write_text("[")
    assert not form("corner").view["questions"][0]["right"]
    tell(form("corner"), "answer", "00/corner", "14")
    assert guesses.recall(course)["00/corner"]["right"]


def test_an_unknown_question_is_told(course):
    skip_without.module("anywidget")
    from course_lib.predictions import predict

    with pytest.raises(ValueError, match="lesson 00 asks corner, all-four; received 'middle'"):
        predict("00", "middle")
    with pytest.raises(ValueError, match="lesson is one of 00"):
        predict("77", "corner")


def test_the_lessons_with_questions_are_there():
    for lesson in LESSONS:
        assert path_of(lesson).parent == ROOT / "notebooks"
