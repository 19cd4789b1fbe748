"""Running a notebook, to store it with its outputs."""

from __future__ import annotations

import re
import tempfile

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from .canonical import NotebookError

CELL_SECONDS = 600


def run(notebook, name: str):
    """Run all cells from top to bottom in a fresh kernel and an empty folder.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    name : str
        What to call it in an error.

    Raises
    ------
    NotebookError
        If a cell fails, or writes to stderr.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise NotebookError(f"{name}: a cell fails.\n{_plain(error)}") from error
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise NotebookError(f"{name}: cell {cell.id} writes to stderr:\n{output.text}")


def _plain(error) -> str:
    """Return the text of an error without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error))
