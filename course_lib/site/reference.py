"""The reference pages: what is public, told by its docstrings."""

from __future__ import annotations

import types
from collections.abc import Iterator

import course_lib


def pages() -> dict[str, str]:
    """Return the text of each page in reStructuredText, under its name.

    Examples
    --------
    >>> print(pages()["cl.utils"])
    cl.utils
    ========
    <BLANKLINE>
    .. automodule:: course_lib.utils
       :no-members:
    <BLANKLINE>
    .. autofunction:: course_lib.utils.to_categorical
    <BLANKLINE>
    """
    return {name: _page(name, module) for name, module in _modules("cl", course_lib)}


def _modules(name: str, module: types.ModuleType) -> Iterator[tuple[str, types.ModuleType]]:
    yield name, module
    for part in module.__all__:
        value = getattr(module, part)
        if isinstance(value, types.ModuleType):
            yield from _modules(f"{name}.{part}", value)


def _page(name: str, module: types.ModuleType) -> str:
    """Return a heading, what the module is for, and each public name."""
    blocks = [f"{name}\n{'=' * len(name)}", _block("automodule", module.__name__, "no-members")]
    for part in module.__all__:
        value = getattr(module, part)
        if not isinstance(value, types.ModuleType):
            also = () if module is not course_lib or not _is_below(part, value) else ("no-index",)
            blocks.append(_entry(f"{module.__name__}.{part}", value, *also))
    return "\n\n".join(blocks) + "\n"


def _is_below(part: str, value: object) -> bool:
    """Tell whether a module of the library has a name, too; links lead there."""
    modules = dict(_modules("cl", course_lib))
    del modules["cl"]
    return any(getattr(module, part, None) is value for module in modules.values())


def _entry(path: str, value: object, *options: str) -> str:
    if isinstance(value, type):
        return _block("autoclass", path, _members(value), *options)
    if callable(value):
        return _block("autofunction", path, *options)
    told = ", ".join(map(str, value)) if isinstance(value, tuple) else repr(value)
    return f"{_block('py:data', path, *options)}\n\n   {told}."


def _members(value: type) -> str:
    """Return which members are told: also methods of bases without a page, but for explorers."""
    public = {name for _, module in _modules("cl", course_lib) for name in module.__all__}
    inherited = [
        name
        for base in value.__mro__[1:]
        if base.__module__.startswith("course_lib") and base.__name__ not in public
        for name, member in vars(base).items()
        if isinstance(member, types.FunctionType) and member.__doc__ and name[0] != "_"
    ]
    if not inherited or value.__module__.startswith("course_lib.widgets"):
        return "members"
    own = [name for name in vars(value) if name[0] != "_"]
    return f"members: {', '.join(dict.fromkeys(own + inherited))}"


def _block(directive: str, what: str, *options: str) -> str:
    """Return a directive; an option is a name, or a name and what it is: ``members: fit``."""
    told = [option.partition(": ") for option in options]
    lines = [f"   :{name}: {value}".rstrip() for name, _, value in told]
    return "\n".join([f".. {directive}:: {what}", *lines])
