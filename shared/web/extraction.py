"""Finding the sentences that readers will meet: Babel's hooks, named in `babel.cfg`.

A message is a Chinese string literal that stands where readers will meet it:

- an argument of `gettext`, `ngettext`, `lazy_gettext` (or `_`, `_l`), in Python and in templates;
- the sentence of a `Refusal` (and its kin), a `Defect`, a `Forbidden`, a `ValidationError`;
- the words of a `Citation`;
- what is called `label`, `hint`, `error`, `sentence` or `said`: in a call, as a default value, in a
  field's metadata;
- a value of a dictionary that is a constant of its module (`ROLES = {"auditor": "上级督导"}`);
- `law`, `article`, `text` and the like in a table of rules.

So rules and schemas need not import anything for their sentences to be found.
"""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Extracted = tuple[int, str | None, str | tuple[str, ...], list[str]]

CHINESE = re.compile(r"[\u3001-\u301c\u4e00-\u9fff\uff01-\uff1f]")  # characters and punctuation
FIRST_ARGUMENT = frozenset(
    {
        "_",
        "_l",
        "gettext",
        "lazy_gettext",
        "Refusal",
        "Conflict",
        "Misuse",
        "Unknown",
        "Forbidden",
        "ValidationError",
        "__init__",  # super().__init__("…") of a refusal of one's own
    }
)
ANY_ARGUMENT = frozenset({"Citation", "Defect"})
NAMED = frozenset({"label", "labels", "hint", "error", "sentence", "said", "options"})
IN_TABLES = frozenset({"law", "article", "text", "first", "label", "hint", "sentence"})


def extract_python(fileobj: Any, *_: object, **__: object) -> Iterator[Extracted]:
    """Babel's hook for Python files."""
    tree = ast.parse(fileobj.read())
    for text in _spoken(tree):
        yield text.lineno, None, text.value, []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call) == "ngettext":
            counted = tuple(it.value for it in _texts(call.args[:2]))
            yield call.lineno, "ngettext", counted, []


def extract_toml(fileobj: Any, *_: object, **__: object) -> Iterator[Extracted]:
    """Babel's hook for tables of rules."""
    for text in _in_table(tomllib.loads(fileobj.read().decode())):
        yield 1, None, text, []


class Text(ast.Constant):
    """A string literal."""

    value: str


def _spoken(tree: ast.Module) -> Iterator[Text]:
    for node in tree.body:
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(value, ast.Dict):
            yield from _texts(value.values)
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Call):
            yield from _of_call(inner)
        elif isinstance(inner, ast.Dict):
            yield from _of_metadata(inner)
        elif isinstance(inner, ast.AnnAssign) and inner.value is not None:
            yield from _of_default(getattr(inner.target, "id", ""), inner.value)
        elif isinstance(inner, ast.arguments):
            yield from _of_arguments(inner)


def _of_call(call: ast.Call) -> Iterator[Text]:
    name = _name(call)
    if name in FIRST_ARGUMENT:
        yield from _texts(call.args[:1])
    elif name in ANY_ARGUMENT:
        yield from _texts(call.args)
    yield from _texts(it.value for it in call.keywords if it.arg in NAMED)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _of_default(name: str, value: ast.expr) -> Iterator[Text]:
    if name in NAMED:
        yield from _texts([value])


def _of_arguments(taken: ast.arguments) -> Iterator[Text]:
    last = taken.args[len(taken.args) - len(taken.defaults) :]
    for argument, value in zip(last, taken.defaults, strict=True):
        yield from _of_default(argument.arg, value)
    for argument, value_or_none in zip(taken.kwonlyargs, taken.kw_defaults, strict=True):
        if value_or_none is not None:
            yield from _of_default(argument.arg, value_or_none)


def _of_metadata(told: ast.Dict) -> Iterator[Text]:
    for key, value in zip(told.keys, told.values, strict=True):
        if isinstance(key, ast.Constant) and key.value in NAMED:
            yield from _texts([value])


def _texts(nodes: Iterable[ast.expr]) -> Iterator[Text]:
    """String literals, also those inside tuples, lists and dictionaries of literals."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if CHINESE.search(node.value):
                yield node  # type: ignore[misc]  # its value was just seen to be a string
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield from _texts(node.elts)
        elif isinstance(node, ast.Dict):
            yield from _texts(node.values)


def _in_table(table: Any) -> Iterator[str]:
    if isinstance(table, list):
        for entry in table:
            yield from _in_table(entry)
    elif isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, str) and key in IN_TABLES:
                yield value
            yield from _in_table(value)
