"""Starting a kernel in a sandbox, for jupyter_client (its entry point is in pyproject.toml).

The kernelspec holds the sandbox's whole command line. What is left to do here is to reach the
kernel: it has no network, so it makes its sockets in a folder in memory that exists only inside.
Linux shows that folder to the outside under the kernel's process, ``/proc/…/root``.
"""

import asyncio
import shutil
import subprocess
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner

from ..grading.kernels import kernel_command, write_kernelspec
from . import sandbox, sandbox_mounts
from .limits import Limits

KERNEL = "course-sandbox"
_CONNECTION = "/run/connection.json"
_SECONDS = 20  # until bubblewrap must have started its child


def write_sandboxed_kernelspec(folder: Path, limits: Limits) -> str:
    """Write what starts sandboxed kernels, for ``JUPYTER_PATH``; return the kernel's name."""
    mounts = ["--ro-bind", "{connection_file}.inside", _CONNECTION]
    return write_kernelspec(
        folder,
        KERNEL,
        KERNEL,
        argv=[*sandbox.command(limits, mounts), *kernel_command(sandbox.python(), _CONNECTION)],
        interrupt_mode="message",  # a signal does not reach into the sandbox
    )


class SandboxProvisioner(LocalProvisioner):
    """Start the kernel that a kernelspec of :func:`write_sandboxed_kernelspec` names."""

    async def pre_launch(self, **kwargs):
        """Have the connection file name the sockets as the kernel sees them."""
        manager = self.parent
        manager.transport, manager.ip = "ipc", f"{sandbox_mounts.SOCKETS}/k"
        kwargs = await super().pre_launch(**kwargs)
        copy = Path(f"{manager.connection_file}.inside")
        shutil.copyfile(manager.connection_file, copy)
        copy.chmod(0o644)  # inside another user reads it; outside its folder is private
        return {**kwargs, "cwd": "/", "env": {"PATH": "/usr/bin:/bin"}}

    async def launch_kernel(self, cmd, **kwargs):
        """Start the kernel; return how its sockets are reached from outside."""
        silent = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        connection = await super().launch_kernel(cmd, **{**kwargs, **silent})
        inside = await self._first_inside()
        return {**connection, "ip": f"/proc/{inside}/root{connection['ip']}"}

    async def _first_inside(self) -> int:
        """Return the first process of the sandbox."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        for _ in range(_SECONDS * 100):
            if self.process.poll() is not None:
                break
            if found := children.read_text().split():
                return int(found[0])
            await asyncio.sleep(0.01)
        raise RuntimeError("bubblewrap did not start a kernel")
