"""The options of the commands for teachers; the commands themselves take longer to import."""

from __future__ import annotations

import os
from pathlib import Path

from ..grading.judge import CELL_SECONDS


def add_grade(command):
    """Give ``course grade`` its options."""
    command.add_argument("submissions", type=Path, help="a folder, or a zip")
    command.add_argument(
        "--out", type=Path, default=Path("grades"), help="folder for the results; default grades"
    )
    command.add_argument("--seed", type=int, help="draw the hidden numbers from this seed")
    command.add_argument("--students", type=Path, help="a list of names, to mark who is missing")
    command.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time")
    command.add_argument("--seconds", type=float, default=CELL_SECONDS, help="for each cell")
    command.add_argument(
        "--solutions", type=Path, help="the solutions, where they are not beside the course"
    )
    command.add_argument("--cluster", metavar="ADDRESS", help="grade on the workers of Dask")
    command.add_argument(
        "--unsafe", action="store_true", help="run learners' code without a sandbox"
    )


def add_release(command):
    """Give ``course release`` its options."""
    command.add_argument("folder", type=Path, help="a new folder")
