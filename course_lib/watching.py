"""Whether somebody watches: what moves is shown then, and stored nowhere."""

import os
import sys
from typing import Any


def is_watched() -> bool:
    """Tell whether somebody watches who could be asked a question.

    That is so in a terminal, and in a notebook whose program takes input. Programs that run a
    notebook to store or check it take none. In CI nobody watches.
    """
    return not os.environ.get("CI") and (_kernel_takes_input() or sys.stdout.isatty())


def _kernel() -> Any:
    """Return the kernel of the notebook that this runs in, or None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None)


def in_notebook() -> bool:
    """Tell whether this runs in a notebook."""
    return _kernel() is not None


def _kernel_takes_input() -> bool:
    return bool(getattr(_kernel(), "_allow_stdin", False))  # set by the program for each cell
