"""Whose each submission is: owners matched with a list, told apart or asked about, never merged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .book import Book, Copy
from .decisions import OtherOwner, Unfit
from .handed_in import Unused
from .owners import SAID, Owner, composed
from .people import Person, WhoIsWho

_ASK = "Say whose it is in decisions.toml, under [[names]]."
_MOODLE = " Or give Moodle's grading worksheet (--moodle): its addresses tell."


NOBODYS = "nobody's, as you decided"


def moved(book: Book, decided: Sequence[OtherOwner], known: WhoIsWho) -> tuple[Book, list[Unused]]:
    """Return the book with the owners that were decided, and what is nobody's.

    Raises Unfit if a decision names nothing that was handed in, or nobody, or several.
    """
    made, nobodys, used = Book(), [], set()
    for thing in [*book.copies.values(), *book.unused.values()]:
        one = next((one for one in decided if _concerns(one, thing, known)), None)
        used.add(one)
        if one and not one.student:
            nobodys.append(Unused(thing.owner, thing.exercise, thing.file, NOBODYS))
        elif isinstance(thing, Copy):
            made.add(replace(thing, owner=_new_owner(one, thing, book, known)) if one else thing)
        elif one:
            owner = _new_owner(one, thing, book, known)
            made.put_aside(replace(thing, owner=owner, sure=True))
        else:
            made.put_aside(thing)
    for one in decided:
        if one not in used:
            file = f"no file {one.file}" if one.file else "nothing"
            raise Unfit(f"{one.where}: {one.handed_in_as} has handed in {file}. See grades.csv.")
    return made, nobodys


def _concerns(one: OtherOwner, thing: Copy | Unused, known: WhoIsWho) -> bool:
    """Tell whether a decision is about a file: its owner may be called as on the list, too."""
    owner = thing.owner
    names = {owner.name, owner.told}
    for person in known.candidates(owner):
        names |= {person.name, person.told, person.id}
    wanted = composed(one.handed_in_as).casefold()
    return thing.file.endswith(one.file) and wanted in {name.casefold() for name in names}


def _new_owner(one: OtherOwner, thing: Copy | Unused, book: Book, known: WhoIsWho) -> Owner:
    """Return the owner that a file gets: one whom the book knows, where there is one."""
    wanted = composed(one.student).casefold()
    there = {
        other.owner: other.exercise for other in (*book.unused.values(), *book.copies.values())
    }
    if known.people:
        people = known.called(one.student)
        _demand_one(one, [person.told for person in people], "on your list")
        found = [owner for owner in there if known.candidates(owner) == people]
    else:
        found = [
            owner for owner in there if wanted in (owner.name.casefold(), owner.told.casefold())
        ]
        if found:
            _demand_one(one, sorted({owner.told for owner in found}), "among those who handed in")
    best = sorted(found, key=lambda owner: there[owner] != thing.exercise)
    return best[0] if best else Owner(composed(one.student), system=SAID)


def _demand_one(one: OtherOwner, told: list[str], where: str):
    if len(told) != 1:
        who = " and ".join(told) or "nobody"
        raise Unfit(f"{one.where}: '{one.student}' is the name of {who} {where}. Write the id.")


def persons_of(
    things: Iterable[Copy | Unused], known: WhoIsWho
) -> tuple[dict[Owner, Person], list[str]]:
    """Return the person behind each owner, and what could not be matched, in plain words.

    An owner who can't be matched stays somebody of their own.
    """
    exercises = defaultdict(set)
    for one in things:
        exercises[one.owner].add(one.exercise)
    candidates = {owner: known.candidates(owner) for owner in sorted(exercises)}
    meant = {owner: found[0] for owner, found in candidates.items() if len(found) == 1}
    asked = _twice(meant, exercises, known)
    problems = [
        f"{', '.join(owner.told for owner in owners)}: several hand in the same exercise, and "
        f"one on the list is called so: {person.told}. " + _ask(owners, known)
        for person, owners in asked.items()
    ]
    for owners in asked.values():
        meant = {owner: person for owner, person in meant.items() if owner not in owners}
    several = defaultdict(list)
    for owner, found in candidates.items():
        if len(found) > 1:
            several[tuple(found)].append(owner)
    for found, owners in several.items():
        names, told = (", ".join(o.told for o in owners), " and ".join(one.told for one in found))
        problems.append(
            f"{names}: {len(found)} on the list are called so: {told}. {_ask(owners, known)}"
        )
    asked_about = {owner for owners in (*asked.values(), *several.values()) for owner in owners}
    left = [owner for owner in candidates if owner not in meant]
    alone, more = _on_no_list(left, exercises, known, asked_about)
    return meant | alone, problems + more


def _twice(meant: dict[Owner, Person], exercises, known: WhoIsWho) -> dict[Person, list[Owner]]:
    """Return owners who stand for a person by name alone, though another one does so too."""
    by_person = defaultdict(list)
    for owner, person in meant.items():
        by_person[person].append(owner)
    found = {}
    for person, owners in by_person.items():
        pairs = [(owner, name) for owner in owners for name in exercises[owner]]
        if len(pairs) > len({name for _, name in pairs}):
            found[person] = [owner for owner in owners if not known.is_sure(owner, person)]
    return {person: owners for person, owners in found.items() if owners}


def _on_no_list(
    owners: list[Owner], exercises, known: WhoIsWho, asked: set[Owner]
) -> tuple[dict[Owner, Person], list[str]]:
    """Return a person for each owner whom no list has.

    Moodle gives everybody another number in each assignment, so there the address tells, where a
    grading worksheet has it, or only the name can. Who was asked about is not asked about again.
    """
    found, problems, moodle = {}, [], defaultdict(list)
    for owner in owners:
        if owner.system == "moodle" and (also := known.also(owner)):
            found[owner] = Person(owner.name, also[0])
        elif owner.system == "moodle":
            moodle[owner.name].append(owner)
        else:
            found[owner] = Person(owner.name, owner.number)
    for name, same in moodle.items():
        pairs = [(exercise, owner) for owner in same for exercise in exercises[owner]]
        if len(pairs) == len({exercise for exercise, _ in pairs}):
            found |= dict.fromkeys(same, Person(name))
        else:
            found |= {owner: Person(name, owner.number) for owner in same}
            numbers = ", ".join(owner.number for owner in same)
            if asked.isdisjoint(same):
                told = f"Moodle has several of that name ({numbers})"
                problems.append(f"{name}: {told}. {_ask(same, known)}")
    return found, problems


def _ask(owners: Iterable[Owner], known: WhoIsWho) -> str:
    """Return what a teacher can do; a worksheet tells nothing more where it was given."""
    untold = any(owner.system == "moodle" and not known.also(owner) for owner in owners)
    return _ASK + (_MOODLE if untold else "")
