"""The notebooks as they are stored: their cells, and the text of their outputs."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def notebooks(*folders):
    """Return the notebooks of these folders, a learner's kept copies left out."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.ipynb"))]
    return [path for path in paths if ".kept-" not in path.name]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(path):
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def texts(output):
    """Return what an output shows as plain text."""
    if output["output_type"] == "stream":
        return "".join(output["text"])
    return "".join(output.get("data", {}).get("text/plain", ""))
