"""Mirrors of a small data set on this machine: good ones, and bad ones of each kind."""

import contextlib
import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from course_lib.datasets import fashion_mnist, idx

ORIGINAL = fashion_mnist.ORIGINAL


def write_idx(path, values):
    """Write bytes in one or more axes as an IDX file; ``.gz`` packs it."""
    array = np.asarray(values).astype(np.uint8)
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    content = bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def make_set(folder, sizes=(30, 20), seed=1, first=((), ())):
    """Write four files in the original format; ``first`` are the first labels of both parts."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    for part, size, labels in zip(ORIGINAL.parts, sizes, first, strict=True):
        own = random.integers(0, 10, size)
        own[: len(labels)] = labels
        write_idx(folder / part.labels, own)
        write_idx(folder / part.images, random.integers(0, 256, (size, 28, 28)))
    return folder


def write_real_pictures(folder, images, labels, border):
    """Write pictures in the original format: those before the border are for training."""
    for part, own in zip(ORIGINAL.parts, (slice(border), slice(border, None)), strict=True):
        write_idx(folder / part.images, images[own])
        write_idx(folder / part.labels, labels[own])


def source_of(folder, *mirrors, seconds=20.0):
    """Return the source of the files in a folder, downloaded from those mirrors."""
    md5 = {name: hashlib.md5((folder / name).read_bytes()).hexdigest() for name in ORIGINAL.md5}
    parts = []
    for part in ORIGINAL.parts:
        labels = idx.read_idx(folder / part.labels)
        first = tuple(labels[:10].tolist())
        parts.append(fashion_mnist.Part(part.images, part.labels, len(labels), first))
    return fashion_mnist.Source(mirrors, md5, tuple(parts), seconds)


class Mirror:
    """A server: the first part of an address says how it behaves, the last one names the file."""

    def __init__(self, good, other):
        self.good, self.other = good, other
        self.asked = []
        self.stop_waiting = threading.Event()
        self.waiting = threading.Event()

    def __call__(self, *args):
        return _Handler(self, *args)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, mirror, *args):
        self.mirror = mirror
        super().__init__(*args)

    def do_GET(self):
        _, behaviour, name = self.path.split("/")
        self.mirror.asked.append((behaviour, name))
        if behaviour == "missing":
            self.send_error(404)
            return
        folder = self.mirror.other if behaviour == "wrong" else self.mirror.good
        content = b"<html>Log in</html>" if behaviour == "page" else (folder / name).read_bytes()
        self.send_response(200)
        if behaviour != "unsized":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = behaviour in ("truncated", "unsized", "silent")
        with contextlib.suppress(OSError):  # the client may have gone
            self.wfile.write(content[: len(content) // 2] if half else content)
            self.wfile.flush()
        if behaviour == "silent":
            self.mirror.waiting.set()
            self.mirror.stop_waiting.wait(60)

    def log_message(self, *args):
        """Print nothing."""


@contextlib.contextmanager
def serve(good, other):
    """Serve the files of two folders, and return the mirror and its address."""
    mirror = Mirror(good, other)
    server = ThreadingHTTPServer(("127.0.0.1", 0), mirror)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield mirror, f"http://127.0.0.1:{server.server_port}/"
    finally:
        mirror.stop_waiting.set()
        server.shutdown()
        server.server_close()
        thread.join()
