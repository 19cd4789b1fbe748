"""The notebooks as they are stored: complete, clean, and easy to read."""

import ast
import json
import re
from html.parser import HTMLParser

import pytest
from helpers import skip_without
from helpers.stored_notebooks import ROOT, code_cells, notebooks, read, source

LESSONS = [path for path in notebooks("notebooks") if re.match(r"\d\d_", path.name)]
LESSONS = [path for path in LESSONS if path.stem != "10_you_made_it"]  # looks back, teaches nothing
APPENDICES = [p for p in notebooks("notebooks") if re.match(r"\d\d[a-z]_|10_you_made_it", p.name)]
PAGES = [p for p in notebooks("notebooks") if p not in (*LESSONS, *APPENDICES)]  # to look things up
SOLUTIONS = notebooks("solutions")
EXERCISES = notebooks("exercises")
WITH_OUTPUTS = [*LESSONS, *APPENDICES, *PAGES, *SOLUTIONS]
ALL = [*WITH_OUTPUTS, *EXERCISES]


def _name(path):
    return f"{path.parent.name}/{path.stem}"


every_notebook = pytest.mark.parametrize("path", ALL, ids=_name)
every_run_notebook = pytest.mark.parametrize("path", WITH_OUTPUTS, ids=_name)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=_name)
every_exercise = pytest.mark.parametrize("path", EXERCISES, ids=_name)


def outputs(path):
    """Return the cells and their outputs, one pair for each output."""
    return [(cell["id"], output) for cell in code_cells(path) for output in cell["outputs"]]


def code_of(cell):
    """Return the code of a cell without lines for the shell."""
    return "\n".join("" if line.startswith("!") else line for line in source(cell).split("\n"))


def texts_of_markdown(path):
    return [source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"]


# Size and shape


@every_lesson
def test_at_most_30_cells(path):
    assert len(read(path)["cells"]) <= 30


@every_notebook
def test_at_most_15_lines_a_code_cell(path):
    long = {cell["id"]: source(cell).count("\n") + 1 for cell in code_cells(path)}
    assert {name: lines for name, lines in long.items() if lines > 15} == {}


@every_notebook
def test_cells_have_unique_readable_ids(path):
    ids = [cell["id"] for cell in read(path)["cells"]]
    assert len(set(ids)) == len(ids)
    for name in ids:
        assert re.fullmatch(r"[a-z]+(-[a-z]+|-\d{1,2})*", name), name
        assert len(name) <= 40


@every_notebook
def test_no_cell_is_empty(path):
    assert all(source(cell).strip() for cell in read(path)["cells"])


# Outputs


@every_run_notebook
def test_cells_were_run_from_top_to_bottom(path):
    counts = [cell["execution_count"] for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    results = [o for _, o in outputs(path) if o["output_type"] == "execute_result"]
    shown = [
        cell["execution_count"]
        for cell in code_cells(path)
        for o in cell["outputs"]
        if o in results
    ]
    assert [o["execution_count"] for o in results] == shown


@every_exercise
def test_exercises_are_handed_out_without_outputs(path):
    for cell in code_cells(path):
        assert cell["execution_count"] is None, cell["id"]
        assert cell["outputs"] == [], cell["id"]


@every_run_notebook
def test_no_errors_and_no_stderr(path):
    for cell, output in outputs(path):
        assert output["output_type"] != "error", cell
        assert output.get("name") != "stderr", cell


@every_run_notebook
def test_no_output_over_200_kb(path):
    for cell, output in outputs(path):
        assert len(json.dumps(output, ensure_ascii=False).encode()) <= 200_000, cell


# Pictures


class Images(HTMLParser):
    """The attributes of all <img> and <svg> of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("img", "svg"):
            self.found.append((tag, dict(attrs)))


def pictures(path):
    """Return cell, plain text and attributes of every picture in the outputs."""
    for cell, output in outputs(path):
        data = output.get("data", {})
        plain = "".join(data.get("text/plain", ""))
        for tag, attributes in Images("".join(data.get("text/html", ""))).found:
            yield cell, plain, tag, attributes
        for kind in data:
            if kind.startswith("image/"):
                yield cell, plain, kind, None


def is_description(text):
    """Tell a sentence from what Python prints of an object that has no better."""
    return len(text.split()) >= 5 and not re.match(r"<|\w+\(", text)


@every_run_notebook
def test_pictures_are_told_in_words(path):
    for cell, plain, kind, attributes in pictures(path):
        assert kind == "img", f"{cell}: {kind} can't carry a text that stands for it"
        assert is_description(plain), f"{cell}: {plain!r}"
        assert is_description(attributes.get("alt") or ""), cell
        assert attributes["alt"] == plain, cell


@every_lesson
def test_lessons_have_pictures(path):
    assert len(list(pictures(path))) >= 2


@every_lesson
def test_a_lesson_has_an_explorer_that_is_stored_as_a_picture(path):
    explorers = [cell for cell in code_cells(path) if "cl.widgets." in source(cell)]
    assert explorers
    for explorer in explorers:
        (output,) = explorer["outputs"]
        assert set(output["data"]) == {"text/html", "text/plain"}  # no view of a widget
        assert "".join(output["data"]["text/html"]).startswith("<p>Run this cell")
        assert not explorer["metadata"].get("jupyter", {}).get("outputs_hidden")


@every_run_notebook
def test_html_comes_with_plain_text(path):
    for cell, output in outputs(path):
        data = output.get("data", {})
        if data:
            assert "".join(data.get("text/plain", "")).strip(), cell
            assert not re.search(r" at 0x[0-9a-f]+", json.dumps(data)), cell


# Code


@every_lesson
def test_lessons_define_nothing_and_plot_nothing(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    for cell in code_cells(path):
        for node in ast.walk(ast.parse(code_of(cell))):
            assert not isinstance(node, kinds), cell["id"]
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert ast.unparse(node) in ("import numpy as np", "import course_lib as cl")


@every_notebook
def test_outputs_are_compared_unless_a_reason_is_given(path):
    for cell in read(path)["cells"]:
        tags = cell["metadata"].get("tags", [])
        assert not [tag for tag in tags if "nbval" in tag.lower() or tag == "raises-exception"]
        lines = source(cell).split("\n")
        for number, line in enumerate(lines):
            if "NBVAL_" not in line:
                continue
            # nbval knows a marker only where nothing else stands in its line.
            assert line == "# NBVAL_IGNORE_OUTPUT", f"{cell['id']}: {line}"
            reason = lines[number + 1]
            assert reason.startswith("# "), f"{cell['id']}: {reason}"
            assert len(re.findall(r"[a-z]+", reason)) >= 3, f"{cell['id']}: {reason}"


# Words


def links(path):
    """Return the targets of the links in the text of a notebook."""
    text = "\n".join(texts_of_markdown(path))
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)", text) + re.findall(r"""(?:href|src)=["']([^"']+)""", text)


@every_notebook
def test_links_lead_to_files(path):
    for link in links(path):
        if re.match(r"https?://", link):
            continue
        file, _, _ = link.partition("#")
        assert (path.parent / file).is_file(), link


@every_lesson
def test_a_lesson_begins_with_what_it_is_about(path):
    first = read(path)["cells"][0]
    assert first["cell_type"] == "markdown"
    assert source(first).startswith("# ")
    said = re.findall(r"^\*\*(What .*?)\.\*\* \S", source(first), re.MULTILINE)
    assert said == ["What you'll do", "What you'll learn", "What you need"]


@every_lesson
def test_a_lesson_says_how_long_it_takes(path):
    (minutes,) = re.findall(r"Reading time: (\d+) minutes", source(read(path)["cells"][0]))
    assert 15 <= int(minutes) <= 30


@every_lesson
def test_a_lesson_leads_to_the_pages_to_look_things_up(path):
    assert {page.name for page in PAGES} <= set(links(path))


@every_lesson
def test_the_map_leads_to_the_lesson(path):
    assert path.name in links(LESSONS[0]) or path == LESSONS[0]


@every_lesson
def test_a_lesson_ends_with_what_to_try_next(path):
    last = read(path)["cells"][-1]
    assert last["cell_type"] == "markdown"
    headings = re.findall(r"^## (.*)$", source(last), re.MULTILINE)
    assert headings[-1] == "What to try next"
    name = path.name
    if (ROOT / "exercises" / name).exists():
        assert f"../exercises/{name}" in links(path)


# Predictions


def predictions(path):
    """Return the cells whose answer is folded away."""
    return [c for c in code_cells(path) if c["metadata"].get("jupyter", {}).get("outputs_hidden")]


@every_lesson
def test_a_folded_answer_begins_with_a_label(path):
    # JupyterLab shows the first line of a folded output.
    for cell in predictions(path):
        first = cell["outputs"][0]
        shown = first.get("text") or first["data"]["text/plain"]
        line = "".join(shown).split("\n")[0]
        if first["output_type"] != "stream":
            line = line.split(".")[0]
        assert re.search(r"[A-Za-z]{3}", line), f"{cell['id']}: {line!r}"
        assert not re.search(r"\d", line), f"{cell['id']}: {line!r}"


@every_lesson
def test_the_output_after_a_question_is_folded(path):
    assert len(predictions(path)) >= 2
    asked = False
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            asked = asked or "**Predict" in source(cell)
        elif cell["outputs"] and "cl.predict(" not in source(cell):
            folded = cell["metadata"].get("jupyter", {}).get("outputs_hidden", False)
            assert folded or not asked, cell["id"]
            asked = False
    assert not asked


@every_notebook
def test_notebooks_are_stored_in_their_one_form(path):
    nbformat = skip_without.module("nbformat")
    from course_lib.grading.canonical import canonical

    assert canonical(nbformat.read(path, as_version=4)) == path.read_text(encoding="utf-8")
