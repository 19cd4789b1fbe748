"""Measure the operators of course_lib beside TensorFlow and PyTorch.

Usage: ``python benchmarks/operators.py [--rounds 7] [--save] [WORD]``. A word chooses the cases
whose names hold it. ``--save`` writes the table into README.md and draws operators.svg.
"""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

import numpy as np
import picture
from cases import CASES
from table import BY_READERS, markdown, row, save_between
from timing import Contestant, rounds

HERE = Path(__file__).parent
PEERS = ("course_lib", "tensorflow", "torch")
READERS = ("two_lines", "im2col")  # what a reader would write
TOLERANCE = 1e-4


def contestants() -> list[Contestant]:
    """Return those of the contestants that are installed; say which are not."""
    found = []
    for name in PEERS + READERS:
        try:
            found.append(Contestant(f"with_{name}"))
        except ModuleNotFoundError as error:
            print(f"Left out, because {error.name} is not installed: {name}")
    return found


def check_agreement(name: str, results: dict[str, list[np.ndarray]]) -> None:
    """Raise an error unless all contestants computed the same, relative to the largest number."""
    first, *others = results
    for other in others:
        for mine, theirs in zip(results[first], results[other], strict=True):
            if mine.shape != theirs.shape:
                raise ValueError(f"{name}: {first} has {mine.shape}, {other} {theirs.shape}")
            away = np.abs(mine - theirs).max() / max(np.abs(theirs).max(), 1)
            if not away < TOLERANCE:
                raise ValueError(f"{name}: {first} and {other} differ by {away:.1e}")


def measure(case, teams, count: int):
    """Yield a row for the forward pass and one for the backward pass of a case."""
    for index, label in enumerate(("forward", "backward")):
        name = f"{case.name}, {label}"
        results = {team.name: team.results(case, index) for team in teams}
        able = [team for team in teams if results[team.name] is not None]
        check_agreement(name, {team.name: results[team.name] for team in able})
        yield row(name, rounds(able, case, index, count))


def conditions(teams) -> str:
    """Return what the table depends on: cores and versions."""
    versions = ", ".join(team.version for team in teams if team.name not in BY_READERS)
    return f"{os.cpu_count()} cores, float32, Python {platform.python_version()}, {versions}."


def main() -> None:
    """Measure, print, and save if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    teams = contestants()
    cases = [case for case in CASES if arguments.word in case.name]
    rows = [item for case in cases for item in measure(case, teams, arguments.rounds)]
    text = f"{conditions(teams)}\n\n{markdown(rows)}"
    print(text)
    if arguments.save:
        save_between("table", text)
        picture.save(rows, HERE / "operators.svg")


if __name__ == "__main__":
    main()
