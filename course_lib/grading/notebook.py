"""Checking a notebook from one of its own cells."""

import json
import subprocess
import sys


def check_notebook(name: str):
    """Check an exercise as it was saved, and show the result below the cell.

    Parameters
    ----------
    name : str
        The exercise, as in ``course check``.
    """
    from IPython.display import display

    command = [sys.executable, "-m", "course_lib", "check", "--page", name]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        shown = json.loads(done.stdout)
    except ValueError:
        print(done.stderr or done.stdout)
        return
    display({"text/html": shown["page"], "text/plain": shown["text"]}, raw=True)
