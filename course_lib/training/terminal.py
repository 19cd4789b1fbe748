"""A line in a terminal that is written anew again and again."""

from rich.console import Console
from rich.live import Live
from rich.text import Text

from .progress import NoBoard


class TerminalBoard(NoBoard):
    """Shows lines in a terminal."""

    def __init__(self):
        console = Console(highlight=False)
        self._live = Live(Text(""), console=console, auto_refresh=False, transient=True)
        self._live.start()

    def show(self, line):
        """Show a line in the place of the last one."""
        self._live.update(Text(line, overflow="ellipsis", no_wrap=True), refresh=True)

    def keep(self, line):
        """Show a line that stays."""
        self._live.update(Text(""))
        self._live.console.print(Text(line))

    def close(self):
        """End the showing."""
        self._live.stop()
