"""Who handed something in, as the names of files and folders tell."""

import unicodedata
from dataclasses import dataclass


def composed(name: str) -> str:
    r"""Return a name with its letters and accents composed, and single spaces between its words.

    macOS writes letters and accents apart, lists have them as one.

    Examples
    --------
    >>> composed("Zoe\u0308  Mu\u0308ller") == "Zo\u00eb M\u00fcller"
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


SAID = "said"


@dataclass(frozen=True, order=True)
class Owner:
    """Who handed in a file."""

    name: str  # as the file or folder has it, composed
    # What Moodle or Canvas adds to it. Canvas's is the student's own; Moodle's is another one in
    # each assignment.
    number: str = ""
    system: str = ""  # moodle, canvas, SAID where the teacher says who it is, or nothing

    @property
    def told(self) -> str:
        """The name, with the number where there is one."""
        return f"{self.name} {self.number}".strip()
