"""A form from its first rendering to what was done: nothing typed is lost, nothing is done twice.

`submit` is a whole view: it shows the form, checks what was typed, runs the command, waits until
the desk shows it, and goes to the page where it can be seen (POST, redirect, GET).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from flask import flash, redirect, render_template, request
from marshmallow import Schema, ValidationError, fields

from shared.eventstore.records import NoRoom
from shared.law import Refusal, Unknown
from shared.web.acts import COMMAND_ID, REASON, new_command_id
from shared.web.answers import FULL, status_of
from shared.web.face import face
from shared.web.fields import Control, Option, control, typed, widget_of
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, each, refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

OURS = frozenset({"csrf_token", COMMAND_ID, REASON})
WHOLE = "_schema"  # marshmallow's name for what concerns the whole form
REASON_FIELD = fields.String(
    metadata={
        "label": _l("补录或更正的原因"),
        "hint": _l("事情发生已超过3天，请说明为什么现在才登记。"),
        "widget": "textarea",
    },
)


class Outcome(Protocol):
    """What a command gives back: its answer, and the position up to which a desk must have read."""

    @property
    def answer(self) -> Any:
        """What the command answered."""

    @property
    def position(self) -> int:
        """The log position of its last event."""

    @property
    def repeated(self) -> bool:
        """Whether it had been done before, by the same form."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the error summary; `field` is empty if it concerns the whole form."""

    field: str
    sentence: str
    article: str = ""


@dataclass(kw_only=True)
class Form:
    """A schema with what was typed and what is wrong with it, as `kit.form` draws it."""

    schema: Schema
    values: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Iterable[Option]] = field(default_factory=dict)
    command_id: str = field(default_factory=new_command_id)
    problems: list[Problem] = field(default_factory=list)
    asks_reason: bool = False

    def __iter__(self) -> Iterator[Control]:
        """All controls in the schema's order, and the reason if it was asked for."""
        for name in self._fields:
            yield self[name]

    def __getitem__(self, name: str) -> Control:
        """One control, for pages that arrange their form themselves."""
        return control(
            name,
            self._fields[name],
            value=self.values.get(name, self._default(name)),
            errors=[it.sentence for it in self.problems if it.field == name],
            options=self.options.get(name),
        )

    def without(self, *names: str) -> Iterator[Control]:
        """All controls but these."""
        return (it for it in self if it.name not in names)

    @property
    def summary(self) -> list[Problem]:
        """What is wrong, in the order of the fields; first what concerns the whole form."""
        places = {name: place for place, name in enumerate(self._fields)}
        return sorted(self.problems, key=lambda it: places.get(it.field, -1))

    @property
    def has_files(self) -> bool:
        """Whether the form must be sent in parts (multipart/form-data)."""
        return any(it.widget == "file" for it in self)

    def blame(self, found: str, sentence: str, article: str = "") -> None:
        """Note what is wrong; what no shown field can be blamed for concerns the whole form."""
        if found == REASON:
            self.asks_reason = True
        place = found if found in self._fields else ""
        self.problems.append(Problem(field=place, sentence=sentence, article=article))

    @property
    def _fields(self) -> dict[str, fields.Field[Any]]:
        shown = {it.data_key or name: it for name, it in self.schema.load_fields.items()}
        return shown | {REASON: shown.get(REASON, REASON_FIELD)} if self.asks_reason else shown

    def _default(self, name: str) -> Any:
        default = self._fields[name].load_default
        return default if isinstance(default, str | int | bool) else None


def submit(
    schema: Schema,
    on_valid: Callable[[dict[str, Any]], Outcome | None],
    template: str,
    *,
    then: str | Callable[[Any], str],
    said: str,
    initial: Mapping[str, Any] | None = None,
    options: Mapping[str, Iterable[Option]] | None = None,
    **context: Any,
) -> ResponseReturnValue:
    """Serve a form, whole: GET shows it, POST does what it asks for and goes on to `then`.

    `on_valid` gets the loaded form and runs one command. `then` is an address, or is asked for one
    with the command's answer. `said` is told on the next page. What the schema or a rule refuses
    comes back as the same form (422, or 409 if somebody else was faster) with every value kept,
    and so does what finds no room on the disk (503); what is not on file is a 404.
    """
    form = Form(schema=schema, values=initial or {}, options=options or {})
    if request.method != "POST":
        return render_template(template, form=form, **context)
    form.values = _as_typed(schema)
    form.command_id = request.form.get(COMMAND_ID) or form.command_id
    form.asks_reason = REASON in request.form
    try:
        done = on_valid(schema.load(_sent(schema)))
    except ValidationError as error:
        return _again(form, template, context, status=_note(form, error))
    except Unknown:
        raise
    except Refusal as refusal:
        form.blame(refusal.field or "", refused(refusal), cited(refusal.citation))
        return _again(form, template, context, status=status_of(refusal))
    except NoRoom:
        form.blame("", str(FULL))
        return _again(form, template, context, status=503)
    tell(done, said)
    answer = done.answer if done is not None else None
    return redirect(then(answer) if callable(then) else then, 303)


def tell(done: Outcome | None, said: str) -> None:
    """Say on the next page what was done, once the desk's pages show it (or that they will)."""
    sentence = str(said)
    if done is not None and done.repeated:
        sentence = _("%(sentence)s（此前已经受理，没有重复办理）", sentence=sentence)
    flash(sentence, "done")
    if not shows(done):
        flash(_("已受理，列表稍后更新。"), "wait")


def shows(done: Outcome | None) -> bool:
    """Wait, 2 s at most, until the desk's read model has reached what was done (design.md, 6)."""
    wait = face().wait
    return done is None or wait is None or wait(done.position, face().settings.projection_seconds)


def _again(
    form: Form, template: str, context: Mapping[str, Any], *, status: int
) -> ResponseReturnValue:
    return render_template(template, form=form, **context), status


def _note(form: Form, error: ValidationError) -> int:
    for name, sentence in each(error.messages):
        form.blame("" if name == WHOLE else name, sentence)
    return 422


def _sent(schema: Schema) -> dict[str, Any]:
    """What the form sent, without what the kit itself put into it."""
    declared = {it.data_key or name for name, it in schema.load_fields.items()}
    return {k: v for k, v in typed(schema).items() if k in declared or k not in OURS}


def _as_typed(schema: Schema) -> dict[str, Any]:
    """Every value exactly as it was typed, to be shown again; files must be chosen again."""
    values: dict[str, Any] = dict(request.form.items())
    for name, it in schema.load_fields.items():
        key, widget = it.data_key or name, widget_of(it)
        if widget == "checkbox":
            values[key] = key in request.form
        elif widget == "checkboxes":
            values[key] = request.form.getlist(key)
        elif widget == "password":
            values[key] = ""
    return values
