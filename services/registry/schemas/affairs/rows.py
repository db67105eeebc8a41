"""Lists of small things: a program sends objects, a page one line of text for each."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, fields, validate

BETWEEN = re.compile(r"[\s，,；;|｜]+")
MOST_ROWS = 200


class Rows(fields.List[Any]):
    """A list of objects; a line of text is read as the object's fields, one after the other.

    Blanks or commas part the fields; the last takes the rest of the line. What is wrong is said
    of the line.
    """

    def __init__(self, of: type[Schema], *, label: str, hint: str, required: bool = True) -> None:
        told = {"label": label, "hint": hint, "widget": "lines", "personal": True, "rows": 5}
        length = validate.Length(min=1 if required else 0, max=MOST_ROWS)
        if required:
            super().__init__(fields.Nested(of), required=True, validate=length, metadata=told)
        else:
            super().__init__(fields.Nested(of), load_default=(), validate=length, metadata=told)
        self.names = tuple(of().load_fields)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        return super()._deserialize([self._object(it) for it in value], attr, data, **kwargs)

    def _object(self, written: Any) -> Any:
        if not isinstance(written, str):
            return written
        parts = BETWEEN.split(written.strip(), maxsplit=len(self.names) - 1)
        return dict(zip(self.names, parts, strict=False))
