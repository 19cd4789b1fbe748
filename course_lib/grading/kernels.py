"""The kernels that judge: Jupyter's own, without its debugger.

Nobody debugs here, and to import the debugger takes as long as to import all the rest.
"""

import json
import sys
from pathlib import Path

# None among the modules makes an import fail, which ipykernel takes for "not installed".
_START = (
    "import sys; sys.modules['debugpy'] = None; "
    "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
)


def kernel_command(python: str, connection_file: str = "{connection_file}") -> list[str]:
    """Return the command that starts a kernel."""
    return [python, "-c", _START, "-f", connection_file]


def write_kernelspec(
    folder: Path, name: str = "course", provisioner: str = "course-local", **more
) -> str:
    """Write what starts a kernel, in a folder for ``JUPYTER_PATH``; return the kernel's name.

    It runs on this Python, unless ``more`` has another command: ``argv``, as kernelspecs name it.
    """
    spec = {
        "argv": kernel_command(sys.executable),
        "display_name": name,
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": provisioner}},
        **more,
    }
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return name
