"""Small changes of a solution's text, one at a time, as a test of the checks."""

import ast
import copy

_SWAPPED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
}
_OTHER = {"max": "min", "sum": "mean", "mean": "sum", "argmax": "argmin", "maximum": "minimum"}


def mutants(source):
    """Yield (what was changed, the changed source), for every place where something can be."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for kind, change in _changes(node):
            other = copy.deepcopy(tree)
            twin = list(ast.walk(other))[number]
            change(twin)
            yield f"{kind}: {_text(node)} → {_text(twin)}", ast.unparse(other)


def _text(node):
    return " ".join(ast.unparse(node).split())[:70]


def _changes(node):
    """Yield the kinds of changes of a node, and functions that make them."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        for by in (1, -1):
            yield "constant", lambda n, by=by: setattr(n, "value", n.value + by)
    if isinstance(node, ast.BinOp) and type(node.op) in _SWAPPED:
        yield "operator", lambda n: setattr(n, "op", _SWAPPED[type(n.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Mod | ast.FloorDiv):
        yield "swapped", lambda n: _swap(n, "left", "right")
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        yield "compared", lambda n: n.ops.__setitem__(0, _SWAPPED[type(n.ops[0])]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign", lambda n: setattr(n, "op", ast.UAdd())
    if isinstance(node, ast.Attribute) and node.attr in _OTHER:
        yield "function", lambda n: setattr(n, "attr", _OTHER[n.attr])
    if isinstance(node, ast.AugAssign):
        yield "added to", lambda n: n.__class__ and _assign(n)
    if isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.ctx, ast.Load):
        for k in range(len(node.elts) - 1):
            yield "tuple", lambda n, k=k: _exchange(n.elts, k)
    if isinstance(node, ast.Call):
        yield from _of_call(node)


def _of_call(node):
    for k in range(len(node.args) - 1):
        yield "arguments", lambda n, k=k: _exchange(n.args, k)
    for k in range(len(node.keywords)):
        yield "left out", lambda n, k=k: n.keywords.pop(k)
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        yield "range", lambda n: n.args.__setitem__(-1, _less(n.args[-1]))
        if len(node.args) == 1:
            yield "range", lambda n: n.args.insert(0, ast.Constant(1))


def _swap(node, one, two):
    first, second = getattr(node, one), getattr(node, two)
    setattr(node, one, second)
    setattr(node, two, first)


def _exchange(items, k):
    items[k], items[k + 1] = items[k + 1], items[k]


def _less(node):
    return ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _assign(node):
    """Turn ``a += b`` into ``a -= b``."""
    node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
