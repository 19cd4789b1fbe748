"""Fashion-MNIST from mirrors on this machine, from folders, and from what is neither."""

import gzip
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pooch
import pytest
from helpers import dataset_mirror as mirrors
from helpers import skip_without

from course_lib.datasets import download, fashion_mnist, idx

NAMES = list(fashion_mnist.ORIGINAL.md5)
MNIST = fashion_mnist.MNIST_LABELS


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch):
    monkeypatch.delenv(fashion_mnist.FOLDER, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def good(tmp_path):
    return mirrors.make_set(tmp_path / "good")


@pytest.fixture
def site(good, tmp_path):
    other = mirrors.make_set(tmp_path / "other", seed=2, first=MNIST)
    with mirrors.serve(good, other) as served:
        yield served


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def load(good, cache, address, *behaviours, seconds=20.0):
    source = mirrors.source_of(good, *(address + b + "/" for b in behaviours), seconds=seconds)
    return fashion_mnist.load_from(source, cache)


def assert_is(loaded, folder):
    for part, arrays in zip(fashion_mnist.ORIGINAL.parts, loaded, strict=True):
        for name, array in zip((part.images, part.labels), arrays, strict=True):
            assert array.dtype == np.uint8
            np.testing.assert_array_equal(array, idx.read_idx(folder / name))


# What is known of the original


def test_original_is_described_in_full():
    original = fashion_mnist.ORIGINAL
    named = [name for part in original.parts for name in (part.images, part.labels)]
    assert sorted(named) == sorted(original.md5)
    assert all(re.fullmatch("[0-9a-f]{32}", md5) for md5 in original.md5.values())
    assert len(set(original.md5.values())) == 4
    assert [part.size for part in original.parts] == [60000, 10000]
    assert [part.first_labels for part in original.parts] == [
        (9, 0, 0, 3, 0, 2, 7, 2, 5, 5),
        (9, 2, 1, 1, 6, 1, 4, 6, 5, 7),
    ]
    assert len(original.mirrors) >= 3
    assert all(re.fullmatch(r"https?://[\w./-]+/", mirror) for mirror in original.mirrors)


# Mirrors


def test_download_is_what_the_mirror_has(good, cache, site):
    assert_is(load(good, cache, site[1], "good"), good)
    assert sorted(path.name for path in cache.iterdir()) == sorted(NAMES)


def test_second_time_asks_no_mirror(good, cache, site):
    server, address = site
    load(good, cache, address, "good")
    asked = len(server.asked)
    assert_is(load(good, cache, address, "missing"), good)
    assert asked == len(server.asked) == 4


@pytest.mark.parametrize("bad", ["missing", "truncated", "unsized", "wrong", "page"])
def test_next_mirror_is_tried(good, cache, site, bad):
    assert_is(load(good, cache, site[1], bad, "good"), good)
    assert sorted(path.name for path in cache.iterdir()) == sorted(NAMES)


def test_silent_mirror_is_left(good, cache, site):
    assert_is(load(good, cache, site[1], "silent", "good", seconds=0.2), good)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("missing", "answers 404 Not Found"),
        ("truncated", "stopped half-way"),
        ("unsized", "a damaged file, or not of this kind"),
        ("page", "a damaged file, or not of this kind"),
        ("silent", "does not answer in time|cannot be reached"),
        ("wrong", "the labels of plain MNIST, handwritten digits, not of Fashion-MNIST"),
    ],
)
def test_error_says_what_each_mirror_did_and_what_else_to_do(good, cache, site, bad, words):
    with pytest.raises(OSError, match=words) as caught:
        load(good, cache, site[1], bad, seconds=0.2 if bad == "silent" else 20)
    message = str(caught.value)
    assert f"{site[1]}{bad}/train-labels-idx1-ubyte.gz: " in message
    assert fashion_mnist.FOLDER in message
    assert "cl.datasets.garments.load_data()" in message
    assert not [path for path in cache.glob("*") if path.name in NAMES]


def test_no_network_is_said(good, cache):
    with pytest.raises(OSError, match="cannot be reached"):
        load(good, cache, "http://127.0.0.1:1/", "good")


def test_damaged_file_in_the_cache_is_replaced(good, cache, site):
    load(good, cache, site[1], "good")
    damaged = cache / NAMES[1]
    damaged.write_bytes(damaged.read_bytes()[:-7])
    assert_is(load(good, cache, site[1], "good"), good)


def test_interrupted_download_starts_afresh(good, cache, site, monkeypatch):
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("requests.models.Response.iter_content", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(good, cache, site[1], "good")
    assert list(cache.iterdir()) == []
    assert_is(load(good, cache, site[1], "good"), good)


def test_killed_download_leaves_no_half_file(good, cache, site):
    server, address = site
    program = (
        "import sys; from pathlib import Path; from course_lib.datasets import download; "
        "download.fetch(sys.argv[1], '0' * 32, [sys.argv[2]], Path(sys.argv[3]))"
    )
    arguments = [sys.executable, "-c", program, NAMES[1], address + "silent", str(cache)]
    with subprocess.Popen(arguments) as process:
        assert server.waiting.wait(60)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.wait(60)
    assert not (cache / NAMES[1]).exists()
    assert_is(load(good, cache, address, "good"), good)


def test_several_may_download_at_once(good, cache, site):
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(load, good, cache, site[1], "good") for _ in range(4)]
    for future in futures:
        assert_is(future.result(), good)
    assert sorted(path.name for path in cache.iterdir()) == sorted(NAMES)


def test_cache_that_cannot_be_written_is_said(good, tmp_path, site):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError, match=r"cache .* cannot be used") as caught:
        load(good, tmp_path / "file" / "cache", site[1], "good")
    assert fashion_mnist.FOLDER in str(caught.value)


def test_full_cache_that_cannot_be_written_is_read(good, cache, site, monkeypatch):
    load(good, cache, site[1], "good")

    def refused(*args, **kwargs):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("pooch.core.stream_download", refused)
    monkeypatch.setattr("pooch.core.make_local_storage", refused)
    cache.chmod(0o555)
    try:
        assert_is(load(good, cache, site[1], "good"), good)
    finally:
        cache.chmod(0o755)


# What is shown meanwhile


def test_nothing_is_printed_where_nobody_looks(good, cache, site, capfd, caplog):
    logger = pooch.get_logger()
    logger.addHandler(caplog.handler)  # its own one writes to the stderr that it first saw
    try:
        load(good, cache, site[1], "missing", "good")
    finally:
        logger.removeHandler(caplog.handler)
    assert capfd.readouterr() == ("", "")
    assert caplog.messages == []


def show_to_a_terminal(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")


def test_bar_is_shown_in_a_terminal_and_once(good, cache, site, capfd, monkeypatch):
    show_to_a_terminal(monkeypatch)
    load(good, cache, site[1], "truncated", "good")
    assert NAMES[1] in capfd.readouterr().out
    load(good, cache, site[1], "good")
    assert capfd.readouterr() == ("", "")


def test_no_bar_in_ci(good, cache, site, capfd, monkeypatch):
    show_to_a_terminal(monkeypatch)
    monkeypatch.setenv("CI", "true")
    load(good, cache, site[1], "good")
    assert capfd.readouterr() == ("", "")


def test_bar_counts_what_came(monkeypatch, capfd):
    show_to_a_terminal(monkeypatch)
    with download.download_bar("file") as bar:
        bar.total = 0
        assert bar.total is None
        bar.total = 200
        bar.update(150)
        assert (bar.total, bar.done) == (200, 150)
        bar.reset()
        bar.update(200)
        assert bar.done == 200


# Folders


def use(monkeypatch, folder):
    monkeypatch.setenv(fashion_mnist.FOLDER, str(folder))
    monkeypatch.setattr(download, "fetch", None)  # nothing may be downloaded
    return fashion_mnist.load_data()


def unpack(folder, name):
    (folder / name.removesuffix(".gz")).write_bytes(gzip.decompress((folder / name).read_bytes()))
    (folder / name).unlink()


def test_folder_of_packed_and_unpacked_files(good, monkeypatch):
    loaded = use(monkeypatch, good)
    assert_is(loaded, good)
    unpack(good, NAMES[0])
    unpack(good, NAMES[3])
    for before, after in zip(loaded, use(monkeypatch, good), strict=True):
        np.testing.assert_array_equal(before[0], after[0])
        np.testing.assert_array_equal(before[1], after[1])


def test_real_pictures_in_a_folder(tmp_path, monkeypatch):
    images, labels = skip_without.fashion_pictures()
    order = np.random.default_rng(0).permutation(900)
    mirrors.write_real_pictures(tmp_path, images[order], labels[order], 700)
    (x_train, y_train), (x_test, y_test) = use(monkeypatch, tmp_path)
    np.testing.assert_array_equal(np.concatenate([x_train, x_test]), images[order])
    np.testing.assert_array_equal(np.concatenate([y_train, y_test]), labels[order])


def test_folder_without_a_file(good, monkeypatch):
    (good / NAMES[2]).unlink()
    with pytest.raises(FileNotFoundError, match=f"there is no {NAMES[2]} and no t10k-labels"):
        use(monkeypatch, good)


@pytest.mark.parametrize("part", [0, 1])
def test_plain_mnist_is_refused(tmp_path, monkeypatch, part):
    first = [(), ()]
    first[part] = MNIST[part]
    mirrors.make_set(tmp_path, first=first)
    with pytest.raises(ValueError, match="this is plain MNIST, handwritten digits"):
        use(monkeypatch, tmp_path)


def test_other_set_of_full_size_is_refused(tmp_path, monkeypatch):
    mirrors.make_set(tmp_path)
    part = fashion_mnist.ORIGINAL.parts[0]
    (tmp_path / part.images).unlink()
    unpacked = tmp_path / part.images.removesuffix(".gz")  # packing takes seconds
    mirrors.write_idx(unpacked, np.zeros((60000, 28, 28), np.uint8))
    labels = np.arange(60000) % 10
    mirrors.write_idx(tmp_path / part.labels, labels)
    with pytest.raises(ValueError, match="another data set of the same shape"):
        use(monkeypatch, tmp_path)
    labels[:10] = part.first_labels
    mirrors.write_idx(tmp_path / part.labels, labels)
    assert use(monkeypatch, tmp_path)[0][1][:10].tolist() == list(part.first_labels)


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        (NAMES[1], np.zeros((30, 28, 27), int), r"images have shape \(n, 28, 28\)"),
        (NAMES[1], np.zeros((29, 28, 28), int), "one for each image"),
        (NAMES[2], np.full(20, 10), "labels go from 0 to 9, received 10"),
    ],
)
def test_files_that_do_not_fit(good, monkeypatch, name, values, words):
    mirrors.write_idx(good / name, values)
    with pytest.raises(ValueError, match=words):
        use(monkeypatch, good)


def test_a_folder_of_nobody_is_said(monkeypatch):
    text = "FASHION_MNIST_DIR is ~nobody-of-this-name/x: "
    monkeypatch.setenv("FASHION_MNIST_DIR", "~nobody-of-this-name/x")
    with pytest.raises(OSError, match=re.escape(text)):
        fashion_mnist.load_data()


def test_an_empty_set_is_refused(good, monkeypatch):
    part = fashion_mnist.ORIGINAL.parts[0]
    mirrors.write_idx(good / part.images, np.zeros((0, 28, 28), np.uint8))
    mirrors.write_idx(good / part.labels, np.zeros(0, np.uint8))
    with pytest.raises(ValueError, match="there are no images in this file"):
        use(monkeypatch, good)
