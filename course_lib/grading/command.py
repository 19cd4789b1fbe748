"""``course check``, ``course status``, ``course reset`` and ``course make``."""

import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from ..files import write_safely
from . import handout, last_checks, own_mistakes
from . import new_course as beginning
from . import new_exercise as writing
from . import update as updating
from .check import check
from .exercise import read_exercise
from .places import OWN, exercise_names, solution_path
from .printout import print_result, result_page
from .recognise import exercise_of
from .transplant import UnreadableNotebook

console = Console(highlight=False)


class Unknown(Exception):
    """A name that is no exercise."""


def complain(error: Exception):
    """Tell on stderr why something could not be done."""
    Console(stderr=True, highlight=False).print(f"course: {error}", markup=False, soft_wrap=True)


def say(text: str):
    """Tell something, as it is."""
    console.print(text, markup=False, soft_wrap=True)


def _short(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _find(root: Path, wanted: str) -> Path:
    """Return the learner's file for a number, a name or a path."""
    path = Path(wanted)
    if path.suffix == ".ipynb" and path.exists():
        if exercise_of(path):
            return path
        raise Unknown(f"{path.name} is no exercise. The exercises are: {_listed()}.")
    stem = path.stem.lower()
    number = stem.zfill(2) if stem.isdigit() else stem
    names = [n for n in exercise_names() if n == number or n.split("_")[0] == number]
    names = names or [n for n in exercise_names() if stem and stem in n]
    if len(names) != 1:
        raise Unknown(f"There is no exercise '{wanted}'. The exercises are: {_listed()}.")
    return root / "exercises" / f"{names[0]}.ipynb"


def _listed() -> str:
    return ", ".join(exercise_names())


def check_exercises(root: Path, options) -> int:
    """Check all exercises, or those that are named; return the worst of what each gives."""
    files = [_find(root, name) for name in options.exercise or exercise_names()]
    codes = []
    with _bar(len(files)) as bar:
        work = bar.add_task("Checking", total=len(files))
        for file in files:
            codes.append(_check_one(root, file, options))
            bar.advance(work)
    return max(codes)


def _bar(count: int) -> Progress:
    """Return a progress bar; it is not shown for a single piece of work."""
    shown = count > 1 and console.is_terminal
    return Progress(console=console, transient=True, disable=not shown)


def _check_one(root: Path, file: Path, options) -> int:
    """Check a file and print the result; return 0 if all is right, 1 if not, 2 if it can't be."""
    name = exercise_of(file)
    solution = solution_path(root, name)
    try:
        if not file.exists():
            raise Unknown(f"{file.name} is not there. Get a fresh one: course reset {name[:2]}")
        saved, state = datetime.fromtimestamp(file.stat().st_mtime), last_checks.fingerprint(file)
        result = check(file, solution if solution.exists() else None, options.seed, options.seconds)
    except (Unknown, UnreadableNotebook) as error:
        complain(error)
        return 2
    named = f"{_short(file.resolve(), root)} as saved at {saved:%H:%M:%S}"
    if options.page:
        text = io.StringIO()
        print_result(Console(file=text, width=100), result, named)
        print(json.dumps({"page": result_page(result, named), "text": text.getvalue()}))
    else:
        print_result(console, result, named)
    if file.resolve() == (root / "exercises" / f"{name}.ipynb").resolve():
        last_checks.remember(root, name, state, result.points, result.exercise.points)
    return 0 if result.points == result.exercise.points else 1


def status(root: Path, options) -> int:
    """Print how far each exercise is."""
    names = exercise_names()
    width = max(map(len, names), default=0)
    for name in names:
        file = root / "exercises" / f"{name}.ipynb"
        say(f"{name:{width}} {_state(root, name, file)}")
    return 0


def _state(root: Path, name: str, file: Path) -> str:
    if not file.exists():
        return f"no file: course reset {name[:2]}"
    state = last_checks.recall(root, name)
    if state is None:
        begun = handout.has_work(file)
        return f"begun, not checked: course check {name[:2]}" if begun else "not started"
    filled = round(10 * state["points"] / state["of"])
    changed = state["file"] != last_checks.fingerprint(file)
    later = f", changed since: course check {name[:2]}" if changed else ""
    return f"{'#' * filled}{'.' * (10 - filled)} {state['points']} of {state['of']} points{later}"


def reset(root: Path, options) -> int:
    """Write fresh exercises; keep what was there."""
    for name in [exercise_of(_find(root, wanted)) for wanted in options.exercise]:
        file, fresh = root / "exercises" / f"{name}.ipynb", handout.fresh_handout(name)
        if handout.has_work(file):
            say(f"Your work is kept: {handout.keep(file).relative_to(root)}")
        write_safely(file, fresh)
        last_checks.forget(root, name)
        say(f"Fresh: {file.relative_to(root)}")
    say("If it is open in JupyterLab, choose File, Reload Notebook from Disk.")
    return 0


def make(root: Path, options) -> int:
    """Make notebooks, or tell what is not as its source makes it."""
    from . import make as making  # running notebooks takes long to import

    found = making.sources(root, options.notebook)
    if not found:
        raise Unknown(f"No lesson and no solution has {' or '.join(options.notebook)} in its name.")
    with _bar(len(found)) as bar:
        work = bar.add_task("Making notebooks", total=len(found))
        files = making.make(
            root, options.notebook, lambda name: bar.advance(work), running=not options.check
        )
    if options.check:
        return _tell_differences(root, files)
    for path in making.write(files):
        say(f"written: {_short(path, root)}")
    for name in [path.stem for path in found if path.parent.name == OWN]:
        say(f"{name} can be handed out.")
        exercise = read_exercise(root / OWN / f"{name}.ipynb")
        for line in own_mistakes.summary(exercise):
            say(f"  {line}")
        if any(task.answer.source == writing.EXAMPLE for task in exercise.tasks):
            say("  One task is still the example. Put your own in its place, or delete its cells.")
    return 0


def _tell_differences(root: Path, files: dict[Path, str]) -> int:
    differing = [p for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]
    for path in differing:
        say(f"not what its source makes: {_short(path, root)}")
    if differing:
        say("Run 'course make', look at what changed, and commit it.")
    return 1 if differing else 0


def update(root: Path, options) -> int:
    """Take over a newer copy of the course, and tell what was kept."""
    if options.zip is None:
        _tell_changes(root, beginning.update_lessons(root))
        return 0
    before = (root / "pyproject.toml").read_bytes()
    _tell_changes(root, updating.update(root, options.zip))
    subprocess.run([sys.executable, "-m", "course_lib", "status"], cwd=root, check=False)
    if (root / "pyproject.toml").read_bytes() != before:
        say(f"Now install what it needs: {sys.executable} -m pip install -e {root}")
    return 0


def _tell_changes(root: Path, changes: updating.Changes):
    for path in changes.kept:
        say(f"You had changed this; your version is kept: {_short(path, root)}")
    say(f"{len(changes.written)} files are new, {len(changes.removed)} are gone.")


def new(_root, options) -> int:
    """Lay the course out in a new folder, and tell how to begin."""
    folder = beginning.new_course(options.folder)
    say(f"The course lies in {folder}. To begin, change to that folder and type: course lab")
    return 0


def new_exercise(root: Path, options) -> int:
    """Write the frame of a teacher's own exercise, and tell what comes next."""
    for path in writing.new_exercise(root, options.name, options.tasks):
        say(f"written: {_short(path, root)}")
    say("Task 1 is an example that works. Change it, and write where it says FILL IN. Then:")
    say(f"course make {options.name}   tells what is missing, and makes the exercise")
    return 0
