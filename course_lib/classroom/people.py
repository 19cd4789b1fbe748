"""The list of a class: who is on it, and whose a submission is."""

import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from .owners import SAID, Owner, composed

# What Canvas, Moodle and teachers call the columns. The first that is there gives the id.
_IDS = (
    "id",
    "id number",
    "student id",
    "sis user id",
    "sis login id",
    "username",
    "matrikelnummer",
)
_EMAIL = ("email address", "email", "e-mail", "e-mail address", "mail")
_NAMES = ("student", "name", "full name", "student name", "display name")
_FIRST = ("first name", "firstname", "given name", "forename")
_LAST = ("last name", "lastname", "surname", "family name")
_ALL = {*_IDS, *_EMAIL, *_NAMES, *_FIRST, *_LAST, "identifier"}
_NOBODY = {"points possible", "student, test", "test student"}  # lines of Canvas that are nobody


@dataclass(frozen=True)
class Person:
    """Somebody on the list, or somebody who handed in and is on none."""

    name: str
    id: str = ""  # may be empty
    email: str = ""
    # All numbers and names by which systems know the person.
    ids: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    line: int = 0  # of the list; 0 for somebody who is on none

    @property
    def told(self) -> str:
        """The name, and the id where there is one."""
        return f"{self.name} ({self.id})" if self.id else self.name


def text_of(data: bytes) -> str:
    """Return the text of a list, in whatever common encoding it is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or all(c.isalnum() or c in "–’" or c < "\x7f" for c in text):
            return text
    from charset_normalizer import from_bytes

    found = from_bytes(
        data, cp_isolation=["gb18030", "cp949", "shift_jis", "big5", "cp1251"]
    ).best()
    return str(found) if found else data.decode("latin-1")


def table_of(text: str) -> list[list[str]]:
    """Return the lines of a table whose columns commas, semicolons or tabs divide."""
    lines = csv.reader(io.StringIO(text), delimiter=divider(text))
    return [line for line in lines if any(line)]


def divider(text: str) -> str:
    """Return what divides the columns of a table: the one of three that its first line has most."""
    return max(",;\t", key=text.split("\n", 1)[0].count)


def read_people(text: str) -> list[Person]:
    r"""Return who is on a list: of Canvas, of Moodle, or a name a line.

    Examples
    --------
    >>> [one.told for one in read_people("student,group\nada,1\n\nbob\n")]
    ['ada', 'bob']
    >>> moodle = "First name,Last name,ID number,Email address\nAda,Lovelace,s12,ada@x.org\n"
    >>> [one.told for one in read_people(moodle)]
    ['Ada Lovelace (s12)']
    >>> canvas = 'Student,ID\n    Points Possible,\n"Doe, Jane",12345\n'
    >>> [one.told for one in read_people(canvas)]
    ['Doe, Jane (12345)']

    Of two with one name and no id, the address is the id.
    """
    lines = table_of(text)
    heads = [composed(cell).casefold() for cell in lines[0]] if lines else []
    columns = {head: k for k, head in reversed(list(enumerate(heads))) if head in _ALL}
    if not columns:
        whole = [line for line in text.split("\n") if line.strip()]
        if all(", " in line for line in whole):  # Doe, Jane
            lines = [[line] for line in whole]
        lines = [["student"], *lines]
        columns = {"student": 0}
    people = (_person(columns, line, number) for number, line in enumerate(lines[1:], 1))
    named = [one for one in people if one.name and one.name.casefold() not in _NOBODY]
    namesakes = Counter(one.name for one in named)
    told = [
        replace(one, id=one.email) if namesakes[one.name] > 1 and not one.id else one
        for one in named
    ]
    return list(dict.fromkeys(replace(one, line=1) if one.id else one for one in told))


def _person(columns: dict[str, int], line: list[str], number: int) -> Person:
    def first(names) -> str:
        found = (composed(line[columns[n]]) for n in names if columns.get(n, len(line)) < len(line))
        return next(filter(None, found), "")

    name = first(_NAMES) or f"{first(_FIRST)} {first(_LAST)}".strip() or first(_EMAIL)
    email = first(_EMAIL)
    ids = {first([column]) for column in (*_IDS, *_EMAIL)} | {email.partition("@")[0]}
    return Person(name, first(_IDS), email, frozenset(ids - {""}), number)


def variants(name: str) -> set[str]:
    """Return the ways in which a name may be written, without capitals, spaces and marks.

    Examples
    --------
    >>> sorted(variants("Doe, Jane"))
    ['doejane', 'janedoe']
    >>> sorted(variants("Jane Doe"))
    ['doejane', 'janedoe']
    """
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    orders = [words, [*words[-1:], *words[:-1]], [*words[1:], *words[:1]]]
    if comma:
        orders += [[*last.split(), *first.split()]]
    plain = ("".join(order).casefold() for order in orders)
    return {re.sub(r"[^\w]|_", "", one) for one in plain} - {""}


class WhoIsWho:
    """Finds the person behind each owner.

    ``people`` is the list of the class, empty where there is none; ``said`` what the teacher says:
    an owner, as told → an id or a name on the list; ``known_as`` what files of Canvas and Moodle
    say: ``"moodle 12"`` → addresses and ids.
    """

    def __init__(
        self,
        people: list[Person],
        said: dict[str, str] | None = None,
        known_as: dict[str, list[str]] | None = None,
    ):
        self.people, self.known_as = people, known_as or {}
        self.said = self._said_of_all(said or {})
        self.by_id, self.by_name = defaultdict(list), defaultdict(list)
        for one in people:
            for name in one.ids:
                self.by_id[name.casefold()].append(one)
            for name in variants(one.name):
                self.by_name[name].append(one)

    def _said_of_all(self, said: dict[str, str]) -> dict[str, str]:
        """Return what is said, of addresses too: Moodle's number is another one each time."""
        more = {
            name: wanted
            for owner, wanted in said.items()
            for system in ("moodle", "canvas")
            for name in self.known_as.get(f"{system} {owner.split()[-1]}", [])
        }
        return more | said

    def also(self, owner: Owner) -> list[str]:
        """Return the address and ids that Canvas or Moodle gives for an owner's number."""
        return self.known_as.get(f"{owner.system} {owner.number}", [])

    def candidates(self, owner: Owner) -> list[Person]:
        """Return who may be meant: one where it is clear, several where names are the same."""
        keys = [owner.told, *self.also(owner)]
        if wanted := next((self.said[key] for key in keys if key in self.said), None):
            return self.called(wanted)
        if owner.system == SAID:
            return self.called(owner.name)
        numbers = [owner.number] if owner.system == "canvas" else []
        for number in [*numbers, *self.also(owner)]:
            if found := self.by_id.get(number.casefold()):
                return found
        if owner.name in self.said:  # of all who are called so and have no number of their own
            return self.called(self.said[owner.name])
        name = owner.name.casefold()
        if not owner.system and (found := self.by_id.get(name) or self.by_id.get(_last_word(name))):
            return found
        ways = [one for way in variants(owner.name) for one in self.by_name.get(way, [])]
        alike = list(dict.fromkeys(ways))
        return [one for one in alike if one.name == owner.name] or alike

    def is_sure(self, owner: Owner, person: Person) -> bool:
        """Tell whether more than a name says that an owner is a person."""
        names = [owner.number, *self.also(owner)]
        said = owner.system == SAID or self.said.keys() & {owner.told, *names}
        return bool(said) or not person.ids.isdisjoint(names)

    def called(self, wanted: str) -> list[Person]:
        """Return who has an id or a name on the list."""
        wanted = composed(wanted).casefold()
        named = [one for one in self.people if wanted in (one.name.casefold(), one.told.casefold())]
        alike = [one for way in variants(wanted) for one in self.by_name.get(way, [])]
        return self.by_id.get(wanted) or named or list(dict.fromkeys(alike))


def _last_word(name: str) -> str:
    """Return the number that a folder may have behind a name."""
    return name.split()[-1] if name[-1:].isdigit() and " " in name else ""
