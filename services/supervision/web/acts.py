"""What is recorded at this desk: one form each, one screen each, one act each.

Before a formal act is done, all that was filled in is shown once more: what stands in a refusal or
an admonition grounds what the police decide, and cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, ValidationError

from services.supervision.domain.supervision import Supervision
from services.supervision.web.deeds import DEEDS, Deed
from services.supervision.web.names import names_of
from services.supervision.web.office import file_for, office
from services.supervision.web.scans import scans_kept, with_scans
from services.supervision.web.telling import say_what_is_wrong
from shared.law import Refusal
from shared.web.acts import COMMAND_ID, REASON
from shared.web.fields import Option, typed
from shared.web.forms import Form, submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.wording import listed

pages = Blueprint(
    "supervision_acts", __name__, url_prefix="/supervision/cases", template_folder="../templates"
)

BOTH = ["GET", "POST"]
CHECKED, CHANGE = "checked", "change"  # how far a formal act is, in the address of its form


def _page_of(deed: Deed) -> Callable[[UUID], ResponseReturnValue]:
    def page(file_id: UUID) -> ResponseReturnValue:
        return _act(file_for(file_id, deed.right), deed)

    return page


for _deed in DEEDS:
    pages.add_url_rule(
        f"/<uuid:file_id>/{_deed.path}/new",
        _deed.name,
        needs(_deed.right)(_page_of(_deed)),
        methods=BOTH,
    )


def _act(file: Supervision, deed: Deed) -> ResponseReturnValue:
    """A form about one file, which is named on the page, and back to the part where it shows."""
    back = url_for("supervision_case.case", file_id=file.id, part=deed.part)
    context = {
        "title": deed.title,
        "about": _about(file),
        "back": back,
        "warning": deed.warning(file),
        "send": _("下一步：核对") if deed.formal else _("登记"),
    }
    schema, options = deed.form(), deed.options(file)
    leads: dict[str, str] = {}
    asked_again = _before_it_is_done(file, deed, options, context)
    if asked_again is not None:
        return asked_again

    def then(answer: Any) -> str:
        say_what_is_wrong(answer)
        return leads.get("on", back)

    def act(loaded: Any) -> Any:
        given = with_scans(file.id, deed.given(loaded))
        if (following := deed.leads_to(file, loaded)) is not None:
            name, filled = following[0], dict[str, Any](following[1])
            leads["on"] = url_for(f".{name}", file_id=file.id, **filled)
        return getattr(office(), deed.name)(file_id=file.id, **given)

    return submit(
        schema,
        act,
        deed.template,
        then=then,
        said=deed.said,
        initial={**deed.initial(file), **_named_in_the_address(schema)},
        options=options,
        **context,
    )


def _before_it_is_done(
    file: Supervision, deed: Deed, options: Any, context: dict[str, Any]
) -> ResponseReturnValue | None:
    """The answers once more, or the form to change them; `None` once they were checked."""
    if request.method != "POST" or not deed.formal or CHECKED in request.args:
        return None
    schema = deed.form()
    sent = typed(schema)
    form = Form(schema=schema, values=sent, options=options)
    form.command_id = request.form.get(COMMAND_ID) or form.command_id
    if CHANGE in request.args:
        return render_template(deed.template, form=form, **context)
    try:
        schema.load({name: sent[name] for name in sent if name in schema.load_fields})
        form.values = sent | scans_kept(file.id, form)
    except (ValidationError, Refusal):
        return None  # the form itself says what is wrong
    if REASON in request.form:
        form.asks_reason, form.values = True, form.values | {REASON: request.form[REASON]}
    return render_template("supervision/check.html", form=form, answers=answers_in(form), **context)


def _named_in_the_address(schema: Schema) -> dict[str, str]:
    """What the link that led here has the form filled in with; whoever sends it may change it."""
    return {name: value for name, value in request.args.items() if name in schema.load_fields}


def answers_in(form: Form) -> list[tuple[str, str]]:
    """What was filled in, as people read it; what was left empty is said to be."""
    return [(it.label, _shown(it.value, it.options, it.widget)) for it in form]


def _shown(value: Any, options: Iterable[Option], widget: str) -> str:
    words = dict(options)
    if widget == "checkbox":
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        return listed([words.get(each, each) for each in value]) or "—"
    return words.get(str(value), str(value).replace("T", " ")) or "—"


def _about(file: Supervision) -> str:
    names = names_of([file.person_id] if file.person_id else [], purpose="监督登记")
    return " ".join([file.case_ref or "", *names.values()])
