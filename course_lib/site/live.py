"""Which explorers of the site are live, and what of them."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import course_lib

from ..draw.palette import DARK
from ..files import write_safely
from ..widgets.explorer import Explorer, _colors
from .network_recording import GARMENTS, TOLD_NETWORK, NetworkRecording, page_network
from .packing import squeeze
from .photo_recording import KERNELS, TOLD_PHOTO, PhotoRecording, small_photograph
from .recording import Recording
from .training_recording import TOLD_TRAINING, TrainingRecording

SIDES = ["VALID", "SAME"]
# For each lesson its live explorers, with the controls that are live in them and their values. All
# combinations are recorded, and every click in each; so a control more is a longer page. Buttons
# and the quiz have no values.
LIVE: dict[str, dict[str, dict[str, list]]] = {
    "00_start_here": {"Convolution": {"stride": [1, 2], "padding": SIDES, "quiz": []}},
    "01_max_pooling": {
        "Pooling": {"window": [2, 3], "stride": [1, 2], "padding": SIDES, "quiz": []}
    },
    "02_convolution": {
        "Convolution": {"stride": [1, 2], "dilation": [1, 2], "padding": SIDES, "quiz": []},
        "Photograph": {"kernel": KERNELS},
    },
    "03_inside_conv2d": {"Weights": {"relu": [False, True], "quiz": []}},
    "04_matrix_product": {"MatrixProduct": {"quiz": []}},
    "05_depthwise_convolution": {"Depthwise": {"groups": [1, 2], "padding": SIDES, "quiz": []}},
    "06_transposed_convolution": {
        "Transposed": {"stride": [1, 2, 3], "padding": SIDES, "quiz": []}
    },
    "07_gradients": {"Gradients": {"padding": SIDES, "stride": [1, 2], "quiz": []}},
    "08_fashion_mnist": {
        "Network": {"garment": GARMENTS, "previous": [], "next": []},
        "Training": {"train": [], "quiz": []},
    },
    "09_same_numbers_elsewhere": {
        "Frameworks": {"padding": SIDES, "pytorch": [0, 1, 2], "quiz": []}
    },
}
RECORDINGS = [(lesson, kind) for lesson, kinds in LIVE.items() for kind in kinds]
# How an explorer is recorded that has too many views for one each, or a model that learns.
_RECORDED = {
    "Network": NetworkRecording,
    "Photograph": PhotoRecording,
    "Training": TrainingRecording,
}
# What is smaller on a page, and who makes it.
_SMALLER = {"Network": page_network, "Photograph": small_photograph}
_CELL = re.compile(r"cl\.widgets\.(\w+)\(.*\)")
_TOLD = "Click any number. What is marked “in the notebook” can be changed there."
_TOLD_OF = {"Network": TOLD_NETWORK, "Photograph": TOLD_PHOTO, "Training": TOLD_TRAINING}
SCRIPTS = ("explorer.js", "recorded.js")
STYLES = ("explorer.css",)


def kind_of(source: str) -> str:
    r"""Return the kind of explorer that a cell of a lesson shows; nothing where it shows none.

    Examples
    --------
    >>> kind_of("part = x[:9]\ncl.widgets.Pooling(at=(1, 1))"), kind_of("cl.draw.array(x)")
    ('Pooling', '')
    """
    found = _CELL.fullmatch(source.strip().rpartition("\n")[2])
    return found[1] if found else ""


def explorer_of(path: Path, kind: str) -> Explorer:
    """Return an explorer of a lesson: as it stands there, or smaller."""
    if kind in _SMALLER:
        return _SMALLER[kind]()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ("".join(cell["source"]) for cell in cells)
    (source,) = (source for source in sources if kind_of(source) == kind)
    return eval(source, {"cl": course_lib})  # a line of the course's own


def write_recordings(notebooks: Path, folder: Path) -> None:
    """Write a script for each live explorer, and what all of them share."""
    page = Explorer._esm.replace("export default {", "globalThis.courseExplorer = {")
    write_safely(folder / "explorer.js", f"(() => {{\n{page}\n}})();\n")
    dark = f'html[data-theme="dark"] .course-explorer {{ {_colors(DARK)} }}\n'
    write_safely(folder / "explorer.css", Explorer._css + dark)
    for lesson, kind in RECORDINGS:
        path = notebooks / f"{lesson}.ipynb"
        if path.exists():
            script = recorded_script(path, kind)
            write_safely(folder / "recorded" / f"{path.stem}-{kind}.js", script)


def recorded_script(path: Path, kind: str) -> str:
    """Return the script that holds an explorer of a lesson, recorded."""
    how = _RECORDED.get(kind, Recording)
    letters = squeeze(how(explorer_of(path, kind), LIVE[path.stem][kind]).record())
    return f'courseRecorded("{path.stem}-{kind}", "{letters}");\n'


def live_html(lesson: str, kind: str, still: str) -> str:
    """Return what stands in a lesson's page: the still picture, until the explorer is ready."""
    name = f"{lesson}-{kind}"
    files = [*SCRIPTS, *_RECORDED.get(kind, Recording).scripts, f"recorded/{name}.js"]
    scripts = "".join(f'<script defer src="../_static/{escape(file)}"></script>' for file in files)
    styles = "".join(f'<link rel="stylesheet" href="../_static/{file}">' for file in STYLES)
    told = f"<p>{_TOLD_OF.get(kind, _TOLD)}</p>"
    return f'{styles}{told}<div class="course-live" data-recorded="{name}">{still}</div>{scripts}'
