"""Numbered blank forms (domain.md 0.23): who may cite one, and from which day it counts.

A record that cites a form issued to whoever types it, with its scan, is on time from the day on
the paper: a visit in the hills does not look like one made up afterwards. What the form cannot
prove is recorded as anything else is, late and with its reason.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.supervision.rules.book import rule
from shared.law import Refusal

BECAUSE = ("unused", "spoiled", "lost")


def most_at_once(*, on: date) -> int:
    """How many forms are issued at once, at most."""
    return rule("blank_forms_at_once", on=on).number


def a_form_was_issued(pad_id: UUID | None, *, serial: str, on: date) -> UUID:
    """A number that nobody gave out proves nothing; answers the pad of one that was."""
    if pad_id is None:
        raise _refusal(
            sentence="编号 {serial} 的空白表没有发放过，请核对表上的编号", serial=serial, on=on
        )
    return pad_id


def a_form_is_its_workers(*, worker: str, account: str, serial: str, on: date) -> None:
    """A form is cited by the worker to whom it was issued."""
    if worker != account:
        raise _refusal(
            sentence="编号 {serial} 的空白表发给了 {worker}，只能由本人登记",
            serial=serial,
            on=on,
            worker=worker,
        )


def a_form_is_used_once(*, used_on: date | None, serial: str, on: date) -> None:
    """One form holds one record."""
    if used_on is not None:
        raise _refusal(
            sentence="编号 {serial} 的空白表已用于 {used_on} 的记录，一张表只登记一次",
            serial=serial,
            on=on,
            used_on=used_on,
        )


def a_form_was_not_returned(*, returned_on: date | None, serial: str, on: date) -> None:
    """A form that came back blank, or was lost, holds no record."""
    if returned_on is not None:
        raise _refusal(
            sentence="编号 {serial} 的空白表已于 {returned_on} 交回或者作废，不能再用",
            serial=serial,
            on=on,
            returned_on=returned_on,
        )


def a_form_is_filled_in_after_it_was_issued(
    *, issued_on: date, written_on: date, serial: str, on: date
) -> None:
    """Nobody wrote on a form that he did not have yet."""
    if written_on < issued_on:
        raise _refusal(
            sentence="编号 {serial} 的空白表 {issued_on} 才发放，表上的日期不能更早",
            serial=serial,
            on=on,
            issued_on=issued_on,
        )


def _refusal(*, sentence: str, serial: str, on: date, **values: object) -> Refusal:
    citation = rule("blank_forms_at_once", on=on).citation
    return Refusal(sentence, citation, field="form_serial", serial=serial, **values)
