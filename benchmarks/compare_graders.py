"""Compare what four graders make of the submissions in tests/attacks/.

python benchmarks/compare_graders.py --nbgrader PYTHON --otter PYTHON   prints the table
python benchmarks/compare_graders.py --make FOLDER                      makes both environments
python benchmarks/compare_graders.py ... --save                         also writes the READMEs

PYTHON is the interpreter of an environment that has the grader and course_lib. Without one its row
is left out. --only takes a part of a grader's name, --details a file for all results.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from table import replace_between

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests"))

import attacks  # noqa: E402
import learner  # noqa: E402
from attacks.submission import NAME  # noqa: E402
from graders import with_course, with_nbgrader, with_nbval, with_otter  # noqa: E402
from graders.result import Result  # noqa: E402

from course_lib.classroom.assignment import prepare  # noqa: E402

SEED, AT_A_TIME = 4, 2
GRADERS = {
    "course grade": with_course,
    "pytest --nbval": with_nbval,
    "nbgrader": with_nbgrader,
    "otter-grader": with_otter,
}
PEERS = {"nbgrader": "nbgrader==0.9.6", "otter-grader": "otter-grader==7.0.0"}
HEADS = ("points given wrongly", "points lost wrongly", "without marks", "of these stopped")


@dataclass(frozen=True)
class Row:
    """What a grader did to all submissions."""

    name: str
    given: float
    lost: float
    without: int
    stopped: int
    seconds: float

    @property
    def cells(self) -> list[str]:
        """What the table shows."""
        numbers = (self.given, self.lost, self.without, self.stopped, round(self.seconds))
        return [self.name, *(f"{number:g}" for number in numbers)]


def wrong(deserved: dict[str, int], result: Result) -> tuple[float, float]:
    """Return the points that one submission was given wrongly, and those that it lost."""
    came = result.points or dict.fromkeys(deserved, 0)
    differences = [came[key] - deserved[key] for key in deserved]
    return sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0)


def count(name: str, deserved: list[dict], results: list[Result], seconds: float) -> Row:
    """Return the row of a grader."""
    pairs = [wrong(one, result) for one, result in zip(deserved, results, strict=True)]
    given, lost = (sum(column) for column in zip(*pairs, strict=True))
    without = sum(result.points is None for result in results)
    return Row(name, given, lost, without, sum(r.stopped for r in results), seconds)


def markdown(rows: list[Row], width: int) -> str:
    """Return the first columns of the table."""
    heads = ["grader", *HEADS, "seconds"]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(line[:width]) + " |" for line in lines)


def make(folder: Path) -> dict[str, str]:
    """Make an environment for each peer that has none in a folder; return their Pythons."""
    for name, package in PEERS.items():
        if not (folder / name).exists():
            venv.create(folder / name, with_pip=True)
            pip = [folder / name / "bin" / "python", "-m", "pip", "install", "-q"]
            subprocess.run([*pip, package, "-e", ROOT], check=True)
    return {name: str((folder / name / "bin" / "python").absolute()) for name in PEERS}


def measure(name: str, grader) -> tuple[Row, list[Result]]:
    """Grade all submissions."""
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_A_TIME) as executor:
        results = list(executor.map(lambda one: grader.grade(one.data, one.seconds), attacks.ALL))
    seconds = time.perf_counter() - start
    return count(name, [one.points for one in attacks.ALL], results, seconds), results


def version(python: str, package: str) -> str:
    """Return a package with its version."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return f"{package} {told.stdout.strip()}"


def compare(pythons: dict[str, str | None], only: str):
    """Yield the row of each grader that is there, and its results by the names of submissions."""
    exercise = learner.notebook(NAME)
    solution = json.loads(learner.solution_path(NAME).read_text(encoding="utf-8"))
    for name, module in GRADERS.items():
        python = pythons.get(name, sys.executable)
        if only not in name:
            continue
        if python is None:
            print(f"Left out, because no Python was named that has it: {name}", flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            graded = prepare(learner.solution_path(NAME), SEED, Path(folder, "references"))
            grader = module.Grader(python, graded, exercise, solution, Path(folder))
            row, results = measure(name, grader)
        if hasattr(grader, "close"):
            grader.close()
        named = zip(attacks.ALL, results, strict=True)
        yield row, {one.name: {"deserved": one.points, **asdict(r)} for one, r in named}


def conditions(pythons: dict[str, str | None]) -> str:
    """Return what the figures were measured with."""
    peers = [version(python, name) for name, python in pythons.items() if python]
    versions = ", ".join([version(sys.executable, "nbval"), *peers])
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}."


def save(rows: list[Row], said: str):
    """Write the table into benchmarks/README.md, and its most important columns into README.md."""
    for path, text in {
        HERE / "README.md": f"{said}\n\n{markdown(rows, 6)}",
        ROOT / "README.md": markdown(rows, 4),
    }.items():
        old = path.read_text(encoding="utf-8")
        path.write_text(replace_between(old, "graders", text), encoding="utf-8")


def main():
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nbgrader", metavar="PYTHON", help="of an environment with nbgrader")
    parser.add_argument("--otter", metavar="PYTHON", help="of an environment with otter-grader")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="make the environments there")
    parser.add_argument("--only", default="", metavar="NAME", help="a part of a grader's name")
    parser.add_argument("--details", type=Path, metavar="FILE", help="write all results, as JSON")
    parser.add_argument("--save", action="store_true", help="write the tables of the READMEs")
    options = parser.parse_args()
    pythons = {"nbgrader": options.nbgrader, "otter-grader": options.otter}
    if options.make:
        pythons = make(options.make)
    rows, details = [], {}
    for row, results in compare(pythons, options.only):
        rows.append(row)
        details[row.name] = results
        print(markdown([row], 6).splitlines()[-1], flush=True)
        if options.details:
            options.details.write_text(json.dumps(details, indent=1), encoding="utf-8")
    said = conditions(pythons)
    print(f"\n{said}\n\n{markdown(rows, 6)}")
    if options.save:
        save(rows, said)


if __name__ == "__main__":
    main()
