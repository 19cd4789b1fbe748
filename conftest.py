"""The kernels that nbval runs the course's notebooks in: those that also judge exercises."""

import os
import tempfile
from pathlib import Path

from course_lib.grading.kernels import write_kernelspec


def pytest_configure(config):
    """Name the kernel to nbval, where none is named in the command."""
    named = config.getoption("nbval_kernel_name", None) or config.getoption("current_env", None)
    if named or not config.getoption("nbval", False):
        return
    folder = tempfile.TemporaryDirectory(prefix="course-")
    config.add_cleanup(folder.cleanup)
    config.option.nbval_kernel_name = write_kernelspec(Path(folder.name))
    known = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [folder.name, known]))
