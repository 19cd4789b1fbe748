"""nbformat, imported in a tenth of the time: ``from .fast_nbformat import nbformat``.

nbformat checks notebooks with jsonschema. Where the package rfc3987_syntax is installed (JupyterLab
brings it), jsonschema builds a grammar of web addresses as it is imported. That takes more than a
second, and no rule for notebooks uses it. So the package is hidden while nbformat is imported.
"""

import sys

_HIDDEN = "rfc3987_syntax"
_hide = _HIDDEN not in sys.modules
if _hide:
    sys.modules[_HIDDEN] = None  # an import of it now fails, and jsonschema does without

import nbformat  # noqa: E402

if _hide:
    del sys.modules[_HIDDEN]

__all__ = ["nbformat"]
