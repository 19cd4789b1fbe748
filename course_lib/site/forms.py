"""Texts that differ in their numbers and colours only, packed as forms with gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = re.compile(r"(−?\d+(?:\.\d+)?|#[0-9a-f]{6})")
FIRST = 48  # the code of the letter that stands for the first word of a column


class Forms:
    """Keeps texts as forms, and what stands in the gaps of a form as columns.

    A column has its words, each once in the order in which they come, and a letter for each text
    that says which word it has. Columns that change alike, as pixels and their products with a
    weight do, have the same letters.

    Attributes
    ----------
    forms : list of (list of str, list of (int, int))
        What stands before, between and behind the gaps; the words and the letters of each gap.
    words : list of list of str
    letters : list of str

    Examples
    --------
    >>> forms = Forms()
    >>> forms.add_all(["2·3 = 6, by 3", "4·3 = 12, by 3", "none", "2·3 = 6, by 3"])
    ('0010', [0, 1])
    >>> forms.forms
    [(['', '·3 = ', ', by 3'], [(0, 0), (1, 0)]), (['none'], [])]
    >>> forms.words, forms.letters
    ([['2', '4'], ['6', '12']], ['010'])
    """

    def __init__(self):
        self.forms: list = []
        self.words: list[list[str]] = []
        self.letters: list[str] = []
        self._known: dict = {}

    def add_all(self, texts: Sequence[str]) -> tuple[str, list[int]]:
        """Add texts; return a letter for each that says which of some forms it has, and these."""
        groups: dict[tuple, list] = {}
        letters = ""
        for text in texts:
            split = _GAP.split(text)
            groups.setdefault(tuple(split[::2]), []).append(split[1::2])
            letters += chr(FIRST + list(groups).index(tuple(split[::2])))
        return letters, [self._add(pieces, group) for pieces, group in groups.items()]

    def _add(self, pieces: tuple[str, ...], rows: list[list[str]]) -> int:
        """Add a form; what is the same in all its texts is no gap."""
        kept, columns = [pieces[0]], []
        for column, piece in zip(zip(*rows, strict=True), pieces[1:], strict=True):
            words = list(dict.fromkeys(column))
            if len(words) == 1:
                kept[-1] += words[0] + piece
                continue
            kept.append(piece)
            at = {word: chr(FIRST + number) for number, word in enumerate(words)}
            letters = "".join(at[word] for word in column)
            columns.append((self._enter(self.words, words), self._enter(self.letters, letters)))
        self.forms.append((kept, columns))
        return len(self.forms) - 1

    def _enter(self, table: list, value) -> int:
        key = id(table), str(value)
        if key not in self._known:
            self._known[key] = len(table)
            table.append(value)
        return self._known[key]
