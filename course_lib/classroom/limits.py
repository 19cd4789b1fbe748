"""What the code of a learner may use."""

from __future__ import annotations

import os
from dataclasses import dataclass

MB = 1_000_000
_SHARE = 0.7  # of the machine's memory that learners' code may hold at a time


@dataclass(frozen=True)
class Limits:
    """Bounds for one kernel."""

    cell_seconds: float = 10  # how long a cell may run
    cpu_seconds: int = 180  # processor time of each process
    memory: int = 3000 * MB  # bytes that all its processes may hold together
    address_space: int = 3000 * MB  # bytes that each process may ask for
    processes: int = 64  # processes and threads
    # The size of a file, and of each of the folders that can be written. They lie in memory.
    file_bytes: int = 20 * MB
    disk_bytes: int = 50 * MB
    open_files: int = 256

    @classmethod
    def shared(cls, jobs: int, cell_seconds: float) -> Limits:
        """Return the bounds for each of several kernels that share this machine's memory."""
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return cls(cell_seconds, memory=min(cls.memory, int(_SHARE * there / jobs)))

    def command(self) -> list[str]:
        """Return the beginning of a command line that sets the bounds of a process."""
        return [
            "prlimit",
            f"--as={self.address_space}",
            f"--cpu={self.cpu_seconds}:{self.cpu_seconds + 5}",
            f"--nproc={self.processes}",
            f"--fsize={self.file_bytes}",
            f"--nofile={self.open_files}",
            "--core=0",
            "--",
        ]
