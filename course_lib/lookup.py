"""Functions that can be asked for by name, as Keras allows."""

from __future__ import annotations


def by_name(what: str, given, functions: dict, other="a function"):
    """Return the function of a name, or a function as it is.

    Parameters
    ----------
    what : str
        What the argument is called, for the error.
    given : str or callable
    functions : dict of str to callable
    other : str
        What may be given instead of a name, for the error.

    Returns
    -------
    callable

    Raises
    ------
    ValueError
        If there is none of that name.

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
