"""Lesson 08 with one line changed, as it says: then it trains on the real pictures."""

import re

import nbformat
import numpy as np
import pytest
from helpers import dataset_mirror, skip_without
from helpers.stored_notebooks import ROOT
from nbclient import NotebookClient

DRAWN, REAL = "data = cl.datasets.garments.load_data(", "# data = cl.datasets.fashion_mnist"


def printed(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.mark.once
def test_one_line_trains_on_the_real_pictures(tmp_path, monkeypatch):
    images, labels = skip_without.fashion_pictures()
    order = np.random.default_rng(0).permutation(len(images))
    dataset_mirror.write_real_pictures(tmp_path, images[order], labels[order], 700)
    monkeypatch.setenv("FASHION_MNIST_DIR", str(tmp_path))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # other tests run beside this one
    notebook = nbformat.read(ROOT / "notebooks" / "08_fashion_mnist.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}
    lines = cells["data"].source.split("\n")
    changed = [line.replace(REAL, REAL[2:]) for line in lines if not line.startswith(DRAWN)]
    assert len(lines) - len(changed) == 1
    assert any(line.startswith(REAL[2:]) for line in changed)
    cells["data"].source = "\n".join(changed)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    assert "(700, 28, 28, 1) (200, 28, 28, 1) from 0 to 255" in printed(cells["data"])
    accuracies = [float(number) for number in re.findall(r"0\.\d{4}", printed(cells["who"]))]
    assert len(accuracies) == 2
    assert min(accuracies) > 0.4  # guessing gives 0.1
