"""Small faults of a module: one operator, bound, constant, condition or result is another.

A mutant is a change of one place of the text, so the rest of the file stays as it is. Annotations,
docstrings, messages of errors, ``__all__``, how a record is stored (frozen, slots) and assertions
of what cannot happen are left alone: no test is to depend on them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

__all__ = ["Mutant", "mutants_of"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault.

    Attributes:
        path: the module, from the top of the tree.
        line: where it is.
        kind: comparison, boundary, arithmetic, constant, boolean, return or call.
        start: first byte of what is replaced.
        end: one past its last byte.
        old: that text.
        new: what stands there instead.
        text: the line, without what it begins and ends with of blanks.
        function: the lines of the innermost function whose body it is in.
    """

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    text: str = ""
    function: range = range(0)

    def applied(self, source: bytes) -> bytes:
        """The module with the fault."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        old, new = " ".join(self.old.split()), " ".join(self.new.split())
        return f"{self.path}:{self.line}: {self.kind}: {old}  ->  {new}"


_COMPARISONS: Final[dict[type[ast.cmpop], tuple[str, str]]] = {
    # Operator -> the one that is wrong at the boundary, and its opposite.
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=", "!="),
    ast.NotEq: ("==", "=="),
    ast.Is: ("is not", "is not"),
    ast.IsNot: ("is", "is"),
    ast.In: ("not in", "not in"),
    ast.NotIn: ("in", "in"),
}
_ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.FloorDiv: "*",
    ast.Mod: "//",
    ast.LShift: ">>",
    ast.RShift: "<<",
    ast.BitAnd: "|",
    ast.BitOr: "&",
    ast.BitXor: "|",
}


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """All faults of a module.

    Args:
        root: top of the tree.
        path: the module, from there.
    """
    source = (root / path).read_bytes()
    return sorted(
        set(_Finder(path, source).all()), key=lambda mutant: (mutant.start, mutant.end, mutant.new)
    )


class _Finder:
    """Finds the faults of one text."""

    def __init__(self, path: str, source: bytes) -> None:
        self._path = path
        self._source = source
        self._starts = [0]
        self._lines = source.split(b"\n")
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._function = range(0)

    def all(self) -> Iterator[Mutant]:
        """Every fault, in no order."""
        yield from self._below(ast.parse(self._source))

    def _below(self, node: ast.AST) -> Iterator[Mutant]:
        annotations = getattr(node, "annotation", None), getattr(node, "returns", None)
        for child in ast.iter_child_nodes(node):
            if child in annotations or _is_left_alone(child):
                continue
            outer = self._function
            # What a parameter is by default is found as the function is made, not in it.
            if isinstance(node, ast.FunctionDef) and child in node.body:
                self._function = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            yield from self._here(child)
            yield from self._below(child)
            self._function = outer

    def _here(self, node: ast.AST) -> Iterator[Mutant]:
        yield from self._operators(node)
        yield from self._values(node)
        yield from self._conditions(node)

    def _operators(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                boundary, opposite = _COMPARISONS[type(operator)]
                between = self._end(left), self._start(right)
                yield self._between(node, "boundary", *between, boundary)
                if boundary != opposite:
                    yield self._between(node, "comparison", *between, opposite)
            case ast.BinOp(op=operator) if type(operator) in _ARITHMETIC:
                if not _is_text(node.left) and not _is_text(node.right):
                    between = self._end(node.left), self._start(node.right)
                    yield self._between(node, "arithmetic", *between, _ARITHMETIC[type(operator)])
            case ast.AugAssign(op=operator) if type(operator) in _ARITHMETIC:
                between = self._end(node.target), self._start(node.value)
                yield self._between(node, "arithmetic", *between, f"{_ARITHMETIC[type(operator)]}=")

    def _values(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Constant(value=bool(value)):
                yield self._replaced(node, "boolean", str(not value))
            case ast.Constant(value=int(value)):
                yield self._replaced(node, "constant", str(value + 1))
            case ast.Return(value=ast.expr() as result):
                if not isinstance(result, ast.Constant) or result.value is not None:
                    yield self._replaced(result, "return", "None")
            case ast.Expr(value=ast.Call()):
                yield self._replaced(node, "call", "pass")

    def _conditions(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.BoolOp(op=operator, values=values):
                new = "or" if isinstance(operator, ast.And) else "and"
                for one, other in pairwise(values):
                    yield self._between(node, "boolean", self._end(one), self._start(other), new)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._replaced(node, "boolean", self._text(operand))
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                if not isinstance(test, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)):
                    yield self._replaced(test, "boolean", f"(not {self._text(test)})")

    def _between(self, node: ast.AST, kind: str, start: int, end: int, new: str) -> Mutant:
        """Replace an operator, which has no place of its own: it is between its operands."""
        old = self._source[start:end].decode()
        # Parentheses around the operands stay.
        bare = old.strip(" \n\t()\\")
        start += old.index(bare)
        return self._made(node, kind, start, start + len(bare.encode()), new)

    def _replaced(self, node: ast.AST, kind: str, new: str) -> Mutant:
        return self._made(node, kind, self._start(node), self._end(node), new)

    def _made(self, node: ast.AST, kind: str, start: int, end: int, new: str) -> Mutant:
        line = getattr(node, "lineno", 0)
        old, text = self._source[start:end].decode(), self._lines[line - 1].decode().strip()
        return Mutant(self._path, line, kind, start, end, old, new, text, self._function)

    def _start(self, node: ast.AST) -> int:
        line, column = node.lineno, node.col_offset  # type: ignore[attr-defined]
        return int(self._starts[line - 1] + column)

    def _end(self, node: ast.AST) -> int:
        line, column = node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
        return int(self._starts[line - 1] + column)

    def _text(self, node: ast.AST) -> str:
        return self._source[self._start(node) : self._end(node)].decode()


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_left_alone(node: ast.AST) -> bool:
    """Whether no test is to depend on what the node says."""
    match node:
        case ast.Raise() | ast.Assert() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()) | ast.arg():
            return True
        case ast.keyword(arg="frozen" | "slots"):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False
