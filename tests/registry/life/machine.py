"""Acts in any order on any day, each checked against the model, the log replayed at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.registry.domain.case import Case
from services.registry.domain.papers import Agreement, Decision
from shared.law import Refusal
from tests.registry.life.model import LEGAL, Model, boundary
from tests.registry.town import TEXT

START = date(2026, 1, 5)
LANDMARKS = (
    *("served", "due", "reported", "last", "earliest", "latest"),
    *("sealing", "held", "held_last", "report_there"),
)
SHIFTS = st.sampled_from([0, 0, 1, -1])
EDGES = st.one_of(
    st.tuples(st.just("last"), SHIFTS),
    st.tuples(st.sampled_from(LANDMARKS), SHIFTS),
)
AROUND_FIFTEEN_DAYS = st.tuples(st.sampled_from(["due", "due", "served"]), SHIFTS)
STEPS = st.one_of(EDGES, st.just(0), st.sampled_from([1, 2, 5, 20, 31, 60]))
"""So many days ago; or the day of something, or the one before or after it."""
Step = int | tuple[str, int]
MOVING = ("send_materials", "confirm_receipt", "cancel_transfer")
PAPER = {"authority": "金寨县公安局", "document_no": "金公拘字〔2026〕1号"}


class CourseOfACase(RuleBasedStateMachine):
    """A case and its model, side by side."""

    @initialize(
        months=st.sampled_from([1, 1, 2, 6, 36]),
        credit=st.sampled_from([0, 0, 7, 20]),
        served=st.integers(min_value=0, max_value=3650),
        reports=st.booleans(),
    )
    def order(self, months: int, credit: int, served: int, reports: bool) -> None:  # noqa: FBT001
        self.today = START + timedelta(days=served)
        self.model = Model(months=months, credit=credit, served_on=self.today)
        decision = Decision(
            kind="community_recovery",
            served_on=self.today,
            term_months=months,
            credit_days=credit,
        )
        self.case = Case.receive(
            decision, case_ref="梅社康〔2026〕0001", person_id=uuid4(), village=None, station=None
        )
        self.log = list(self.case.collect_events())
        self.looked_at = 0
        if reports:
            self.report_in()

    @rule(days=st.sampled_from([1, 3, 10, 27, 31, 1100]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(edge=EDGES, clock=st.booleans())
    def come_to(self, edge: tuple[str, int], clock: bool) -> None:  # noqa: FBT001
        """Exactly the day of something, or the one before or after it, if it is still ahead."""
        self.today = max(self.today, self._day(edge))
        if clock:
            self.pass_time()

    @rule(shift=st.sampled_from([0, 1, 1]), clock=st.booleans())
    def come_to_the_end(self, shift: int, clock: bool) -> None:  # noqa: FBT001
        """The last day, or the day on which it is over."""
        self.come_to(edge=("last", shift), clock=clock)

    @rule()
    def pass_time(self) -> None:
        self._let_time_pass()
        again = len(self.case.pending_events)
        self._let_time_pass()
        assert len(self.case.pending_events) == again, "the clock wrote something twice"
        self._keep()
        self.model.pass_time(self.today)

    def _let_time_pass(self) -> None:
        self.case.let_time_pass(self.today)
        if self.case.may_rest_or_not(self.today):
            self.case.let_file_rest(self.today)

    @rule(back=STEPS)
    def learn_of_use(self, back: Step) -> None:
        """At any time, of a use of any day: within the term, after it, or after the sealing."""
        on = self._past(back)
        self.case.date_use(use_id=uuid4(), used_on=on, on=self.today)
        self._keep()
        self.model.uses.append(on)

    def report_in(self) -> None:
        on = self.today
        self._report_in(on)

    @rule(edge=AROUND_FIFTEEN_DAYS)
    def report_in_on(self, edge: tuple[str, int]) -> None:
        """A day early, on the day, a day late: time passes until then, if it has not yet."""
        on = self._day(edge)
        if self.model.reported_on is None:
            self.today = max(self.today, on)
        self._report_in(min(self.today, on))

    def _report_in(self, on: date) -> None:
        def done() -> None:
            self.model.reported_on = on

        self._try(
            "report_in",
            lambda: self.case.report_in(reported_on=on, village=None, station=None, sex="男"),
            done,
            also=on >= self.model.served_on,
        )

    @rule()
    def justify(self) -> None:
        model = self.model

        def done() -> None:
            model.late_with_reason = True

        self._try(
            "justify",
            lambda: self.case.justify_late_report(
                reason="住院", signer="冯组长", signed_on=self.today, on=self.today
            ),
            done,
            also=model.punctuality == "late_without_reason",
        )

    @rule(back=STEPS)
    def sign(self, back: Step) -> None:
        on, model = self._past(back), self.model
        stands = (
            model.reported_on is not None
            and on >= model.reported_on
            and not model.is_held(on)
            and (model.last_day is None or on <= model.last_day)
        )

        def done() -> None:
            model.signed |= stands

        agreement = Agreement(signed_on=on, text=TEXT, agreement_no="1", town_signer="镇")
        self._try(
            "sign",
            lambda: self.case.sign_agreement(agreement, born=None, was_held=False),
            done,
            also=not model.signed,
        )

    @rule(back=STEPS)
    def suspend(self, back: Step) -> None:
        on, model = self._past(back), self.model
        last = model.last_day

        def done() -> None:
            began = model.reported_on is not None and model.reported_on <= on
            if began and (last is None or on <= last):
                model.spans.append([on, None])
                model.moved()

        self._try(
            "suspend",
            lambda: self.case.suspend(suspended_on=on, cause="detention", **PAPER),
            done,
            also=model.reported_on is not None,
        )

    @rule(back=STEPS)
    def resume(self, back: Step) -> None:
        on, model = self._past(back), self.model
        span = next((it for it in model.spans if it[1] is None), None)

        def done() -> None:
            assert span is not None
            span[1] = on
            model.moved()

        self._try(
            "resume",
            lambda: self.case.resume(resumed_on=on, authority="", document_no=""),
            done,
            also=span is not None and span[0] is not None and on >= span[0],
        )

    @rule(back=STEPS)
    def order_transfer(self, back: Step) -> None:
        on, model = self._past(back), self.model

        def done() -> None:
            model.moving_since = on

        last = model.last_day
        in_term = model.reported_on is not None and last is not None and on <= last
        self._try(
            "order_transfer",
            lambda: self.case.order_transfer(ordered_on=on, destination="燕子河镇", reason="迁居"),
            done,
            also=in_term and model.reported_on is not None and on >= model.reported_on,
        )

    @rule(act=st.sampled_from(["send", "send", "cancel", "confirm"]), back=STEPS)
    def go_on_moving(self, act: str, back: Step) -> None:
        on = self._past(back)
        {"send": self._send, "confirm": self._confirm, "cancel": self._cancel}[act](on)

    def _send(self, on: date) -> None:
        self._try(
            "send_materials",
            lambda: self.case.send_materials(sent_on=on, document_no="1"),
            lambda: None,
            also=self.model.moving_since is not None and on >= self.model.moving_since,
        )

    def _confirm(self, on: date) -> None:
        last = self.model.last_day

        def done() -> None:
            self.model.ended, self.model.ended_on = "transferred", on

        self._try(
            "confirm_receipt",
            lambda: self.case.confirm_receipt(received_on=on, document_no="1"),
            done,
            also=self.model.moving_since is not None
            and on >= self.model.moving_since
            and (last is None or on <= last),
        )

    def _cancel(self, on: date) -> None:
        def done() -> None:
            self.model.moving_since = None

        self._try(
            "cancel_transfer",
            lambda: self.case.cancel_transfer(cancelled_on=on, reason="对方不接收"),
            done,
            also=self.model.moving_since is not None and on >= self.model.moving_since,
        )

    @rule(dice=st.integers(min_value=0, max_value=4), back=STEPS)
    def terminate(self, dice: int, back: Step) -> None:
        if dice:  # a case that ends at once shows little
            return
        on, last = self._past(back), self.model.last_day

        def done() -> None:
            self.model.ended, self.model.ended_on = "terminated", on
            self.model.sealed = False

        self._try(
            "terminate",
            lambda: self.case.terminate(ended_on=on, cause="imprisonment", **PAPER),
            done,
            also=on >= self.model.served_on and (last is None or on <= last),
        )

    @rule(back=STEPS)
    def reopen(self, back: Step) -> None:
        on, model = self._past(back), self.model

        def done() -> None:
            model.ended, model.sealed = "", False

        self._try(
            "reopen",
            lambda: self.case.reopen(reopened_on=on, authority="", document_no=""),
            done,
            also=on >= model.ended_on,
        )

    @rule(back=STEPS)
    def note_release(self, back: Step) -> None:
        on, model = self._past(back), self.model
        last = model.last_day
        legal = not model.ended and last is not None and on > last
        if self._acts(lambda: self.case.note_release(told_on=on, document_no="1")):
            assert legal, "a notice of release was kept for a term that runs"
            model.complete(on)
            model.noticed = True
        else:
            assert not legal

    @rule(back=STEPS, witnesses=st.integers(1, 3))
    def refuse_to_sign(self, back: Step, witnesses: int) -> None:
        on = self._past(back)
        self._try(
            "refuse_to_sign",
            lambda: self.case.refuse_to_sign(
                refused_on=on, reason="不认可", witnesses=["甲", "乙", "丙"][:witnesses]
            ),
            lambda: None,
            also=on >= self.model.served_on,
        )

    @rule(edge=EDGES)
    def choose(self, edge: tuple[str, int]) -> None:
        model, day = self.model, self._day(edge)

        def done() -> None:
            model.moved(chosen=day)

        self._try(
            "choose",
            lambda: self.case.choose_reading(
                last_day=day, why="按不计入", chooser="甲", on=self.today
            ),
            done,
            also=day in model.readings,
        )

    @rule(
        stated=st.sampled_from([None, None, 0, 7, 20, 25, 28, 31]),
        back=STEPS,
        approved=st.booleans(),
    )
    def correct(self, stated: int | None, back: Step, approved: bool) -> None:  # noqa: FBT001
        model = self.model
        if model.reported_on is None or model.ended:
            return
        credit = model.credit if stated is None else stated
        reported_on = self._past(back)
        spans = tuple((first, end) for first, end in model.spans if first)

        def both() -> None:
            self.case.propose_correction(
                reported_on=reported_on,
                credit_days=credit,
                suspensions=spans,
                why="笔误",
                author="甲",
                on=self.today,
            )
            self.case.decide_correction(approved=approved, why="", approver="乙", on=self.today)

        length = (boundary(reported_on, model.months) - reported_on).days
        legal = reported_on >= model.served_on and credit < length
        if self._acts(both):
            assert legal, "days were corrected to some that cannot be"
            if approved:
                model.reported_on, model.credit = reported_on, credit
                model.late_with_reason &= reported_on > model.due_on
                model.moved()
        else:
            assert not legal, "a correction was refused"

    @rule(
        back=STEPS,
        months=st.sampled_from([None, None, 1, 2, 6, 36]),
        approved=st.booleans(),
    )
    def correct_papers(self, back: Step, months: int | None, approved: bool) -> None:  # noqa: FBT001
        """The decision was served on another day, or says another length."""
        model = self.model
        if model.ended:
            return
        served_on, length = self._past(back), months or model.months
        right = {"served_on": served_on.isoformat(), "term_months": str(length)}

        def both() -> None:
            self.case.propose_facts(right, paper_no=1, why="看错", author="甲", on=self.today)
            self.case.decide_correction(approved=approved, why="", approver="乙", on=self.today)

        begun = model.reported_on or served_on
        legal = (
            (served_on, length) != (model.served_on, model.months)
            and served_on <= begun
            and model.credit < (boundary(begun, length) - begun).days
        )
        if not self._acts(both):
            assert not legal, "a correction of papers was refused"
            return
        assert legal, "papers were corrected to what cannot be"
        if approved:
            moves = length != model.months
            model.served_on, model.months = served_on, length
            model.late_with_reason &= begun > model.due_on
            if moves and model.reported_on:
                model.moved()

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "case"):
            return
        assert self.case.status == self.model.status
        assert self.case.last_day == self.model.last_day
        assert self.case.punctuality == self.model.punctuality
        assert self.case.due_on == self.model.due_on
        assert self.case.report_there_by == self.model.report_there_by
        assert self.case.last_days_argued == self.model.argued

    @invariant()
    def agrees_around_every_edge(self) -> None:
        if not hasattr(self, "case") or self.looked_at == len(self.log):
            return
        case, model, self.looked_at = self.case, self.model, len(self.log)
        shifts = (timedelta(days=n) for n in (-1, 0, 1))
        marks = [day for day in model.landmarks.values() if day]
        for day in {day + shift for shift in shifts for day in marks}:
            assert case.status_on(day) == model.status_on(day)
            assert case.is_held_on(day) == model.is_held(day)
            assert case.is_contested_on(day) == model.is_contested(day)

    def teardown(self) -> None:
        if not hasattr(self, "case"):
            return
        replayed: Any = None
        for event in self.log:
            replayed = event.mutate(replayed)
        assert _kept(replayed) == _kept(self.case)

    def _day(self, edge: tuple[str, int]) -> date:
        """The day of something, or near it; today where there is none yet."""
        name, shift = edge
        return (self.model.landmarks[name] or self.today) + timedelta(days=shift)

    def _past(self, back: Step) -> date:
        """A day that is not ahead."""
        day = self._day(back) if isinstance(back, tuple) else self.today - timedelta(days=back)
        return min(day, self.today)

    def _try(
        self, act: str, does: Callable[[], object], done: Callable[[], None], *, also: bool = True
    ) -> None:
        before = "terminated" if self.model.ended == "terminated" else self.model.status
        on_its_way = self.model.completed and self.model.moving_since and not self.model.ended
        here = self.model.ended != "transferred"
        legal = also and here and (before in LEGAL[act] or bool(act in MOVING and on_its_way))
        if self._acts(does):
            assert legal, f"{act} was stored in {before}"
            done()
        else:
            assert not legal, f"{act} was refused in {before}"

    def _acts(self, does: Callable[[], object]) -> bool:
        pending = len(self.case.pending_events)
        try:
            does()
        except Refusal:
            assert len(self.case.pending_events) >= pending
            refused = True
        else:
            refused = False
        self._keep()
        return not refused

    def _keep(self) -> None:
        events = list(self.case.collect_events())
        said = [event.status for event in events if hasattr(event, "status")]
        assert said[-1:] in ([], [self.case.status]), "an event carries another status"
        self.log += events


def _kept(case: Case) -> dict[str, Any]:
    left_out = ("_pending_events", "_modified_on", "_created_on")
    return {name: value for name, value in vars(case).items() if name not in left_out}
