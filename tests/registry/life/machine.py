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
STEPS = st.sampled_from([0, 0, 1, 1, 2, 5, 20, 31, 60])
PAPER = {"authority": "金寨县公安局", "document_no": "金公拘字〔2026〕1号"}


class CourseOfACase(RuleBasedStateMachine):
    """A case and its model, side by side."""

    @initialize(
        months=st.sampled_from([1, 1, 2, 6, 36]),
        credit=st.sampled_from([0, 0, 7, 20]),
        served=st.integers(min_value=0, max_value=3650),
        reports=st.sampled_from([True, True, True, False]),
    )
    def order(self, months: int, credit: int, served: int, reports: bool) -> None:  # noqa: FBT001
        self.today = START + timedelta(days=served)
        self.model = Model(months=months, credit=credit)
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
        if reports:
            self.report_in()

    @rule(days=st.sampled_from([1, 3, 10, 27, 31, 1100]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def see_the_last_day_pass(self) -> None:
        last = self.model.last_day
        if last is not None and self.today <= last:
            self.today = last + timedelta(days=1)
        self.pass_time()

    @rule()
    def see_the_file_sealed(self) -> None:
        if self.case.released_on:
            self.today = max(self.today, boundary(self.case.released_on, 36))
        self.pass_time()

    @rule()
    def pass_time(self) -> None:
        self.case.let_time_pass(self.today)
        again = len(self.case.pending_events)
        self.case.let_time_pass(self.today)
        assert len(self.case.pending_events) == again, "the clock wrote something twice"
        self._keep()
        self.model.pass_time(self.today)

    @rule()
    def report_in(self) -> None:
        def done() -> None:
            self.model.reported_on = self.today

        self._try(
            "report_in",
            lambda: self.case.report_in(
                reported_on=self.today, village=None, station=None, sex="男"
            ),
            done,
        )

    @rule(back=STEPS)
    def sign(self, back: int) -> None:
        on, model = self.today - timedelta(days=back), self.model
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
    def suspend(self, back: int) -> None:
        on, model = self.today - timedelta(days=back), self.model
        last = model.last_day

        def done() -> None:
            if last is None or on <= last:
                model.spans.append([on, None])
                model.moved()

        self._try(
            "suspend",
            lambda: self.case.suspend(suspended_on=on, cause="detention", **PAPER),
            done,
            also=model.reported_on is not None,
        )

    @rule(back=STEPS)
    def resume(self, back: int) -> None:
        on, model = self.today - timedelta(days=back), self.model
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

    @rule()
    def order_transfer(self) -> None:
        def done() -> None:
            self.model.moving_since = self.today

        last = self.model.last_day
        self._try(
            "order_transfer",
            lambda: self.case.order_transfer(
                ordered_on=self.today, destination="燕子河镇", reason="迁居"
            ),
            done,
            also=last is not None and self.today <= last,
        )

    @rule()
    def send_materials(self) -> None:
        self._try(
            "send_materials",
            lambda: self.case.send_materials(sent_on=self.today, document_no="1"),
            lambda: None,
            also=self.model.moving_since is not None,
        )

    @rule()
    def confirm_receipt(self) -> None:
        def done() -> None:
            self.model.ended = "transferred"

        self._try(
            "confirm_receipt",
            lambda: self.case.confirm_receipt(received_on=self.today, document_no="1"),
            done,
            also=self.model.moving_since is not None,
        )

    @rule()
    def cancel_transfer(self) -> None:
        def done() -> None:
            self.model.moving_since = None

        self._try(
            "cancel_transfer",
            lambda: self.case.cancel_transfer(cancelled_on=self.today, reason="对方不接收"),
            done,
            also=self.model.moving_since is not None,
        )

    @rule(dice=st.integers(min_value=0, max_value=9))
    def terminate(self, dice: int) -> None:
        if dice:  # a case that ends at once shows little
            return

        def done() -> None:
            self.model.ended = "terminated"

        self._try(
            "terminate",
            lambda: self.case.terminate(ended_on=self.today, cause="imprisonment", **PAPER),
            done,
        )

    @rule()
    def note_release(self) -> None:
        model = self.model
        last = model.last_day
        legal = not model.ended and last is not None and self.today > last
        if self._acts(lambda: self.case.note_release(told_on=self.today, document_no="1")):
            assert legal, "a notice of release was kept for a term that runs"
            model.pass_time(self.today)
            model.noticed = True
        else:
            assert not legal

    @rule(credit=st.integers(min_value=0, max_value=25), back=STEPS)
    def correct(self, credit: int, back: int) -> None:
        model = self.model
        if model.reported_on is None or model.ended:
            return
        reported_on = model.reported_on - timedelta(days=back)
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
            self.case.decide_correction(approved=True, why="", approver="乙", on=self.today)

        if self._acts(both):
            model.reported_on, model.credit = reported_on, credit
            model.moved()

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "case"):
            return
        assert self.case.status == self.model.status
        assert self.case.last_day == self.model.last_day

    def teardown(self) -> None:
        if not hasattr(self, "case"):
            return
        replayed: Any = None
        for event in self.log:
            replayed = event.mutate(replayed)
        assert _kept(replayed) == _kept(self.case)

    def _try(
        self, act: str, does: Callable[[], object], done: Callable[[], None], *, also: bool = True
    ) -> None:
        before = self.model.status
        legal = before in LEGAL[act] and also
        if not self.model.ended and self.model.completed and self.model.moving_since:
            legal = (act in {"suspend", "resume", "sign", "terminate"} and legal) or (
                act in {"send_materials", "confirm_receipt", "cancel_transfer"}
            )
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
