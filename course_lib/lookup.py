"""Functions that can be asked for by name, as Keras allows."""


def by_name(what: str, given, functions: dict, other="a function"):
    """Return the function of a name, or a function as it is.

    ``what`` and ``other`` are words for the error: what the argument is called, and what may be
    given instead of a name.

    Raises ValueError if there is none of that name.

    Examples
    --------
    >>> by_name("activation", "double", {"double": lambda x: 2 * x})(3)
    6
    """
    if callable(given):
        return given
    if not isinstance(given, str) or given not in functions:
        known = ", ".join(functions)
        raise ValueError(f"{what} must be {other} or one of {known}, received {given!r}")
    return functions[given]
