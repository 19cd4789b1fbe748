"""Skip a test whose part is missing on this machine, and say which."""

import importlib
import os

import pytest

# TensorFlow reads this when it is imported. Only with these routines can it do NCHW and dilated
# transposed convolutions on a CPU, and it leaves them out on processors that it does not favour.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")


def module(name):
    """Return a module, or skip the test."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        pytest.skip(f"{name} is missing ({error})")


def part(found, name):
    """Skip the test unless a part, such as the path of a program, was found."""
    if not found:
        pytest.skip(f"{name} is missing")
    return found
