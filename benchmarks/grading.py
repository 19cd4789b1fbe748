"""Time the grading of a generated class, and of the same notebooks with plain nbval.

python benchmarks/grading.py 500            a class of 500, two at a time
python benchmarks/grading.py 20 --plain     20, and the same with pytest --nbval
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from graders.with_nbval import arguments  # noqa: E402
from helpers import homework  # noqa: E402
from variants import VARIANTS  # noqa: E402

from course_lib.classroom.assignment import Graded, prepare  # noqa: E402
from course_lib.classroom.grade_all import grade_all  # noqa: E402
from course_lib.classroom.handed_in import HandedIn  # noqa: E402
from course_lib.classroom.limits import Limits  # noqa: E402
from course_lib.classroom.nbval_client import end_servers  # noqa: E402
from course_lib.classroom.owners import Owner  # noqa: E402
from course_lib.classroom.store import Store  # noqa: E402
from course_lib.grading.judge import write_composed  # noqa: E402
from course_lib.grading.rounds import compose  # noqa: E402
from course_lib.grading.transplant import find_answers, parse_cells  # noqa: E402

NAME, SEED, AT_A_TIME = "01_max_pooling", 4, 2
PLAIN_SECONDS = 60  # for a notebook with plain nbval; none of an honest class takes as long


def generated(count: int) -> list[HandedIn]:
    """Return a class: right answers in several ways, one task in four not done or wrong."""
    found = []
    for number in range(count):
        answers = {
            key: f"# student {number}\n{texts[(number + int(key)) % len(texts)]}"
            for key, texts in VARIANTS[NAME].items()
            if (number + int(key)) % 4
        }
        data = json.dumps(homework.fill(homework.notebook(NAME), answers)).encode()
        found.append(HandedIn(Owner(f"student {number}"), NAME, f"{NAME}.ipynb", data))
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
    assert all(entry.stamp for entry in entries), [entry.reason for entry in entries]


def plain(paths: list[Path]):
    """Run pytest --nbval on each notebook, two at a time."""
    with ThreadPoolExecutor(AT_A_TIME) as executor:
        list(executor.map(plain_one, paths))


def plain_one(path: Path):
    """Run pytest --nbval on a notebook."""
    command = [sys.executable, *arguments([path.name], 10, f"{path.stem}.xml")]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, cwd=path.parent, timeout=PLAIN_SECONDS, **silent)


def composed(handed_in: list[HandedIn], graded: Graded, folder: Path) -> list[Path]:
    """Write the notebooks that nbval is given for a class."""
    paths = []
    for number, one in enumerate(handed_in):
        answers = find_answers(graded.exercise, parse_cells(one.data, one.file))
        paths.append(folder / f"n{number}.ipynb")
        write_composed(paths[-1], compose(graded.exercise, answers, SEED), "python3")
    return paths


def main():
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int, help="students of the class")
    parser.add_argument("--plain", action="store_true", help="the same with pytest --nbval")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graded = prepare(homework.solution_path(NAME), SEED, folder / "references")
        handed_in = generated(options.count)
        ours = seconds_of(lambda: grade_class(handed_in, graded, folder / "results"))
        print(f"{options.count} submissions: {ours:.0f} s, {ours / options.count:.2f} s each")
        if options.plain:
            paths = composed(handed_in, graded, folder)
            theirs = seconds_of(lambda: plain(paths))
            print(f"the same with pytest --nbval: {theirs:.0f} s; ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
