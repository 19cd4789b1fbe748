"""Reading, running and writing notebooks in the one form that the project stores."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELL_SECONDS = 600


class NotebookError(Exception):
    """A notebook that can't be made, with the reason in plain words."""


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
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise NotebookError(f"{name}: a cell fails.\n{error}") from error
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise NotebookError(f"{name}: cell {cell.id} writes to stderr:\n{output.text}")


def canonical(notebook) -> str:
    """Return the text that is stored: the same for the same cells, on any machine."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        cell.metadata.pop("trusted", None)
        if cell.cell_type == "code":
            cell.outputs = _merge_streams(cell.outputs)
    kept = {key: notebook.metadata[key] for key in ("course",) if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}, **kept}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def _merge_streams(outputs):
    """Join what a cell printed in several pieces: where it was cut is a matter of chance."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == "stream" == last.output_type and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def write_safely(path: Path, text: str):
    """Write a file so that it is either the old or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
