"""A notebook as it stands open in a page of JupyterLab: what it shows, and what can be done."""

from contextlib import contextmanager

import nbformat
import pytest

from helpers import jupyterlab_server

NAMES = sorted(path.stem for path in jupyterlab_server.COURSE.glob("notebooks/0[0-9]_*.ipynb"))
# With the oldest versions the first two lessons are enough.
LESSONS = [
    pytest.param(name, marks=pytest.mark.once if i > 1 else []) for i, name in enumerate(NAMES)
]


def lesson_of(test) -> int:
    """Return the place in NAMES of the lesson that a test is about; 0 for those about none."""
    return sum(i for i, name in enumerate(NAMES) if name in test)


OPENED = "() => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length"
READY = """
    await jupyterapp.restored;
    await Promise.all([notebook.context.ready, notebook.revealed, notebook.sessionContext.ready]);
    for (const cell of cells) {
        await cell.ready;
        cell.node.dataset.id = cell.model.id;
    }
"""

# JupyterLab lays its page out anew some time after the window has changed.
FITS = """() => {
    const right = (part) => document.querySelector(part).getBoundingClientRect().right;
    const free = innerWidth - right("#main");
    const sides = innerWidth - right(".jp-NotebookPanel");
    return Math.abs(free) <= 1 && 0 <= sides && sides <= 100;
}"""
SECONDS = 40  # that a piece of JavaScript may take; a lost message must not hold up the rest


class Notebook:
    """A notebook opened in a page; ``fresh`` holds its code cells as they were in the file.

    The page is JupyterLab's, or with ``view="notebooks"`` that of Notebook 7.
    """

    def __init__(self, page, server, path, view="doc/tree"):
        self.page = page
        self.file = server.files / path
        self.fresh = self.stored()
        page.goto(f"{server.url}{view}/{path}?reset&token={server.token}")
        page.wait_for_function(OPENED)
        self.script(READY)

    def script(self, code, given=None, seconds=SECONDS):
        """Run JavaScript that knows the panel ``notebook``, its ``cells``, and ``given``."""
        known = (
            "const notebook = jupyterapp.shell.currentWidget;"
            "const cells = notebook.content.widgets;"
            "const find = (id) => cells.find((cell) => cell.model.id === id);"
        )
        late = f"new Promise((_, no) => setTimeout(() => no(Error('timeout')), {seconds * 1000}))"
        work = f"(async () => {{ {known} {code} }})()"
        return self.page.evaluate(f"(given) => Promise.race([{work}, {late}])", given)

    def asked(self, code):
        """Run code in the kernel, beside the cells, and return what it prints."""
        return self.script(
            "const kernel = notebook.sessionContext.session.kernel;"
            "const asked = kernel.requestExecute({ code: given, store_history: false });"
            "let printed = '';"
            "asked.onIOPub = (message) => { printed += message.content.text ?? ''; };"
            "await asked.done;"
            "return printed;",
            code,
        )

    def command(self, name, seconds=SECONDS, **arguments):
        """Run a command of JupyterLab until it is done."""
        self.script("await jupyterapp.commands.execute(...given);", [name, arguments], seconds)

    def stored(self):
        """Return the code cells in the file, by id."""
        cells = nbformat.read(self.file, as_version=4).cells
        return {cell.id: cell for cell in cells if cell.cell_type == "code"}

    def outputs(self):
        """Return the outputs of each code cell, by its id."""
        return self.script(
            "return Object.fromEntries(cells.filter((cell) => cell.model.type === 'code')"
            "  .map((cell) => [cell.model.id, cell.model.outputs.toJSON()]));"
        )

    def trusted(self):
        """Tell whether JupyterLab trusts any code cell."""
        return self.script(
            "return cells.some((cell) => cell.model.type === 'code' && cell.model.trusted);"
        )

    def cell(self, cell_id):
        """Return the locator of a cell."""
        return self.page.locator(f'.jp-Cell[data-id="{cell_id}"]')

    def shown(self, cell_id):
        """Return the locator of what stands under a code cell."""
        return self.cell(cell_id).locator(".jp-OutputArea-output")

    def active(self):
        """Return the id of the selected cell."""
        return self.script("return notebook.content.activeCell.model.id;")

    def select(self, cell_id):
        """Select a cell, with the keyboard on it."""
        self.script(
            "notebook.content.activeCellIndex = cells.indexOf(find(given));"
            "notebook.content.mode = 'command';"
            "notebook.content.activate();",
            cell_id,
        )

    def fill(self, cell_id, source):
        """Replace the source of a cell."""
        self.script("find(given[0]).model.sharedModel.setSource(given[1]);", [cell_id, source])

    def type(self, cell_id, source):
        """Type the source of a cell on the keyboard."""
        self.select(cell_id)
        for key in ("Enter", "Control+a"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(source)
        self.page.keyboard.press("Escape")

    def wait_until_run(self, cell_id):
        """Wait until a cell was run, and the kernel is idle."""
        self.cell(cell_id).locator(".jp-InputPrompt", has_text="[*]").wait_for(state="detached")

    def save(self):
        """Save as a learner does, and wait until it is done."""
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")

    def restart(self):
        """Start a new kernel, and wait until it answers."""
        self.script(
            "await notebook.sessionContext.restartKernel();"
            "const kernel = notebook.sessionContext.session.kernel;"
            "while (kernel.connectionStatus !== 'connected' || kernel.status !== 'idle')"
            "  await new Promise((yes) => setTimeout(yes, 100));"
            "await kernel.requestKernelInfo();"
        )

    def use_theme(self, name):
        """Change to the theme Light or Dark, and wait until it is there."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name}")
        light = str(name == "Light").lower()
        self.page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")
        # Until it has faded away, this lies on the page and changes its colours.
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    @contextmanager
    def all_outputs(self):
        """Show folded outputs, too, for a while."""
        folded = self.script(
            "return cells.filter((cell) => cell.outputHidden).map((cell) => cell.model.id);"
        )
        self.command("notebook:show-all-cell-outputs")
        try:
            yield
        finally:
            self.script("for (const id of given) find(id).outputHidden = true;", folded)

    @contextmanager
    def window(self, width, height, scale):
        """Show the page in another window for a while; a scale of 2 is a zoom of 200 %."""
        session = self.page.context.new_cdp_session(self.page)
        sizes = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", sizes)
        try:
            self.page.wait_for_function(FITS)
            yield
        finally:
            session.send("Emulation.clearDeviceMetricsOverride")
            session.detach()
            self.page.wait_for_function(FITS)
