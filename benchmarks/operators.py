"""Measure the operators of course_lib beside TensorFlow and PyTorch.

Usage: ``python benchmarks/operators.py [--rounds 7] [--save] [WORD]``. A word chooses the cases
whose names hold it. ``--save`` writes the table into README.md and draws operators.svg.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import picture
import timing
from cases import CASES
from table import markdown, row, save_between

HERE = Path(__file__).parent
PEERS = ("course_lib", "tensorflow", "torch")
READERS = ("course_lib", "two_lines", "im2col")  # what a reader would write
TOLERANCE = 1e-4


def contestants(names=PEERS) -> list:
    """Return those of the contestants that are installed; say which are not."""
    found = []
    for name in (f"with_{name}" for name in names):
        try:
            found.append(importlib.import_module(name))
        except ModuleNotFoundError as error:
            print(f"Left out, because {error.name} is not installed: {name.removeprefix('with_')}")
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
    calls = {team.NAME: team.calls(case) for team in teams}
    for index, label in enumerate(("forward", "backward")):
        name = f"{case.name}, {label}"
        able = {team: pair[index] for team, pair in calls.items() if pair[index]}
        results = {t.NAME: t.to_numpy(able[t.NAME]()) for t in teams if t.NAME in able}
        check_agreement(name, results)
        yield row(name, timing.rounds(able, count))


def measured(names, word: str, count: int) -> list:
    """Return the rows of all cases whose names hold a word."""
    teams = contestants(names)
    cases = [case for case in CASES if word in case.name]
    return [item for case in cases for item in measure(case, teams, count)]


def beside_readers(word: str, count: int) -> list:
    """Return the rows beside what a reader would write, from a process of their own.

    These leave the product of matrices to all threads of the BLAS library. Once it has started them
    they stay, and slow down what divides the work in another way.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(measured, READERS, word, count).result()


def conditions(teams) -> str:
    """Return what the table depends on: cores and versions."""
    versions = ", ".join(team.VERSION for team in teams)
    return f"{os.cpu_count()} cores, float32, Python {platform.python_version()}, {versions}."


def main() -> None:
    """Measure, print, and save if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    given = arguments.word, arguments.rounds
    rows = measured(PEERS, *given)
    for item, other in zip(rows, beside_readers(*given), strict=True):
        item.ratios.update(other.ratios)
    text = f"{conditions(contestants())}\n\n{markdown(rows)}"
    print(text)
    if arguments.save:
        save_between("table", text)
        picture.save(rows, HERE / "operators.svg")


if __name__ == "__main__":
    main()
