"""Grading all submissions on an executor, and keeping each result as soon as it is there."""

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass

from .assignment import Graded, code_digest
from .grade_one import Job, Work, grade_one
from .handed_in import HandedIn
from .limits import Limits
from .store import Store, stamp

ATTEMPTS = 2  # at a job that the machine fails at


@dataclass(frozen=True)
class Entry:
    """A submission, and the stamp its marks are kept under; without one, why it has none."""

    handed_in: HandedIn
    stamp: str
    reason: str = ""


def grade_all(
    handed_in: list[HandedIn],
    graded: dict[str, Graded],
    store: Store,
    executor: Executor,
    limits: Limits,
    sandboxed: bool = True,
    on_done: Callable[[int], None] = lambda count: None,
) -> list[Entry]:
    """Grade what has changed since the last time.

    ``graded`` tells by what each of their exercises is graded. Marks are taken from the ``store``,
    and kept there. The ``executor`` may be of any kind: a job can be pickled. ``on_done`` is called
    with the number of submissions that are done.
    """
    conditions = (repr(limits), str(sandboxed), code_digest())
    stamps = {
        one: stamp(one.data, graded[one.exercise].digest, _last_name(one), *conditions)
        for one in handed_in
    }
    marks = {one: found for one, name in stamps.items() if (found := store.recall(name))}
    on_done(len(marks))
    reasons: dict[HandedIn, str] = {}
    for _ in range(ATTEMPTS):
        by_student = defaultdict(list)
        for one in stamps:
            if one not in marks:
                by_student[one.owner].append(one)
        futures = {
            executor.submit(grade_one, _job(owner.told, ones, graded, limits, sandboxed)): ones
            for owner, ones in by_student.items()
        }
        for future in as_completed(futures):
            ones = futures[future]
            try:
                done = future.result()
            except Exception as error:  # one job's failure must not end the others
                reasons.update(dict.fromkeys(ones, f"{type(error).__name__}: {error}"))
                continue
            for one, earned in zip(ones, done, strict=True):
                marks[one] = earned
                store.keep(stamps[one], earned)
            on_done(len(ones))
    return [
        Entry(one, stamps[one]) if one in marks else Entry(one, "", reasons[one])
        for one in handed_in
    ]


def _last_name(one: HandedIn) -> str:
    """Return the name of a file, which notes to its owner hold."""
    return one.file.split("/")[-1]


def _job(student: str, ones: list[HandedIn], graded, limits: Limits, sandboxed: bool) -> Job:
    works = (Work(_last_name(one), one.data, graded[one.exercise]) for one in ones)
    return Job(student, tuple(works), limits, sandboxed)
