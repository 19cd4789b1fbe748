"""What the website is made of: no answer, nothing of a learner's, links where they are known."""

import json
import shutil

import pytest
from helpers import homework
from PIL import Image

from course_lib.site import reference
from course_lib.site.address import CannotBuild, repository
from course_lib.site.build import settings
from course_lib.site.readers import for_readers
from course_lib.site.sources import lay_out_sources, with_pictures


def test_exercises_have_neither_answers_nor_what_checks_print():
    for name in homework.NAMES:
        cells = json.loads(with_pictures(name))["cells"]
        shown = [cell for cell in cells if cell.get("outputs")]
        roles = {cell["metadata"].get("course", {}).get("role") for cell in shown}
        assert roles <= {"picture"}
        assert "BEGIN SOLUTION" not in str(cells)
        assert "SEED" not in str(cells)


def test_some_exercise_shows_its_picture():
    assert "data:image/svg+xml" in with_pictures("01_max_pooling")


def test_nothing_that_a_learner_wrote_is_read(tmp_path):
    root = tmp_path / "course"
    shutil.copytree(homework.ROOT / "notebooks", root / "notebooks")
    mine = homework.notebook("01_max_pooling")
    mine["cells"][0]["source"] = "My own words"
    (root / "exercises").mkdir()
    (root / "exercises" / "01_max_pooling.ipynb").write_text(json.dumps(mine), "utf-8")
    lay_out_sources(root, tmp_path / "sources")
    laid = [path for path in (tmp_path / "sources").rglob("*") if path.is_file()]
    assert [path.name for path in laid if "My own words" in path.read_text("utf-8")] == []
    assert "Teaching" not in (tmp_path / "sources" / "index.md").read_text("utf-8")


def tags(cell):
    return cell["metadata"].get("tags", [])


def test_what_answers_a_question_is_folded():
    stored = (homework.ROOT / "notebooks" / "01_max_pooling.ipynb").read_text("utf-8")
    cells = json.loads(for_readers(stored))["cells"]
    hidden = [c for c in cells if c["metadata"].get("jupyter", {}).get("outputs_hidden")]
    assert hidden
    nine = (homework.ROOT / "notebooks" / "09_same_numbers_elsewhere.ipynb").read_text("utf-8")
    folded = [c for c in json.loads(for_readers(nine))["cells"] if "hide-input" in tags(c)]
    assert len(folded) == nine.count('"source_hidden": true') > 3
    assert hidden == [c for c in cells if "hide-output" in tags(c)]


def test_marks_for_nbval_are_not_shown():
    stored = (homework.ROOT / "notebooks" / "08_fashion_mnist.ipynb").read_text("utf-8")
    assert "# NBVAL_IGNORE_OUTPUT" in stored
    assert "NBVAL" not in for_readers(stored)


def test_links_need_the_address_of_the_repository(tmp_path):
    assert repository(tmp_path) is None
    without, known = settings(None), settings(repository(tmp_path, "https://github.com/ada/Conv"))
    assert "launch_buttons" not in without["html_theme_options"]
    assert without["html_baseurl"] == ""
    assert known["html_baseurl"] == "https://ada.github.io/Conv/"
    assert known["html_theme_options"]["repository_url"] == "https://github.com/ada/Conv"
    assert set(known["html_theme_options"]["launch_buttons"]) >= {"binderhub_url", "colab_url"}


def test_the_address_may_stand_in_pyproject(tmp_path):
    text = '[project.urls]\nRepository = "https://github.com/ada/conv.git"\n'
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert repository(tmp_path).url == "https://github.com/ada/conv"


def test_the_readme_begins_with_the_site():
    known = repository(homework.ROOT)
    begin = f"**See it in the browser:** {known.site if known else '`make site` makes'} "
    assert begin in (homework.ROOT / "README.md").read_text("utf-8").split("\n\n")[1] + " "


def test_the_readme_shows_a_moving_picture_that_loads_quickly():
    path = homework.ROOT / "benchmarks" / "explorer.webp"
    assert f"](benchmarks/{path.name})" in (homework.ROOT / "README.md").read_text("utf-8")
    assert path.stat().st_size < 400_000
    with Image.open(path) as picture:
        assert picture.n_frames > 10


def test_another_address_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(CannotBuild, match=r"example\.org.*or none"):
        repository(tmp_path, "https://example.org/conv")


def test_what_is_data_is_told_by_its_value():
    assert "Sneaker, Bag, Ankle boot." in reference.pages()["cl.datasets.garments"]
