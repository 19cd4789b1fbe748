"""What convolution costs: counted from the shapes, and measured on this machine."""

from __future__ import annotations

import math
import time
import tracemalloc
from dataclasses import dataclass

from .nn.fast import one_blas_thread
from .nn.geometry import Axis, read_axes

__all__ = ["Cost", "Measured", "Stopwatch", "ladder", "measure"]
__dir__ = __all__.copy  # Tab offers these


RUNS = 10
ENOUGH = 1.0  # seconds


@dataclass(frozen=True)
class Cost:
    """What one way of computing a convolution costs.

    Attributes
    ----------
    multiplications : int
        Products of two real numbers.
    numbers : int
        Real numbers kept beside the input, the filters and the output.
    """

    multiplications: int
    numbers: int


@dataclass(frozen=True)
class Measured:
    """What one call took on this machine.

    Attributes
    ----------
    seconds : float
        The shortest of several runs.
    megabytes : float
        The most memory that NumPy held at once beyond what was there before, the result included.
    """

    seconds: float
    megabytes: float


def ladder(input_shape, filter_shape, strides, padding) -> dict[str, Cost]:
    """Count the cost of each function of :mod:`course_lib.nn.ladder`, from the shapes alone.

    Parameters
    ----------
    input_shape : (n, h, w, c_in)
    filter_shape : (kh, kw, c_in, c_out)
    strides : int or pair
    padding : "SAME" or "VALID"

    Returns
    -------
    dict of str to Cost
        For loops, windows, gemm and fft. A transform of a plane of N real numbers is counted as
        N·log2(N) multiplications, a product of two complex numbers as four.

    Raises
    ------
    ValueError
        If no window fits, or the shapes have not four axes each or differ in c_in.

    References
    ----------
    J. Cooley, J. Tukey: An algorithm for the machine calculation of complex Fourier series (1965),
    for the number of multiplications of a transform.

    Examples
    --------
    >>> costs = ladder((1, 4, 4, 1), (3, 3, 1, 1), 1, "VALID")
    >>> costs["loops"], costs["gemm"].numbers
    (Cost(multiplications=36, numbers=0), 36)
    """
    if len(input_shape) != 4 or len(filter_shape) != 4 or input_shape[3] != filter_shape[2]:
        raise ValueError(
            "cost.ladder: shapes must be (n, h, w, c_in) and (kh, kw, c_in, c_out), with the same "
            f"c_in; received {tuple(input_shape)} and {tuple(filter_shape)}"
        )
    n, h, w, c_in = input_shape
    kh, kw, _, c_out = filter_shape
    rows, columns = read_axes("cost.ladder", padding, (h, w), (kh, kw), strides)
    places, depth = n * rows.out * columns.out, kh * kw * c_in
    direct = places * depth * c_out
    return {
        "loops": Cost(direct, 0),
        "windows": Cost(direct, 0),
        "gemm": Cost(direct, places * depth),
        "fft": _fourier(n, c_in, c_out, rows, columns),
    }


def _fourier(n: int, c_in: int, c_out: int, rows: Axis, columns: Axis) -> Cost:
    high, wide = (axis.padded + axis.reach - 1 for axis in (rows, columns))
    planes, cells = n * c_in + c_in * c_out + n * c_out, high * wide
    waves = high * (wide // 2 + 1)  # complex numbers that tell a plane of real ones
    transforms = planes * round(cells * math.log2(cells))
    return Cost(transforms + 4 * n * c_in * c_out * waves, 2 * planes * waves)


class Stopwatch:
    """The time that the lines of a ``with`` take.

    Meanwhile the BLAS library, which multiplies matrices, computes on one thread: on a busy
    machine several threads wait for each other, and the time would tell of that.

    Attributes
    ----------
    seconds : float

    Examples
    --------
    >>> with Stopwatch() as watch:
    ...     total = sum(range(1000))
    >>> 0 < watch.seconds < 60
    True
    """

    def __enter__(self):
        self._one_thread = one_blas_thread()
        self._one_thread.__enter__()
        self._start = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.seconds = time.perf_counter() - self._start
        self._one_thread.__exit__(*error)


def measure(function, *arguments) -> Measured:
    """Call a function several times, and once more to see how much memory it takes.

    It is called ten times, or less often if that takes more than a second. As in
    :class:`Stopwatch`, products of matrices are computed on one thread.

    Parameters
    ----------
    function : callable
    *arguments
        What it is called with.

    Returns
    -------
    Measured

    Examples
    --------
    >>> measured = measure(bytes, 2_000_000)
    >>> measured.seconds < 60, round(measured.megabytes)
    (True, 2)
    """
    times: list[float] = []
    while len(times) < RUNS and sum(times) < ENOUGH:
        with Stopwatch() as watch:
            function(*arguments)
        times.append(watch.seconds)
    return Measured(min(times), _highest(function, arguments) / 1e6)


def _highest(function, arguments) -> int:
    """Return the most bytes that a call holds at once, beyond those before it."""
    was_tracing = tracemalloc.is_tracing()  # somebody else's measurement goes on afterwards
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        result = function(*arguments)
        _, highest = tracemalloc.get_traced_memory()
        del result  # kept so far, as it counts
    finally:
        if not was_tracing:
            tracemalloc.stop()
    return highest - before
