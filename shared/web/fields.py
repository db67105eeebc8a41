"""One field of a marshmallow schema as a page shows and reads it.

A schema's field says in its `metadata` what a clerk must see:

- `label`, `hint`: message ids in Chinese;
- `widget`: one of `WIDGETS`, where the kind of field does not settle it;
- `options`: pairs of value and label, where `validate.OneOf` does not name them (a page that gives
  some for a line of text has it chosen);
- `personal`: personal content, so the browser must neither remember nor send it anywhere;
- `autocomplete`, `inputmode`, `rows`, `accept`, `width`: passed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from flask import request
from marshmallow import fields, validate

from shared import clock
from shared.web.speech import gettext

if TYPE_CHECKING:
    from marshmallow import Schema

Option = tuple[str, str]

WIDGETS = frozenset(
    {
        "text",
        "password",
        "number",
        "date",
        "datetime-local",
        "select",
        "radio",
        "checkbox",
        "checkboxes",
        "textarea",
        "lines",  # a list, one entry a line
        "file",
        "hidden",
    }
)
BY_KIND: tuple[tuple[type[fields.Field[Any]], str], ...] = (
    (fields.DateTime, "datetime-local"),
    (fields.Date, "date"),
    (fields.Boolean, "checkbox"),
    (fields.Enum, "select"),
    (fields.Number, "number"),
    (fields.List, "lines"),
)
LONG = 200  # a text that may be longer than this gets several lines


@dataclass(frozen=True, kw_only=True)
class Control:
    """What the form macro draws: a label, a widget with its value, what is wrong with it."""

    name: str
    label: str
    hint: str
    widget: str
    required: bool
    value: Any
    options: Sequence[Option]
    errors: Sequence[str]
    attributes: Mapping[str, str]

    @property
    def id(self) -> str:
        """The element's id, to which the error summary links."""
        return f"field-{self.name}"

    @property
    def described_by(self) -> str:
        """The ids of the hint and of the error (WCAG 1.3.1, 3.3.1)."""
        told = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*told, f"{self.id}-error"] if self.errors else told)

    def has(self, option: str) -> bool:
        """Whether this option is chosen."""
        many = isinstance(self.value, list | tuple)
        return option in self.value if many else option == str(self.value)


def widget_of(field: fields.Field[Any]) -> str:
    """Choose the widget: what the schema says, else by what it takes."""
    named = field.metadata.get("widget")
    if named is not None:
        if named not in WIDGETS:
            msg = f"no widget is called {named}"
            raise LookupError(msg)
        return str(named)
    for kind, widget in BY_KIND:
        if isinstance(field, kind):
            return widget
    if _one_of(field) or "options" in field.metadata:
        return "select"
    return "textarea" if (_longest(field) or 0) > LONG else "text"


def typed(schema: Schema) -> dict[str, Any]:
    """Give what the form sent, as the schema takes it. An empty box is a missing value."""
    known = {field.data_key or name: field for name, field in schema.load_fields.items()}
    read_all = ((name, read(name, field)) for name, field in known.items())
    sent = {name: value for name, value in read_all if value is not None}
    unknown = {name: request.form[name] for name in request.form if name not in known}
    return {**unknown, **sent}


def read(name: str, field: fields.Field[Any]) -> Any:
    """Read one field from the request; None if it was left empty."""
    widget = widget_of(field)
    if widget == "file":
        file = request.files.get(name)
        sent_before = request.form.get(name)  # by its digest, where the answers were checked
        return file if file and file.filename else sent_before or None
    if widget == "checkbox":
        return name in request.form
    if widget == "checkboxes":
        return request.form.getlist(name)
    text = request.form.get(name, "")
    if widget == "password":
        return text or None
    if widget == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text.strip() or None


def control(
    name: str,
    field: fields.Field[Any],
    *,
    value: Any,
    errors: Sequence[str] = (),
    options: Iterable[Option] | None = None,
) -> Control:
    """Describe one field for the page."""
    say = field.metadata.get
    return Control(
        name=name,
        label=gettext(str(say("label", name))),
        hint=gettext(str(hint)) if (hint := say("hint")) else "",
        widget=_widget(field, options),
        required=field.required,
        value=shown(value),
        options=tuple(options) if options is not None else _options(field),
        errors=errors,
        attributes=_attributes(field),
    )


def _widget(field: fields.Field[Any], options: Iterable[Option] | None) -> str:
    """A line of text for which a page has something to choose from is chosen."""
    widget = widget_of(field)
    return "select" if options and widget == "text" else widget


def shown(value: Any) -> Any:
    """Write a value as its input element wants it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, list | tuple):
        return [str(shown(entry)) for entry in value]
    return value if isinstance(value, bool) else "" if value is None else str(value)


def _options(field: fields.Field[Any]) -> tuple[Option, ...]:
    if "options" in field.metadata:
        given = field.metadata["options"]
        return tuple((str(value), gettext(str(label))) for value, label in given)
    if isinstance(field, fields.Enum):
        return tuple((entry.name, gettext(str(entry.value))) for entry in field.enum)
    rule = _one_of(field)
    if rule is None:
        return ()
    labels = rule.labels or rule.choices
    return tuple(
        (str(value), gettext(str(label))) for value, label in zip(rule.choices, labels, strict=True)
    )


def _one_of(field: fields.Field[Any]) -> validate.OneOf | None:
    return next((rule for rule in field.validators if isinstance(rule, validate.OneOf)), None)


def _longest(field: fields.Field[Any]) -> int | None:
    limits = (rule.max for rule in field.validators if isinstance(rule, validate.Length))
    return next((limit for limit in limits if limit is not None), None)


def _attributes(field: fields.Field[Any]) -> dict[str, str]:
    """Nothing is remembered by the browser, and a spelling service never sees personal content."""
    say = field.metadata.get
    told = {"autocomplete": str(say("autocomplete", "off"))}
    if say("personal"):
        told |= {"spellcheck": "false", "autocapitalize": "off"}
    if isinstance(field, fields.Integer | fields.Decimal):
        told |= {"inputmode": "numeric" if isinstance(field, fields.Integer) else "decimal"}
        told |= {"step": "1" if isinstance(field, fields.Integer) else "any"}
    if (longest := _longest(field)) is not None:
        told |= {"maxlength": str(longest)}
    told |= {key: str(value) for key in ("inputmode", "accept", "rows") if (value := say(key))}
    return told
