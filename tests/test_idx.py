"""The format of the files of Fashion-MNIST."""

import gzip
from pathlib import Path

import pytest

from course_lib.datasets import idx


def test_bytes_of_the_format(tmp_path):
    path = tmp_path / "small"
    path.write_bytes(bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]))
    assert idx.read_idx(path).tolist() == [[1, 2, 3], [4, 5, 255]]
    path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 1, 2]) + bytes(258))
    assert idx.read_idx(path).shape == (258,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "received an empty file"),
        (b"<!DOCTYPE html>", "received 60 33 68 79"),
        (bytes([0, 0, 8]), "received 0 0 8"),
        (bytes([0, 0, 13, 1, 0, 0, 0, 1, 0]), "received 0 0 13 1"),
        (bytes([0, 0, 8, 3, 0, 0, 0, 1]), "received 0 0 8 3"),
        (bytes([0, 0, 8, 9]) + bytes(36), "received 0 0 8 9"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]), "needs 3 bytes, received 2"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 1, 1, 2]), "needs 1 bytes, received 2"),
        (gzip.compress(bytes(100), mtime=0)[:-5], "the packed file is damaged"),
        (b"\x1f\x8bnot gzip at all", "the packed file is damaged"),
    ],
)
def test_what_is_not_the_format(tmp_path, content, words):
    path = Path(tmp_path, "file")
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        idx.read_idx(path)
