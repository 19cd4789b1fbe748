"""The kernels that judge, and what nbval compares in the notebooks of the course."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from helpers import skip_without

manager = skip_without.module("jupyter_client.manager")
nbformat = skip_without.module("nbformat")
from helpers import homework  # noqa: E402

from course_lib.grading import judge  # noqa: E402
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
def test_a_kernel_takes_no_ports_and_does_not_load_the_debugger(monkeypatch):
    code = "import sys; print(6 * 7, sys.modules.get('debugpy'))"
    with tempfile.TemporaryDirectory() as folder:  # pytest's own may have too long a name
        assert printed(Path(folder), monkeypatch, code) == ("42 None\n", "ipc")


def test_where_the_path_is_too_long_for_a_socket_it_takes_ports(tmp_path, monkeypatch):
    folder = tmp_path / ("long" * 20)
    assert printed(folder, monkeypatch, "print(6 * 7)") == ("42\n", "tcp")


def test_without_a_kernel_no_answer_is_called_wrong(monkeypatch):
    spec = {"metadata": {"kernel_provisioner": {"provisioner_name": "not installed"}}}
    monkeypatch.setattr(judge, "write_kernelspec", lambda folder: write_kernelspec(folder, **spec))
    with pytest.raises(judge.JudgeFailed, match=r"NoSuchKernel.*install the course again"):
        judge.judge([judge.Step("print(1)", "1", "check", "1\n")])


def cell(source, *texts):
    outputs = [
        nbformat.v4.new_output("stream", name="stdout", text=text)
        if isinstance(text, str)
        else nbformat.v4.new_output("display_data", text)
        for text in texts
    ]
    return nbformat.v4.new_code_cell(source, execution_count=1, outputs=outputs)


TRANSPORT = """from ipykernel.kernelapp import IPKernelApp
print(IPKernelApp.instance().transport)"""
BOTH = "print('label')\ndisplay({'text/plain': 'picture'}, raw=True)"
CELLS = {
    "the kernel takes no ports": cell(TRANSPORT, "ipc\n"),
    "the same outputs": cell(BOTH, "label\n", {"text/plain": "picture"}),
    "a picture between two prints": cell(
        f"{BOTH}\nprint('end')", "label\n", {"text/plain": "picture"}, "end\n"
    ),
    "in another order": cell(BOTH, {"text/plain": "picture"}, "label\n"),
    "on stderr": cell("# NBVAL_IGNORE_OUTPUT\nimport sys; print('why', file=sys.stderr)", "a\n"),
    "not compared": cell("# NBVAL_IGNORE_OUTPUT\nprint('b')", {"text/plain": "picture"}),
}


@files_as_sockets
def test_what_nbval_lets_pass_is_seen(tmp_path):
    shutil.copy(homework.ROOT / "conftest.py", tmp_path)
    notebook = nbformat.v4.new_notebook(cells=list(CELLS.values()))
    nbformat.write(notebook, tmp_path / "made.ipynb")
    options = ["--nbval", "-rA", "--color=no", "--rootdir=.", "-c", os.devnull]
    command = [sys.executable, "-m", "pytest", *options]
    quiet = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run(command, cwd=tmp_path, env=quiet, capture_output=True, text=True)
    told = done.stdout
    passed = [f"PASSED made.ipynb::Cell {number}" in told for number in range(len(CELLS))]
    assert passed == [True, True, True, False, False, True], told
    assert "Cell 3 gives ['stdout', 'display_data']; stored are ['display_data'" in told
    assert "Cell 4 writes to stderr: why" in told
