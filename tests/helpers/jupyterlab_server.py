"""A JupyterLab server in a folder of its own, and notebooks as they stand open in its page."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from course_lib.cli import AT_ONCE

COURSE = Path(__file__).parents[2]
SECONDS = 60
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
OPTIONS = [
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
    AT_ONCE,  # as `course lab` does
    "--LabApp.extension_manager=readonly",
]


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: where it is reached, and the folders it works in."""

    url: str
    token: str
    folder: Path

    @property
    def files(self):
        """The folder that JupyterLab shows."""
        return self.folder / "files"

    def request(self, method, path):
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + path, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.read()

    def forget(self):
        """Stop all kernels, which outlive their pages, and drop what pages stored."""
        for session in json.loads(self.request("GET", "api/sessions")):
            with suppress(HTTPError):  # the page may be stopping it too
                self.request("DELETE", f"api/sessions/{session['id']}")
        for file in [*self.folder.glob("settings/**/*"), *self.folder.glob("workspaces/**/*")]:
            if file.is_file():
                file.unlink()


@contextmanager
def serve(folder):
    """Run JupyterLab in a folder, and stop it and its kernels in the end."""
    for name in ("files", "app", "runtime"):
        (folder / name).mkdir()
    (folder / "app" / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    token, log = secrets.token_hex(16), folder / "server.log"
    options = [
        *OPTIONS,
        f"--port={_free_port()}",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder / 'files'}",
        f"--LabApp.app_settings_dir={folder / 'app'}",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=_environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield Server(_wait_for_url(process, folder, log), token, folder)
        finally:
            _stop(process)


def _free_port():
    """Return a port that is free now; Jupyter takes another one if it no longer is."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _environment(folder):
    """Return an environment in which nothing of the user's own JupyterLab is seen."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    return kept | {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "PYTHONPATH": str(COURSE),
    }


def _wait_for_url(process, folder, log):
    """Return the server's address, which it writes down when it listens."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        for file in (folder / "runtime").glob("jpserver-*.json"):
            with suppress(ValueError):  # half written
                return json.loads(file.read_text())["url"]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start.\n{log.read_text()[-2000:]}")


def _stop(process):
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
            return
