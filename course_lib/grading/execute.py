"""Running a notebook, to store it with its outputs."""

import re
import tempfile

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from .canonical import NotebookError

CELL_SECONDS = 600
# The marker by which nbval, too, knows a cell whose output differs from run to run. It stands alone
# in its line.
NOT_COMPARED = re.compile(r"^\s*#\s*NBVAL_IGNORE_OUTPUT\s*$", re.MULTILINE)


def run(notebook, name: str):
    """Run all cells from top to bottom in a fresh kernel and an empty folder.

    A cell whose output is not compared keeps the one that is stored, as an example. Clear it
    to store another.

    The notebook is changed in place; ``name`` is what to call it in an error.

    Raises NotebookError if a cell fails, or writes to stderr.
    """
    examples = {
        cell.id: cell.outputs
        for cell in notebook.cells
        if cell.get("outputs") and NOT_COMPARED.search(cell.source)
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            store_widget_state=False,
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
        if cell.id in examples:
            cell.outputs = [_numbered(output, cell) for output in examples[cell.id]]


def _numbered(output, cell):
    """Return an output with the number of the cell's last run."""
    if output.output_type == "execute_result":
        output.execution_count = cell.execution_count
    return output


def _plain(error) -> str:
    """Return the text of an error without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error))
