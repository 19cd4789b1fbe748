"""What an attack is, and how its notebook is made."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from helpers import homework
from variants import VARIANTS

NAME = "01_max_pooling"
TASKS = "12345"
# Right answers, none of which uses another.
HONEST = {key: f"# ANSWER {key}\n{VARIANTS[NAME][key][0]}" for key in TASKS}

# Every attack that uses up something begins with this, so that a defence that fails harms nothing
# but its test: 200 processes, 4 GiB, files of 200 MB, 60 seconds.
BOUNDS = """
import resource as _r, signal as _s
for _name, _most in [("AS", 4 << 30), ("NPROC", 200), ("FSIZE", 200_000_000), ("CPU", 60)]:
    _kind = getattr(_r, "RLIMIT_" + _name)
    _hard = _r.getrlimit(_kind)[1]
    _most = _most if _hard == _r.RLIM_INFINITY else min(_most, _hard)
    _r.setrlimit(_kind, (_most, _most))
_s.signal(_s.SIGALRM, _s.SIG_DFL)
_s.alarm(60)
"""
HOSTILE_SECONDS = 4


@dataclass(frozen=True)
class Attack:
    """A submission, the points that it deserves, by task, and how long its cells may run."""

    name: str
    data: bytes
    points: dict[str, int]
    seconds: float = 60  # much, so that a busy machine costs honest work nothing


def full(*without) -> dict[str, int]:
    """Return all points but those of some tasks."""
    return {key: 0 if key in without else 2 for key in TASKS}


def written(document: dict) -> bytes:
    return json.dumps(document).encode("utf-8")


def filled(answers: dict[str, str]) -> dict:
    return homework.fill(homework.notebook(NAME), answers)


def among_honest(name: str, source: str, key="2") -> Attack:
    """Return an attack in one task; the others are answered, and must keep their points."""
    return Attack(
        name, written(filled({**HONEST, key: BOUNDS + source})), full(key), HOSTILE_SECONDS
    )


def alone(name: str, source: str, key="2") -> Attack:
    """Return an attack in one task of an exercise in which nothing else is done: no points."""
    return Attack(name, written(filled({key: BOUNDS + source})), full(*TASKS), HOSTILE_SECONDS)


def changed(name: str, change: Callable[[dict], dict], answers=HONEST, points=None) -> Attack:
    """Return a notebook that was changed as a whole."""
    document = change(filled(answers))
    return Attack(name, written(document), full() if points is None else points)


def raw(name: str, data: bytes) -> Attack:
    """Return a file that is no notebook."""
    return Attack(name, data, full(*TASKS))
