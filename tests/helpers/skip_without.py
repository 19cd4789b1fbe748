"""Skip a test whose part is missing on this machine, and say which."""

import importlib
import os
import sys
from pathlib import Path

import numpy as np
import pytest

# TensorFlow reads this when it is imported. Only with these routines can it do NCHW and dilated
# transposed convolutions on a CPU, and it leaves them out on processors that it does not favour.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

ROOT = Path(__file__).resolve().parents[2]

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="os.fork is missing")


# PyTorch comes in gigabytes, or for one version of Python: there CI has it.
ELSEWHERE = "PyTorch is compared with under Python 3.11"


def module(name):
    """Return a module, or skip the test."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if name == "torch" and sys.version_info[:2] != (3, 11):
            pytest.skip(ELSEWHERE)
        pytest.skip(f"{name} is missing ({error})")


def part(found, name):
    """Skip the test unless a part, such as the path of a program, was found."""
    if not found:
        pytest.skip(f"{name} is missing")
    return found


def shared_file(name):
    """Return the path of a file that lies beside the project, or skip the test."""
    shared = Path(os.environ.get("COURSE_SHARED") or ROOT.parent / "shared")
    path = shared / name
    return part(path.is_file() and path, f"{path.name} ({shared})")


def fashion_pictures():
    """Return 900 pictures of Fashion-MNIST and their labels, or skip the test."""
    with np.load(shared_file("data/fashion900.npz")) as file:
        return file["x"], file["y"]


def sandbox():
    """Return the module of the sandbox, or skip the test where it does not work."""
    found = module("course_lib.classroom.sandbox")
    try:
        found.check()
    except found.NoSandbox as error:
        pytest.skip(str(error))
    return found
