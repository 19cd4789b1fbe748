"""What nbval is told where it runs the notebooks of the course, and what it does not look at."""

import os
import tempfile
from itertools import groupby
from pathlib import Path

import pytest


def pytest_configure(config):
    """Run notebooks in the kernels that judge exercises, where the command names no other."""
    named = config.getoption("nbval_kernel_name", None) or config.getoption("current_env", None)
    if named or not (config.getoption("nbval", False) or config.getoption("nbval_lax", False)):
        return
    from course_lib.grading.kernels import write_kernelspec  # imports NumPy

    folder = tempfile.TemporaryDirectory(prefix="course-")
    config.add_cleanup(folder.cleanup)
    config.option.nbval_kernel_name = write_kernelspec(Path(folder.name))
    known = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [folder.name, known]))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail a cell for what nbval lets pass: anything on stderr, and outputs in another order."""
    report = (yield).get_result()
    if not (report.passed and call.when == "call" and getattr(item, "test_outputs", None)):
        return
    came, stored = kinds(item.test_outputs), kinds(item.cell.outputs)
    if "stderr" in came:
        report.outcome, report.longrepr = "failed", f"{item.name} writes to stderr."
    elif item.options["check"] and came != stored:
        report.outcome = "failed"
        report.longrepr = f"{item.name} gives {came}; stored are {stored}."


def kinds(outputs):
    """Return what outputs are, in their order: stdout, stderr, display_data and so on."""
    names = [output.get("name", output["output_type"]) for output in outputs]
    return [name for name, _ in groupby(names)]
