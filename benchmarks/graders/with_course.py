"""The project's own grader, as ``course grade`` calls it."""

from __future__ import annotations

from pathlib import Path

from course_lib.classroom.assignment import Graded
from course_lib.classroom.grade_one import Job, Work, grade_one
from course_lib.classroom.limits import Limits
from course_lib.classroom.nbval_client import end_servers
from course_lib.grading.judge import JudgeFailed

from .result import FAILED, Result


class Grader:
    """``course grade``, in the Python that runs this; it has its own sandbox and limits."""

    def __init__(self, python: str, graded: Graded, exercise: dict, solution: dict, folder: Path):
        self.graded = graded

    def grade(self, students: list[bytes], seconds: float) -> list[Result]:
        """Grade submissions one after the other; each of their cells may take some seconds."""
        return [self._grade_one(data, seconds) for data in students]

    def _grade_one(self, data: bytes, seconds: float) -> Result:
        job = Job("student", (Work("handed_in.ipynb", data, self.graded),), Limits(seconds))
        try:
            [marks] = grade_one(job)
        except JudgeFailed:
            return FAILED
        return Result({mark.task: mark.points for mark in marks.marks})

    def close(self):
        """End the processes that are kept for the next submission."""
        end_servers()
