"""An exercise in a real JupyterLab, in a headless Chromium: filled in, saved and checked."""

import os
import re
import subprocess
import sys

import pytest
from helpers import homework, jupyterlab_server
from helpers.open_notebook import Notebook

from course_lib.mistakes.paddings import FILLS

# An exercise, and a mistake: what is replaced in which answer, and the rule that it breaks.
# That all mistakes of all exercises are found is tested without a browser.
MISTAKES = {"01_max_pooling": ("answer-4", "-np.inf", "0", next(iter(FILLS)))}


@pytest.fixture(scope="module", params=list(MISTAKES))
def exercise(request, new_page, server):
    with new_page() as page:
        yield Notebook(page, server, f"exercises/{request.param}.ipynb")


def answers(name):
    """Return the answers of an exercise by cell id, without the marks around them."""
    return {
        f"answer-{key}": re.sub(r"\n *###.*", "", source)
        for key, source in homework.solutions(name).items()
    }


def work_on(exercise, written):
    """Start again with a fresh exercise, write answers into it, and run it.

    The first answer is typed on the keyboard. A kernel that has just been restarted may lose what
    it is asked, in older versions of JupyterLab: then it is asked once more.
    """
    try:
        write_and_run(exercise, written)
    except Exception as error:
        if "timeout" not in str(error):
            raise
        write_and_run(exercise, written)


def write_and_run(exercise, written):
    exercise.restart()
    for cell_id, cell in exercise.fresh.items():
        exercise.fill(cell_id, cell.source)
    for cell_id, source in written.items():
        write = exercise.type if cell_id == "answer-1" else exercise.fill
        write(cell_id, source)
    exercise.command("notebook:run-all-cells")


def check(exercise):
    """Save, and check in both ways; return what the command returns, and what it says."""
    exercise.save()
    command = [sys.executable, "-m", "course_lib", "check", str(exercise.file)]
    environment = os.environ | {"PYTHONPATH": str(jupyterlab_server.COURSE)}
    done = subprocess.run(
        command, cwd=exercise.file.parent, env=environment, capture_output=True, text=True
    )
    exercise.select("run-check")
    exercise.page.keyboard.press("Control+Enter")
    exercise.wait_until_run("run-check")
    page = exercise.shown("run-check").locator(".course-check")
    assert points(page.inner_text()) == points(done.stdout)
    shown = " ".join(page.inner_text().split())
    for title in page.locator("h4").all_inner_texts():
        assert title in done.stdout
    assert shown.endswith(done.stdout.strip().split("\n")[-1])
    return done.returncode, done.stdout


def points(text):
    """Return the points of each task and of all."""
    return [int(earned) for earned in re.findall(r"(\d+) of \d+", text)]


def all_points(exercise):
    return [cell.metadata.course.points for key, cell in exercise.fresh.items() if "answer" in key]


@pytest.mark.once
def test_an_untouched_exercise_has_no_points(exercise):
    work_on(exercise, {})
    code, text = check(exercise)
    assert code == 1
    assert points(text) == [0] * (len(all_points(exercise)) + 1)


def test_a_solved_exercise_has_all_points(exercise):
    work_on(exercise, answers(exercise.file.stem))
    code, text = check(exercise)
    assert code == 0
    assert points(text) == [*all_points(exercise), sum(all_points(exercise))]
    assert not [o for outputs in exercise.outputs().values() for o in outputs if "ename" in o]


@pytest.mark.once
def test_half_an_exercise_with_a_mistake(exercise):
    wrong, right_text, wrong_text, rule = MISTAKES[exercise.file.stem]
    begun = {key: text for key, text in answers(exercise.file.stem).items() if key <= wrong}
    assert right_text in begun[wrong]
    work_on(exercise, begun | {wrong: begun[wrong].replace(right_text, wrong_text)})
    code, text = check(exercise)
    earned = [p if f"answer-{k}" < wrong else 0 for k, p in enumerate(all_points(exercise), 1)]
    assert code == 1
    assert points(text) == [*earned, sum(earned)]
    assert rule in " ".join(text.split())
