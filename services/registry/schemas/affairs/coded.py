"""A code that people write as a word: 组长 on a page, `head` from a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields


class Coded(fields.String):
    """One of a few codes, or its word."""

    def __init__(self, words: Mapping[str, str], *, label: str) -> None:
        super().__init__(required=True, metadata={"label": label, "enum": list(words)})
        self.codes = {
            **{code: code for code in words},
            **{word: code for code, word in words.items()},
        }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.codes:
            raise ValidationError("请从所列选项中选择")
        return self.codes[text]
