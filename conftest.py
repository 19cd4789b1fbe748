"""What nbval is told where it runs the notebooks of the course, and what it does not look at."""

import os
import tempfile
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
    wrong = what_is_wrong(item) if report.passed and call.when == "call" else None
    if wrong:
        report.outcome, report.longrepr = "failed", f"{item.name} {wrong}"


def what_is_wrong(item):
    """Return what nbval does not see in the outputs of a cell; None if all is well."""
    if not getattr(item, "test_outputs", None):  # no cell of a notebook
        return None
    from nbval.plugin import coalesce_streams  # joins pieces as nbval joined those that came

    came, stored = item.test_outputs, coalesce_streams(item.cell.outputs)
    errors = "".join(output.text for output in came if output.get("name") == "stderr")
    if errors:
        return f"writes to stderr: {errors}"
    compared = item.options["check"] and item.cell.execution_count is not None
    if compared and kinds(came) != kinds(stored):
        return f"gives {kinds(came)}; stored are {kinds(stored)}."
    return None


def kinds(outputs):
    """Return what outputs are, in their order: stdout, display_data and so on."""
    return [output.get("name", output["output_type"]) for output in outputs]
