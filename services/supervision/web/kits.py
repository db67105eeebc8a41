"""The stock of test kits: what is left at which station, what expires soon; what comes and goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.supervision.domain.kits import KitBatch
from services.supervision.domain.records import KitDelivery, KitWithdrawal
from services.supervision.projections.kits import KitRow, kit_rows
from services.supervision.rules.book import rule
from services.supervision.rules.kits import EXPIRED, SOON, expiry
from services.supervision.schemas import told
from services.supervision.schemas.asked.kits import DeliveryForm, WithdrawalForm
from services.supervision.web.office import (
    KEEP_KITS,
    SEE_KITS,
    office,
    opens,
    within,
)
from services.supervision.web.registers import BOTH, FORM, record, stations_to_choose
from shared import clock
from shared.eventstore.performing import Done
from shared.partner.words import STATIONS
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit
from shared.web.guards import allow, needs
from shared.web.lists import Count
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

pages = Blueprint(
    "supervision_kits", __name__, url_prefix="/supervision/kits", template_folder="../templates"
)
api = api_blueprint("supervision", "kits")


@pages.get("")
@needs(SEE_KITS)
def stock() -> str:
    """What is left, what expires first before the rest."""
    rows, today = _rows(), clock.today()
    found = rule("kit_notice_days", on=today)
    return render_template(
        "supervision/kits.html",
        rows=rows,
        counts=_counts(rows),
        standing={(it.batch_id, it.delivery): expiry(it.expires_on, on=today) for it in rows},
        stations=STATIONS,
        may_keep=opens(KEEP_KITS),
        why=[why(found)],
    )


@pages.route("/new", methods=BOTH)
@needs(KEEP_KITS)
def receive() -> ResponseReturnValue:
    """Take kits into stock."""
    mine = stations_to_choose(KEEP_KITS)
    return submit(
        DeliveryForm(),
        _receive,
        FORM,
        then=url_for(".stock"),
        said=_l("检测试剂已入库。"),
        initial={"received_on": clock.today(), "station": mine[0][0] if len(mine) == 1 else ""},
        options={"station": mine},
        **record(_("检测试剂入库"), about=_("检测试剂"), back=".stock"),
    )


@pages.route("/<uuid:batch_id>/withdrawals/new", methods=BOTH)
@needs(KEEP_KITS)
def withdraw(batch_id: UUID) -> ResponseReturnValue:
    """Put kits aside unused."""
    batch = office().load(KitBatch, batch_id)
    return submit(
        WithdrawalForm(),
        lambda asked: _withdraw(batch, asked),
        FORM,
        then=url_for(".stock"),
        said=_l("报废已登记。"),
        initial={"withdrawn_on": clock.today()},
        **record(
            _("登记报废：批号%(batch)s", batch=batch.batch), about=_("检测试剂"), back=".stock"
        ),
    )


@api.get("/kits")
@needs(SEE_KITS)
@api.response(200, told.KitOut(many=True))
def list_kits() -> Sequence[KitRow]:
    """List the stock of test kits: what is left first, what expires first before that."""
    return _rows()


@api.post("/kits")
@needs(KEEP_KITS)
@api.arguments(DeliveryForm)
@api.response(201, told.ReceivedOut)
def add_kits(delivery: KitDelivery) -> dict[str, Any]:
    """Take kits into stock; from the first ones on, a test that names no kit of it is defective."""
    done = _receive(delivery)
    return done_out(done, **done.answer)


@api.post("/kits/<uuid:batch_id>/withdrawals")
@needs(KEEP_KITS)
@api.arguments(WithdrawalForm)
@api.response(201, told.CountOut)
def add_withdrawal(withdrawal: dict[str, Any], batch_id: UUID) -> dict[str, Any]:
    """Put kits aside unused; `count` is how many of them were still there."""
    done = _withdraw(office().load(KitBatch, batch_id), withdrawal)
    return done_out(done, **done.answer)


def _rows() -> Sequence[KitRow]:
    with office().db.reading() as conn:
        return kit_rows(conn, within=within(SEE_KITS))


def _receive(delivery: Any) -> Done[dict[str, Any]]:
    allow(KEEP_KITS, unit=delivery.station)
    return office().receive_kits(delivery=delivery)


def _withdraw(batch: KitBatch, asked: dict[str, Any]) -> Done[dict[str, Any]]:
    station = batch.station_of(asked["first_serial"])
    if station is not None:
        allow(KEEP_KITS, unit=station)
    return office().withdraw_kits(withdrawal=KitWithdrawal(batch_id=batch.id, **asked))


def _counts(rows: Iterable[KitRow]) -> list[Count]:
    """How many are left, and how many of those are running out of time or past it."""
    today = clock.today()
    left = {EXPIRED: 0, SOON: 0}
    total = 0
    for it in rows:
        total += it.left
        standing = expiry(it.expires_on, on=today)
        if standing in left:
            left[standing] += it.left
    here = url_for(".stock")
    return [
        Count(label=_("库存"), number=total, href=here, tone="info"),
        Count(label=_("即将过期"), number=left[SOON], href=here, tone="due"),
        Count(label=_("已过期未报废"), number=left[EXPIRED], href=here, tone="late"),
    ]
