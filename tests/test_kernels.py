"""The kernels that judge start beside others without a quarrel over ports."""

import os
import tempfile
from pathlib import Path

import needs
import pytest

manager = needs.module("jupyter_client.manager")
from course_lib.grading.kernels import write_kernelspec  # noqa: E402

files_as_sockets = pytest.mark.skipif(os.name != "posix", reason="needs sockets that are files")


def printed(folder, monkeypatch, code):
    """Return what a kernel prints whose kernelspec lies in a folder, and how it is reached."""
    monkeypatch.setenv("JUPYTER_PATH", str(folder))
    texts = []
    running, client = manager.start_new_kernel(kernel_name=write_kernelspec(folder))
    try:
        client.execute_interactive(
            code, timeout=60, output_hook=lambda m: texts.append(m["content"].get("text", ""))
        )
        return "".join(texts), running.transport
    finally:
        client.stop_channels()
        running.shutdown_kernel(now=True)


@files_as_sockets
def test_a_kernel_takes_no_ports_and_does_not_load_the_debugger(tmp_path, monkeypatch):
    code = "import sys; print(6 * 7, sys.modules.get('debugpy'))"
    with tempfile.TemporaryDirectory() as folder:  # pytest's own may have too long a name
        assert printed(Path(folder), monkeypatch, code) == ("42 None\n", "ipc")


def test_where_the_path_is_too_long_for_a_socket_it_takes_ports(tmp_path, monkeypatch):
    folder = tmp_path / ("long" * 20)
    assert printed(folder, monkeypatch, "print(6 * 7)") == ("42\n", "tcp")
