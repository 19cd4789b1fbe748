"""Measure a training step of course_lib beside Keras and PyTorch.

Usage: ``python benchmarks/training.py [--rounds 7] [--steps 60] [--save]``. ``--save`` writes the
table into README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import time

from table import markdown, row, save_between
from timing import PAUSE
from trainers import BATCH, NETWORKS, TRAINERS, data, first_weights

COMPARED = 5  # steps after which the losses are compared, twice over: differences grow
TOLERANCE = 0.1  # of the loss: PyTorch adds Adam's epsilon at another place than Keras


def teams(network, weights) -> list:
    """Return the trainers whose libraries are installed; say which are not."""
    found = []
    for trainer in TRAINERS:
        try:
            found.append(trainer(network, weights))
        except ModuleNotFoundError as error:
            print(f"Left out, because {error.name} is not installed: {trainer.name}")
    return found


def check_agreement(name: str, losses: dict[str, float]) -> None:
    """Raise an error unless all trainers reached the same loss."""
    first, *others = losses.values()
    if any(abs(loss - first) > TOLERANCE * abs(first) for loss in others):
        raise ValueError(f"{name}: the losses differ: {losses}")


def measure(name: str, trainers, steps: int, rounds: int):
    """Return the row of a network: the seconds of a step, in turns."""
    x, y = data(steps)
    few = slice(0, COMPARED * BATCH)
    check_agreement(name, {trainer.name: trainer.epochs(x[few], y[few])[1] for trainer in trainers})
    seconds = []
    for number in range(rounds):
        turn = number % len(trainers)
        taken = {}
        for trainer in trainers[turn:] + trainers[:turn]:
            time.sleep(PAUSE)
            taken[trainer.name] = trainer.epochs(x, y)[0]
        seconds.append({key: value / steps for key, value in taken.items()})
    order = [trainer.name for trainer in trainers]
    return row(f"{name}, {BATCH} images", [{key: s[key] for key in order} for s in seconds])


def main() -> None:
    """Measure, print, and save if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    rows = []
    for name, network in NETWORKS.items():
        trainers = teams(network, first_weights(network))
        rows.append(measure(name, trainers, options.steps, options.rounds))
    versions = ", ".join(trainer.version for trainer in trainers)
    conditions = f"{os.cpu_count()} cores, float32, Python {platform.python_version()}, {versions}."
    text = f"{conditions}\n\n{markdown(rows, ('network', 'training step'))}"
    print(text)
    if options.save:
        save_between("training", text)


if __name__ == "__main__":
    main()
