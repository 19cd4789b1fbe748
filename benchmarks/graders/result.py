"""What a grader made of a submission."""

from __future__ import annotations

from dataclasses import dataclass

SECONDS = 60  # for a whole submission, with graders that run in the outer shell


@dataclass(frozen=True)
class Result:
    """The points of a submission.

    Attributes
    ----------
    points : dict or None
        By task; None where the grader ended without any.
    stopped : bool
        It had to be stopped, because it did not end.
    """

    points: dict[str, float] | None
    stopped: bool = False


STOPPED = Result(None, stopped=True)
FAILED = Result(None)
