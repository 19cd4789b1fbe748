"""The command ``course``, run in a process of its own by the copy of the course in a folder."""

import os
import subprocess
import sys


def course(folder, *arguments):
    """Return what the command says, and its exit status."""
    done = subprocess.run(
        [sys.executable, "-m", "course_lib", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr, done.returncode
