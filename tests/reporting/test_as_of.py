"""The town as of a day and as known at an instant: two clocks, and neither is confused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.reporting.projections import Moment, cases_at, signing_at
from tests.reporting.conftest import Office
from tests.reporting.telling import SHIQIAO, Teller, at_noon, case, days_after

START = date(2026, 1, 5)
TODAY = date(2026, 11, 23)


def shares(office: Office, moment: Moment) -> dict[str, tuple[int, int]]:
    found = signing_at(office.db, moment)
    return {name: (rate.numerator, rate.denominator) for name, rate in found.rates.items()}


def one_after_the_other(office: Office) -> None:
    say = Teller()
    office.hear(
        say.registered(1, on=START),
        say.ordered(1, on=days_after(START, 10)),
        say.reported(1, on=days_after(START, 20)),
        say.signed(1, on=days_after(START, 30)),
        say.registered(2, on=days_after(START, 40), village=SHIQIAO),
    )


def test_each_day_shows_what_had_happened_by_then(office: Office) -> None:
    one_after_the_other(office)

    days = {n: shares(office, Moment(as_of=days_after(START, n))) for n in (-1, 0, 20, 30, 40)}

    assert days == {
        -1: {"M3a": (0, 0), "M3b": (0, 0), "M4": (0, 0)},
        0: {"M3a": (0, 1), "M3b": (0, 1), "M4": (0, 0)},
        20: {"M3a": (0, 1), "M3b": (0, 1), "M4": (0, 1)},
        30: {"M3a": (1, 1), "M3b": (1, 1), "M4": (1, 1)},
        40: {"M3a": (1, 2), "M3b": (1, 2), "M4": (1, 1)},
    }


def test_as_of_today_equals_live(office: Office) -> None:
    one_after_the_other(office)
    now = datetime.now(UTC) + timedelta(days=400)  # after all that was recorded

    live = signing_at(office.db, Moment(as_of=TODAY))

    assert signing_at(office.db, Moment(as_of=TODAY, known_at=now)) == live
    assert live.villages == sorted(live.villages)


def test_what_was_recorded_later_was_not_known_before(office: Office) -> None:
    early, late = Teller(), Teller(recorded_at=at_noon(date(2026, 11, 20)))
    late.positions = early.positions
    office.hear(
        early.registered(1, on=START),
        early.ordered(1, on=START),
        early.reported(1, on=START),
        late.signed(1, on=days_after(START, 1)),
    )
    day = days_after(START, 2)

    assert shares(office, Moment(as_of=day))["M4"] == (1, 1)
    assert shares(office, Moment(as_of=day, known_at=at_noon(date(2026, 11, 19))))["M4"] == (0, 1)
    assert shares(office, Moment(as_of=day, known_at=at_noon(date(2026, 11, 20))))["M4"] == (1, 1)


def test_an_instant_is_the_same_instant_in_any_zone(office: Office) -> None:
    office.hear(Teller(recorded_at=datetime(2026, 5, 1, 4, tzinfo=UTC)).registered(1, on=START))
    noon_in_shanghai = datetime.fromisoformat("2026-05-01T12:00:00+08:00")
    before = noon_in_shanghai - timedelta(microseconds=1)

    assert shares(office, Moment(as_of=TODAY, known_at=noon_in_shanghai))["M3a"] == (0, 1)
    assert shares(office, Moment(as_of=TODAY, known_at=before))["M3a"] == (0, 0)


def test_cases_stand_where_they_stood(office: Office) -> None:
    one_after_the_other(office)

    listed = {
        n: [it.status for it in cases_at(office.db, Moment(as_of=days_after(START, n)))]
        for n in (0, 10, 20, 30)
    }

    assert listed == {0: [], 10: ["ordered"], 20: ["reported"], 30: ["active"]}
    assert cases_at(office.db, Moment(as_of=TODAY))[0].case.case_ref == case(1)


def test_who_moves_is_counted_where_they_lived(office: Office) -> None:
    say = Teller()
    office.hear(
        say.registered(1, on=START),
        say.revised(1, on=days_after(START, 10), village=SHIQIAO),
    )

    before, after = (
        signing_at(office.db, Moment(as_of=days_after(START, n))).villages for n in (9, 10)
    )

    assert (before, after) == (["青石社区"], [SHIQIAO])
