"""What the code of a learner may use."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds for one kernel.

    Attributes
    ----------
    cell_seconds : float
        How long a cell may run.
    cpu_seconds : int
        Processor time of each process.
    memory : int
        Bytes that all its processes may hold together.
    address_space : int
        Bytes that each process may ask for.
    processes : int
        Processes and threads.
    file_bytes, disk_bytes : int
        The size of a file, and of each of the folders that can be written. They lie in memory.
    open_files : int
    """

    cell_seconds: float = 10
    cpu_seconds: int = 180
    memory: int = 3000 * MB
    address_space: int = 3000 * MB
    processes: int = 64
    file_bytes: int = 20 * MB
    disk_bytes: int = 50 * MB
    open_files: int = 256

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
