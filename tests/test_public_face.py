"""The names that a user may rely on: Tab shows them and nothing else, and none vanishes.

After a change that is meant, write the list anew: ``python tests/test_public_face.py``. What a user
meets of it belongs into CHANGELOG.md.
"""

import inspect
import types
from pathlib import Path

import course_lib as cl

LIST = Path(__file__).parent / "public_names.txt"


def public_modules(module=cl, name="cl"):
    """Yield the public modules, each with the name that it is used by."""
    yield name, module
    for part in module.__all__:
        value = getattr(module, part)
        if isinstance(value, types.ModuleType):
            yield from public_modules(value, f"{name}.{part}")


def lines():
    """Return the public names, with the arguments of those that can be called."""
    found = []
    for name, module in public_modules():
        for part in module.__all__:
            value = getattr(module, part)
            if not isinstance(value, types.ModuleType):
                found.append(f"{name}.{part}{arguments(value)}")
    return sorted(found)


def arguments(value):
    """Return the names of what is given to a function or class, in their order."""
    if not callable(value) or (isinstance(value, type) and issubclass(value, Exception)):
        return ""
    parameters = inspect.signature(value).parameters.values()
    marks = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}
    words = [f"{marks.get(p.kind.name, '')}{p.name}" for p in parameters]
    first = [p.kind.name for p in parameters]
    if "KEYWORD_ONLY" in first and "VAR_POSITIONAL" not in first:
        words.insert(first.index("KEYWORD_ONLY"), "*")
    return f"({', '.join(words)})"


def test_tab_completes_what_is_public_and_nothing_else():
    for name, module in public_modules():
        assert dir(module) == sorted(module.__all__), name


def test_no_public_name_vanishes_or_takes_other_arguments():
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line not in lines()] == []


def test_every_public_name_is_listed():
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines() if line not in listed] == []


def test_type_checkers_are_told_that_there_are_types():
    assert (Path(cl.__file__).parent / "py.typed").is_file()
    operators = [getattr(cl.nn, name) for name in cl.nn.__all__ if name not in ("ladder", "plain")]
    for operator in operators:
        signature = inspect.signature(operator)
        told = [p.annotation for p in signature.parameters.values()]
        assert inspect.Parameter.empty not in [*told, signature.return_annotation]


if __name__ == "__main__":
    LIST.write_text("\n".join(lines()) + "\n", encoding="utf-8")
