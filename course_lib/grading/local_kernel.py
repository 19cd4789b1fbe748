"""Starting a kernel on this machine, for jupyter_client (its entry point is in pyproject.toml).

Jupyter looks for free ports, and the kernel takes them a second later. Where several kernels start
at once, another may have taken one of them by then, and the kernel dies. So it makes its sockets
as files, beside what starts it: whoever made that folder removes it.
"""

from __future__ import annotations

import os

from jupyter_client.provisioning import LocalProvisioner

_LONGEST = 100  # bytes in the path of a socket; systems allow 103 or more


class LocalKernel(LocalProvisioner):
    """Start the kernel that a kernelspec of :func:`.kernels.write_kernelspec` names."""

    async def pre_launch(self, **kwargs):
        """Have the connection file name files, where the system has sockets that are files."""
        sockets = os.path.join(self.kernel_spec.resource_dir, self.kernel_id[:6])
        if os.name == "posix" and len(os.fsencode(sockets)) < _LONGEST - len("-5"):
            self.parent.transport, self.parent.ip = "ipc", sockets
        return await super().pre_launch(**kwargs)
