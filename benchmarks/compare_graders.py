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
from functools import partial
from pathlib import Path

from table import replace_between

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests"))

import attacks  # noqa: E402
from attacks.submission import NAME  # noqa: E402
from graders import with_course, with_nbgrader, with_nbval, with_otter  # noqa: E402
from graders.result import Result  # noqa: E402
from helpers import homework  # noqa: E402

from course_lib.classroom.assignment import prepare  # noqa: E402

SEED, AT_A_TIME = 4, 2
GRADERS = {
    "course grade": with_course,
    "pytest --nbval": with_nbval,
    "nbgrader": with_nbgrader,
    "otter-grader": with_otter,
}
HONEST = next(one for one in attacks.ALL if one.name == "plain")
ONE_BY_ONE = {"otter-grader"}  # without Docker it grades one submission a run
PEERS = {"nbgrader": "nbgrader==0.9.6", "otter-grader": "otter-grader==7.0.0"}
HEADS = ["points given wrongly", "points lost wrongly", "without marks", "of these stopped"]
HEADS += ["end a class's run", "seconds"]


@dataclass(frozen=True)
class Row:
    """What a grader did to all submissions."""

    name: str
    given: float
    lost: float
    without: int
    stopped: int
    ended: int | None
    seconds: float

    @property
    def cells(self) -> list[str]:
        """What the table shows."""
        numbers = [self.given, self.lost, self.without, self.stopped, self.ended]
        shown = ["–" if number is None else f"{number:g}" for number in numbers]
        return [self.name, *shown, f"{self.seconds:.0f}"]


def wrong(deserved: dict[str, int], result: Result) -> tuple[float, float]:
    """Return the points that one submission was given wrongly, and those that it lost."""
    came = result.points or dict.fromkeys(deserved, 0)
    differences = [came[key] - deserved[key] for key in deserved]
    return sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0)


def count(
    name: str,
    deserved: list[dict],
    results: list[Result],
    ended: list[str] | None,
    seconds: float,
) -> Row:
    """Return the row of a grader; ``ended`` names what ended a run, None where none was tried."""
    pairs = [wrong(one, result) for one, result in zip(deserved, results, strict=True)]
    given, lost = (sum(column) for column in zip(*pairs, strict=True))
    without = sum(result.points is None for result in results)
    stopped = sum(result.stopped for result in results)
    return Row(name, given, lost, without, stopped, None if ended is None else len(ended), seconds)


def markdown(rows: list[Row]) -> str:
    """Return the table."""
    lines = [["grader", *HEADS], ["---", *["---:"] * len(HEADS)], *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def make(folder: Path) -> dict[str, str]:
    """Make an environment for each peer that has none in a folder; return their Pythons."""
    for name, package in PEERS.items():
        if not (folder / name).exists():
            venv.create(folder / name, with_pip=True)
            pip = [folder / name / "bin" / "python", "-m", "pip", "install", "-q"]
            subprocess.run([*pip, package, "-e", ROOT], check=True)
    return {name: str((folder / name / "bin" / "python").absolute()) for name in PEERS}


def measure(name: str, grader) -> tuple[Row, dict[str, dict]]:
    """Grade all submissions; return the row, and the results by the submissions' names."""
    with ThreadPoolExecutor(AT_A_TIME) as executor:
        start = time.perf_counter()
        results = list(executor.map(partial(alone, grader), attacks.ALL))
        seconds = time.perf_counter() - start
        told = {
            one.name: {"deserved": one.points, **asdict(result)}
            for one, result in zip(attacks.ALL, results, strict=True)
        }
        ended = None
        if name not in ONE_BY_ONE:
            assert told[HONEST.name]["points"], "an honest submission got no marks"
            suspects = [one for one in attacks.ALL if told[one.name]["points"] is None]
            ends = executor.map(partial(ends_run, grader, told[HONEST.name]["points"]), suspects)
            ended = [one.name for one, does in zip(suspects, ends, strict=True) if does]
    for one in ended or []:
        told[one]["ends_run"] = True
    return count(name, [one.points for one in attacks.ALL], results, ended, seconds), told


def alone(grader, one) -> Result:
    """Grade a submission in a run of its own."""
    return grader.grade([one.data], one.seconds)[0]


def ends_run(grader, earned: dict[str, float], one) -> bool:
    """Tell whether an honest submission that comes after another in a run loses its marks."""
    return grader.grade([one.data, HONEST.data], one.seconds)[1].points != earned


def version(python: str, package: str) -> str:
    """Return a package with its version."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return f"{package} {told.stdout.strip()}"


def compare(pythons: dict[str, str | None], only: str):
    """Yield the row of each grader that is there, and its results by the names of submissions."""
    exercise = homework.notebook(NAME)
    solution = json.loads(homework.solution_path(NAME).read_text(encoding="utf-8"))
    for name, module in GRADERS.items():
        python = pythons.get(name, sys.executable)
        if only not in name:
            continue
        if python is None:
            print(f"Left out, because no Python was named that has it: {name}", flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            graded = prepare(homework.solution_path(NAME), SEED, Path(folder, "references"))
            grader = module.Grader(python, graded, exercise, solution, Path(folder))
            row, results = measure(name, grader)
        if hasattr(grader, "close"):
            grader.close()
        yield row, results


def conditions(pythons: dict[str, str | None]) -> str:
    """Return what the figures were measured with."""
    peers = [version(python, name) for name, python in pythons.items() if python]
    versions = ", ".join([version(sys.executable, "nbval"), *peers])
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}."


def save(rows: list[Row], said: str):
    """Write the table into both READMEs."""
    for path, text in {
        HERE / "README.md": f"{said}\n\n{markdown(rows)}",
        ROOT / "README.md": markdown(rows),
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
        print(markdown([row]).splitlines()[-1], flush=True)
        if options.details:
            options.details.write_text(json.dumps(details, indent=1), encoding="utf-8")
    said = conditions(pythons)
    print(f"\n{said}\n\n{markdown(rows)}")
    if options.save:
        save(rows, said)


if __name__ == "__main__":
    main()
