"""The course on a JupyterHub: two users, with the configuration that TEACHERS.md shows."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import explorers_everywhere, homework, skip_without
from helpers.open_notebook import Notebook

from course_lib.classroom.release import NAME, release

pytestmark = pytest.mark.once
EXERCISE, SECONDS = "01_max_pooling", 90
USERS, PULLER = ["ada", "bob"], "eve"
# Instead of users of the machine: homes in a folder, and any name with any password.
INSTEAD = """
import os
from jupyterhub.spawner import LocalProcessSpawner

class Home(LocalProcessSpawner):
    def make_preexec_fn(self, name):
        return None
    def user_env(self, env):
        return {**env, "HOME": HOMES + "/" + self.user.name, "USER": self.user.name}

c.JupyterHub.spawner_class = Home
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.bind_url = "http://127.0.0.1:PORT"
c.JupyterHub.hub_port = HUB_PORT
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:API_PORT"
c.Spawner.start_timeout = c.Spawner.http_timeout = 90
c.Spawner.args += ["--allow-root", "--LabApp.expose_app_in_browser=True"]

# One user has the course by nbgitpuller: "leave pre_spawn_hook out", and notebook_dir = "~".
hook = c.Spawner.pre_spawn_hook

def give_or_pull(spawner):
    if spawner.user.name == PULLER:
        spawner.notebook_dir = "~"
    else:
        hook(spawner)

c.Spawner.pre_spawn_hook = give_or_pull
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def configuration(folder, archive):
    """Return what TEACHERS.md shows, for homes in a folder and this environment's programs."""
    text = (homework.ROOT / "TEACHERS.md").read_text("utf-8")
    found = re.search(r"```python\n(import subprocess\n.*?)```", text, re.DOTALL)[1]
    home = f'["env", "HOME={folder}/homes/" + spawner.user.name, "sh", "-c", COPY]'
    changes = {
        '["runuser", "-l", spawner.user.name, "-c", COPY]': home,
        "/opt/course/convolution-course.zip": str(archive),
        "/opt/course/bin": str(Path(sys.executable).parent),
    }
    for old, new in changes.items():
        assert old in found
        found = found.replace(old, new)
    instead = INSTEAD.replace("HOMES", repr(f"{folder}/homes")).replace("PULLER", repr(PULLER))
    for name in ("API_PORT", "HUB_PORT", "PORT"):
        instead = instead.replace(name, port := free_port())
    return found + instead, f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Return a hub for two users: its address, and the folder with their homes."""
    skip_without.module("jupyterhub")
    proxy = shutil.which("configurable-http-proxy")
    skip_without.part(proxy, "configurable-http-proxy (npm)")
    folder = tmp_path_factory.mktemp("hub")
    _, archive, _ = release(homework.ROOT, folder / "handout")
    for name in [*USERS, PULLER]:
        (folder / "homes" / name).mkdir(parents=True)
    text, url = configuration(folder, archive)
    (folder / "config.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(folder / "config.py")]
    environment = {key: x for key, x in os.environ.items() if not key.startswith("JUPYTER")}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with (folder / "log").open("wb") as log:
        options = {"stdout": log, "stderr": subprocess.STDOUT, "start_new_session": True}
        process = subprocess.Popen(command, cwd=folder, env=environment, **options)
        try:
            wait_for(url + "hub/login", process, folder / "log")
            yield SimpleNamespace(url=url, homes=folder / "homes", folder=folder)
        finally:
            for how in (signal.SIGTERM, signal.SIGKILL):
                with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                    os.killpg(process.pid, how)
                    process.wait(20)


def wait_for(url, process, log):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterHub did not start.\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module", params=USERS)
def user(request, hub, browser):
    """Return a user who has logged in: the page, and what a notebook is opened with."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = log_in(context, hub.url + "hub/login", request.param)
    page.wait_for_url(f"**/user/{request.param}/lab/**")
    files = hub.homes / request.param / NAME
    yield SimpleNamespace(
        page=page, url=f"{hub.url}user/{request.param}/", token="", files=files, name=request.param
    )
    context.close()


def log_in(context, address, name):
    """Return a page that has opened an address, and logged in."""
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.goto(address)
    page.fill("#username_input", name)
    page.fill("#password_input", "x")
    page.click("#login_submit")
    return page


def test_the_first_lesson_opens_and_the_exercises_are_laid_out(user):
    assert "notebooks/00_start_here.ipynb" in user.page.url
    laid_out = sorted(path.stem for path in (user.files / "exercises").glob("*.ipynb"))
    assert laid_out == homework.NAMES
    assert not (user.files / "solutions").exists()


def test_a_lesson_runs_and_its_explorer_is_there(user):
    lesson = Notebook(user.page, user, f"notebooks/{EXERCISE}.ipynb")
    lesson.command("notebook:run-all-cells", seconds=SECONDS)
    user.page.locator(".course-explorer").first.wait_for()
    if user.name == "ada":
        explorers_everywhere.use_all(user.page, user, "notebooks/explorers.ipynb")


def test_an_exercise_is_filled_in_and_checked(user):
    exercise = Notebook(user.page, user, f"exercises/{EXERCISE}.ipynb")
    keys = "12345" if user.name == "ada" else "12"
    for key in keys:
        exercise.fill(f"answer-{key}", homework.solutions(EXERCISE)[key])
    exercise.save()
    exercise.select("run-check")
    exercise.command("notebook:run-cell", seconds=SECONDS)
    exercise.wait_until_run("run-check")
    (shown,) = exercise.outputs()["run-check"]
    said = "".join(shown["data"]["text/plain"])
    assert f"{2 * len(keys)} of 10" in said


def test_a_terminal_of_the_hub_knows_the_command(user):
    line = f"cd ~/{NAME}; course status > ~/said 2>&1; touch ~/done\r"
    user.page.evaluate(
        "async (line) => { const made = await jupyterapp.commands.execute('terminal:create-new');"
        "  await made.content.session.ready;"
        "  made.content.session.send({ type: 'stdin', content: [line] }); }",
        line,
    )
    home = user.files.parent
    end = time.monotonic() + SECONDS
    while not (home / "done").exists() and time.monotonic() < end:
        time.sleep(0.2)
    said = (home / "said").read_text()
    points = "10" if user.name == "ada" else "4"
    assert re.search(rf"{EXERCISE} +[#.]+ {points} of 10 points", said), said


def test_the_link_of_nbgitpuller_brings_the_course_and_leaves_work_alone(hub, browser):
    skip_without.module("nbgitpuller")
    repository = hub.folder / "repository" / NAME
    shutil.copytree(hub.folder / "handout" / NAME, repository)
    commit(repository, "init", "-b", "main")
    link = re.search(r"https://HUB/\S+", (homework.ROOT / "TEACHERS.md").read_text("utf-8"))[0]
    link = link.replace("https://HUB/", hub.url)
    (there,) = re.findall(r"repo=([^&]+)&", link)
    link = link.replace(there, urllib.parse.quote(f"file://{repository}", safe=""))
    files = hub.homes / PULLER / NAME
    for text in ("", "A line that was added."):
        if text:
            readme = repository / "README.md"
            readme.write_text(readme.read_text("utf-8") + text, encoding="utf-8")
            commit(repository)
            (files / "exercises").mkdir(exist_ok=True)
            (files / "exercises" / "mine.ipynb").write_text("{}")
        context = browser.new_context()
        page = log_in(context, link, PULLER)
        page.wait_for_url(f"**/user/{PULLER}/lab/**{NAME}/notebooks/00_start_here.ipynb**")
        assert (files / "notebooks" / "00_start_here.ipynb").exists()
        assert text in (files / "README.md").read_text("utf-8")
        context.close()
    assert (files / "exercises" / "mine.ipynb").read_text() == "{}"


def commit(repository, *begin):
    """Commit all of a repository, which may have to be begun."""
    who = ["-c", "user.name=teacher", "-c", "user.email=teacher@example.org"]
    for command in filter(None, [begin, ("add", "-A"), (*who, "commit", "-q", "-m", "course")]):
        subprocess.run(["git", *command], cwd=repository, check=True, capture_output=True)
