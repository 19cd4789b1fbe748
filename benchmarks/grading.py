"""Grade a generated class, and the same notebooks with plain nbval.

python benchmarks/grading.py 500            a class of 500, two at a time
python benchmarks/grading.py 20 --plain     20, and the same with pytest --nbval
python benchmarks/grading.py --corpus       what submissions that cheat earn, with both
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import attacks  # noqa: E402
import learner  # noqa: E402
from attacks.submission import TASKS  # noqa: E402
from variants import VARIANTS  # noqa: E402

from course_lib.classroom.assignment import Graded, prepare  # noqa: E402
from course_lib.classroom.handed_in import HandedIn  # noqa: E402
from course_lib.classroom.job import Job, Work, grade_one  # noqa: E402
from course_lib.classroom.judging import end_servers  # noqa: E402
from course_lib.classroom.limits import Limits  # noqa: E402
from course_lib.classroom.run import grade_all  # noqa: E402
from course_lib.classroom.store import Store  # noqa: E402
from course_lib.grading.judge import write_composed  # noqa: E402
from course_lib.grading.marking import compose  # noqa: E402
from course_lib.grading.transplant import find_answers, parse_cells  # noqa: E402

NAME, SEED, AT_A_TIME = "01_max_pooling", 4, 2
PLAIN_SECONDS = 60  # for a notebook with plain nbval; one that takes longer is stopped


def generated(count: int) -> list[HandedIn]:
    """Return a class: right answers in several ways, one task in four not done or wrong."""
    found = []
    for number in range(count):
        answers = {
            key: f"# student {number}\n{texts[(number + int(key)) % len(texts)]}"
            for key, texts in VARIANTS[NAME].items()
            if (number + int(key)) % 4
        }
        data = json.dumps(learner.fill(learner.notebook(NAME), answers)).encode()
        found.append(HandedIn(f"student {number}", NAME, f"{NAME}.ipynb", data))
    return found


def seconds_of(work) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def grade_class(handed_in: list[HandedIn], graded: Graded, folder: Path):
    """Grade as ``course grade`` does."""
    with ThreadPoolExecutor(AT_A_TIME) as executor:
        entries = grade_all(handed_in, {NAME: graded}, Store(folder), executor, Limits())
    end_servers()
    assert all(entry.marks for entry in entries), [entry.reason for entry in entries]


def plain(paths: list[Path]):
    """Run pytest --nbval on each notebook, two at a time."""
    with ThreadPoolExecutor(AT_A_TIME) as executor:
        list(executor.map(plain_one, paths))


def plain_one(path: Path, cell_seconds=10.0) -> dict[int, bool]:
    """Return which cells pass with plain nbval; nothing if it had to be stopped."""
    report = path.with_suffix(".xml")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        path.name,
        "-q",
        f"--rootdir={path.parent}",
    ]
    command += [f"--nbval-cell-timeout={cell_seconds}", f"--junitxml={report}", "-c", os.devnull]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        subprocess.run(command, cwd=path.parent, timeout=PLAIN_SECONDS, **silent)
    except subprocess.TimeoutExpired:
        return {}
    return cells_of(report)


def cells_of(report: Path) -> dict[int, bool]:
    """Return which cells a report of pytest says were passed."""
    from xml.etree import ElementTree

    if not report.exists():
        return {}
    cases = ElementTree.parse(report).iter("testcase")
    return {int(case.get("name").split()[-1]): len(case) == 0 for case in cases}


def composed(handed_in: list[HandedIn], graded: Graded, folder: Path) -> list[Path]:
    """Write the notebooks that nbval is given for a class."""
    paths = []
    for number, one in enumerate(handed_in):
        answers = find_answers(graded.exercise, parse_cells(one.data, one.name))
        paths.append(folder / f"n{number}.ipynb")
        write_composed(paths[-1], compose(graded.exercise, answers, SEED), "python3")
    return paths


def with_outputs(data: bytes, graded: Graded) -> bytes:
    """Return a submission whose checks carry the outputs of the solution, as plain nbval needs."""
    try:
        document = json.loads(data)
        printed = {cell.id: cell.output for cell in graded.exercise.cells if cell.output}
        for cell in document["cells"]:
            if cell.get("id") in printed:
                text = printed[cell["id"]]
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
                cell["execution_count"] = 1
        return json.dumps(document).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return data


def plain_points(data: bytes, graded: Graded, folder: Path) -> dict[str, int] | None:
    """Return what a submission earns with plain nbval: tasks whose checks all pass count."""
    path = folder / f"{NAME}.ipynb"
    path.write_bytes(with_outputs(data, graded))
    passed = plain_one(path, 4)
    if not passed:
        return None
    cells = [c for c in json.loads(path.read_bytes())["cells"] if c["cell_type"] == "code"]
    ids = {cell.get("id"): number for number, cell in enumerate(cells)}
    return {
        task.key: 2 * all(passed.get(ids.get(c.id, -1), c.role == "hidden") for c in task.checks)
        for task in graded.exercise.tasks
    }


def tell(name: str, earned: list[dict[str, int] | None], seconds: float):
    """Print a line of the table."""
    given = lost = aborted = 0
    for attack, points in zip(attacks.ALL, earned, strict=True):
        aborted += points is None
        for key in TASKS:
            came = (points or dict.fromkeys(TASKS, 0))[key]
            given += came > attack.points[key]
            lost += came < attack.points[key]
    print(f"| {name} | {given} | {lost} | {aborted} | {seconds:.0f} |", flush=True)


def compare(graded: Graded):
    """Print what the corpus of attacks earns with course grade, and with plain nbval."""
    print("| grader | points given wrongly | points lost wrongly | stopped or crashed | seconds |")
    print("| --- | ---: | ---: | ---: | ---: |")
    earned = []

    def ours(attack):
        job = Job(attack.name, (Work(NAME, attack.data, graded),), Limits(attack.seconds))
        return {mark.task: mark.points for mark in grade_one(job)[0].marks}

    def theirs(attack):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            try:
                return plain_points(attack.data, graded, Path(folder))
            except Exception:  # whatever the grader can't stand is what is counted here
                return None

    for name, work in (("course grade", ours), ("pytest --nbval", theirs)):
        with ThreadPoolExecutor(AT_A_TIME) as executor:
            seconds = seconds_of(lambda w=work, e=executor: earned.extend(e.map(w, attacks.ALL)))
        tell(name, earned, seconds)
        earned.clear()
    end_servers()


def main():
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=0, help="students of the class")
    parser.add_argument("--plain", action="store_true", help="the same with pytest --nbval")
    parser.add_argument("--corpus", action="store_true", help="compare what attacks earn")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graded = prepare(learner.solution_path(NAME), SEED, folder / "references")
        if options.count:
            handed_in = generated(options.count)
            ours = seconds_of(lambda: grade_class(handed_in, graded, folder / "results"))
            print(f"{options.count} submissions: {ours:.0f} s, {ours / options.count:.2f} s each")
        if options.count and options.plain:
            paths = composed(handed_in, graded, folder)
            theirs = seconds_of(lambda: plain(paths))
            print(f"the same with pytest --nbval: {theirs:.0f} s; ratio {ours / theirs:.2f}")
        if options.corpus:
            compare(graded)


if __name__ == "__main__":
    main()
