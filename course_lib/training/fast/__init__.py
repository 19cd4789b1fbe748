"""The one door to speed in training: layers that do the same in less time.

In :mod:`course_lib.training.step` a step goes through the layers one after the other. That is all
that is needed. Here a convolution and its pooling are made in one (``conv_pool.py``), and two
threads share a batch, or the weights of a large Dense layer (``two_threads.py``). What that buys
stands in ``benchmarks/README.md``.
"""

from .two_threads import faster

__all__ = ["faster"]
