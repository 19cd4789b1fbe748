"""Fashion-MNIST: 70,000 photographs of garments, downloaded once and kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from . import download
from .classes import CLASS_NAMES, Data
from .idx import read_idx

__all__ = ["CLASS_NAMES", "load_data"]
__dir__ = __all__.copy  # Tab offers these


FOLDER = "FASHION_MNIST_DIR"  # the environment variable
SIDE = 28
LOOK_AT = 10  # so many labels tell one data set from another
MNIST_LABELS = ((5, 0, 4, 1, 9, 2, 1, 3, 1, 4), (7, 2, 1, 0, 4, 1, 4, 9, 5, 9))


@dataclass(frozen=True)
class Part:
    """The training or the test pictures: two files, how many there are, and the first labels."""

    images: str
    labels: str
    size: int
    first_labels: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """Where the data set is, and how to know it."""

    mirrors: tuple[str, ...]
    md5: Mapping[str, str] = field(hash=False)
    parts: tuple[Part, Part]
    seconds: float = download.SECONDS


ORIGINAL = Source(
    # Of its authors, of Keras, and the authors' repository.
    mirrors=(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ),
    md5={
        "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
        "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
        "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
    },
    parts=(
        Part(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            60000,
            (9, 0, 0, 3, 0, 2, 7, 2, 5, 5),
        ),
        Part(
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
            10000,
            (9, 2, 1, 1, 6, 1, 4, 6, 5, 7),
        ),
    ),
)


def load_data() -> Data:
    """Load Fashion-MNIST, after downloading it (30 MB) the first time.

    The four files of the authors are kept in the user's cache. Each is checked by its MD5 sum
    whenever it is used, and the labels are checked too: plain MNIST has files of the same names
    and shapes.

    If the environment variable ``FASHION_MNIST_DIR`` names a folder, the files are taken from
    there, packed (``.gz``) or not, and nothing is downloaded. They need not be the originals: a
    part of the set, or pictures of your own, will do, if images and labels are as many. Full size
    with labels that are not Fashion-MNIST's is refused.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Images uint8 (60000, 28, 28) and (10000, 28, 28), white on black, and labels uint8
        (60000,) and (10000,), from 0 to 9. ``CLASS_NAMES`` tells what they stand for.

    Raises
    ------
    OSError
        If the files cannot be had: no mirror can be reached, none has the right files, or the
        folder lacks one.
    ValueError
        If files in the folder are damaged, do not fit together, or are another data set.

    References
    ----------
    H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine
    learning algorithms (2017). ``keras.datasets.fashion_mnist.load_data``.

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_data()  # doctest: +SKIP
    >>> CLASS_NAMES[9]
    'Ankle boot'
    """
    return load_from(ORIGINAL)


def load_from(source: Source, cache: Path | None = None) -> Data:
    """Load the data set of a source, from the folder in ``FASHION_MNIST_DIR`` if that is set."""
    named = os.environ.get(FOLDER)
    find = partial(_in_folder, _expanded(named)) if named else partial(_in_cache, source, cache)
    (x_train, y_train), (x_test, y_test) = (_load_part(part, find) for part in source.parts)
    return (x_train, y_train), (x_test, y_test)


def _expanded(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise OSError(f"{FOLDER} is {named}: {error}. Name a folder that exists") from error


def _in_folder(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / name.removesuffix(".gz")):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"{FOLDER} is {folder}: there is no {name} and no {name.removesuffix('.gz')}. "
        f"Put the four files there, or unset {FOLDER} to download them"
    )


def _in_cache(source: Source, cache: Path | None, name: str) -> Path:
    import pooch  # takes long to import, and few need it

    folder = cache or pooch.os_cache("convolution-course") / "fashion-mnist"
    try:
        return download.fetch(
            name, source.md5[name], source.mirrors, folder, _what_it_is, source.seconds
        )
    except OSError as error:
        raise OSError(
            f"Fashion-MNIST cannot be downloaded: {error}\nEither download the four files "
            f"by hand ({', '.join(source.md5)}) into a folder and set the environment "
            f"variable {FOLDER} to it, or use cl.datasets.garments.load_data(), whose "
            "pictures have the same shapes and classes"
        ) from error


def _load_part(part: Part, find) -> tuple[np.ndarray, np.ndarray]:
    labels_at, images_at = find(part.labels), find(part.images)
    labels, images = read_idx(labels_at), read_idx(images_at)
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE):
        raise ValueError(f"{images_at}: images have shape (n, 28, 28), received {images.shape}")
    if labels.shape != images.shape[:1]:
        raise ValueError(
            f"{labels_at}: labels have shape (n,), one for each image, received {labels.shape} "
            f"for {len(images)} images"
        )
    if not labels.size:
        raise ValueError(f"{images_at}: there are no images in this file")
    if labels.max() >= len(CLASS_NAMES):
        raise ValueError(f"{labels_at}: labels go from 0 to 9, received {labels.max()}")
    _check_labels(labels_at, labels, part)
    return images, labels


def _check_labels(path: Path, labels: np.ndarray, part: Part):
    first = tuple(labels[:LOOK_AT].tolist())
    if first in MNIST_LABELS:
        raise ValueError(f"{path}: this is plain MNIST, handwritten digits, not Fashion-MNIST")
    if len(labels) == part.size and first != part.first_labels:
        raise ValueError(
            f"{path}: the first labels of Fashion-MNIST are {part.first_labels}, received {first}: "
            "this is another data set of the same shape"
        )


def _what_it_is(path: Path) -> str:
    """Say what a file is that is not the one wanted."""
    try:
        array = read_idx(path)
    except ValueError:
        return "a damaged file, or not of this kind"
    if tuple(array[:LOOK_AT].ravel().tolist()) in MNIST_LABELS:
        return "the labels of plain MNIST, handwritten digits, not of Fashion-MNIST"
    return f"another data set, of shape {array.shape}"
