"""The one door to speed in training: layers that do the same in less time.

In :mod:`course_lib.training.step` a step goes through the layers one after the other. That is all
that is needed. What is done faster here, and what that buys, stands in ``benchmarks/README.md``.
"""

from .two_threads import faster

__all__ = ["faster"]
