"""Reading IDX, the format of the MNIST files."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

_BYTES = 8  # the code of unsigned bytes, the only kind of number in these data sets
_MOST_AXES = 3


def read_idx(path: str | Path) -> np.ndarray:
    """Return the uint8 array of an IDX file, packed with gzip or not.

    Two zero bytes, the kind of number, the number of axes, four bytes for the length of each axis,
    the highest first, and then the numbers, as Y. LeCun, C. Cortes and C. Burges describe it: The
    MNIST database of handwritten digits.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "numbers.gz")
    ...     written = path.write_bytes(gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 3, 4, 5, 6])))
    ...     read_idx(path).tolist()
    [4, 5, 6]
    """
    content = _unpack(Path(path))
    axes = content[3] if len(content) > 3 else 0
    start = 4 + 4 * axes
    if content[:3] != bytes([0, 0, _BYTES]) or not 1 <= axes <= _MOST_AXES or len(content) < start:
        raise ValueError(
            f"{path}: an IDX file of bytes begins with 0 0 {_BYTES} and the number of axes, "
            f"received {' '.join(map(str, content[:4])) or 'an empty file'}"
        )
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
    if len(content) - start != math.prod(shape):
        raise ValueError(
            f"{path}: an array of shape {shape} needs {math.prod(shape)} bytes, "
            f"received {len(content) - start}. Get the file again"
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy()


def _unpack(path: Path) -> bytes:
    content = path.read_bytes()
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: the packed file is damaged ({error}). Get it again") from error
