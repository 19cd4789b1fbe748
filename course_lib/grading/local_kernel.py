"""Starting a kernel on this machine, for jupyter_client (its entry point is in pyproject.toml).

Jupyter looks for free ports, and the kernel takes them a second later. Where several kernels start
at once, another may have taken one of them by then, and the kernel dies. So it makes its sockets
as files, beside what starts it: whoever made that folder removes it.
"""

import os
import socket

from jupyter_client.provisioning import LocalProvisioner


class LocalKernel(LocalProvisioner):
    """Start the kernel that a kernelspec of :func:`.kernels.write_kernelspec` names."""

    async def pre_launch(self, **kwargs):
        """Have the connection file name sockets that are files, where there can be any."""
        sockets = os.path.join(self.kernel_spec.resource_dir, self.kernel_id[:6])
        if _can_be_a_socket(f"{sockets}-0"):
            self.parent.transport, self.parent.ip = "ipc", sockets
        return await super().pre_launch(**kwargs)


def _can_be_a_socket(path: str) -> bool:
    """Tell whether the system, its file system and the length of a path allow a socket there."""
    if os.name != "posix":
        return False
    try:
        with socket.socket(socket.AF_UNIX) as trial:
            trial.bind(path)
        os.unlink(path)
    except OSError:
        return False
    return True
