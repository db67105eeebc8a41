"""A person is told where treatment is to be had, within ten days of the agreement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.treatment import rules
from services.treatment.application import TreatmentApplication
from services.treatment.domain import TreatmentFile
from shared.law import Refusal
from tests.partner.support import TODAY, Desk, Others, happened, last

INFORMATION: dict[str, Any] = {
    "given_on": TODAY,
    "how": "face_to_face",
    "receipt": "signed",
    "institutions": ("县精神卫生中心", "镇中心卫生院"),
}


def test_nothing_is_due_before_the_agreement(others: Others, desk: Desk) -> None:
    others.report_in()

    assert desk.file.due_on is None


def test_information_is_due_ten_days_after_the_agreement(others: Others, desk: Desk) -> None:
    others.report_in()

    others.sign(on=date(2026, 11, 23))

    file = desk.file
    assert (file.counted_from, file.due_on) == (date(2026, 11, 23), date(2026, 12, 3))
    assert (file.rule, file.rules_of) == ("treatment_information_days", date(2025, 11, 18))


def test_a_case_taken_over_is_counted_from_its_take_over(others: Others, desk: Desk) -> None:
    """Nothing falls due before the software began."""
    others.report_in(on=date(2024, 3, 1), recorded_on=TODAY)

    others.sign(on=date(2024, 3, 4), tracked_from=TODAY)

    assert (desk.file.counted_from, desk.file.due_on) == (TODAY, date(2026, 12, 3))


def test_what_is_due_by_the_agreement_follows_its_corrected_day(
    others: Others, desk: Desk, office: TreatmentApplication
) -> None:
    others.report_in()
    others.correct_days(signed_on=None)
    others.sign(on=date(2026, 11, 23))

    others.correct_days(signed_on=date(2026, 11, 20))
    noted = happened(office)
    others.correct_days(signed_on=date(2026, 11, 20))

    assert (desk.file.signed_on, desk.file.due_on) == (date(2026, 11, 20), date(2026, 11, 30))
    assert happened(office) == noted


def test_what_counts_from_a_take_over_stays_where_the_agreement_is_corrected(
    others: Others, desk: Desk
) -> None:
    others.report_in(on=date(2024, 3, 1), recorded_on=TODAY)
    others.sign(on=date(2024, 3, 4), tracked_from=TODAY)

    others.correct_days(signed_on=date(2024, 3, 5))

    assert (desk.file.signed_on, desk.file.counted_from) == (date(2024, 3, 5), TODAY)


def test_information_given_is_kept_and_nothing_more_is_due(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    others.sign()

    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    assert (desk.file.met_on, desk.file.due_on) == (TODAY, None)
    assert office.load(TreatmentFile, desk.file_id).given[0].institutions == (
        "县精神卫生中心",
        "镇中心卫生院",
    )


def test_information_given_before_the_agreement_is_not_asked_for_again(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    others.sign()

    assert desk.file.due_on is None
    assert "treatment_info_scheduled" not in happened(office)


def test_how_it_was_said_is_a_fact_and_where_to_is_sealed(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    (given,) = office.entries(names=["treatment.treatment_info_given"])

    assert given.facts == {"given_on": TODAY, "how": "face_to_face", "receipt": "signed"}
    assert given.personal == {"institutions": ("县精神卫生中心", "镇中心卫生院")}
    assert "卫生".encode() not in given.row.fact.state + (given.row.fact.sealed or b"")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("institutions", ()),
        ("how", "telepathy"),
        ("receipt", "promised"),
        ("given_on", TODAY + timedelta(days=1)),
    ],
)
def test_what_cannot_be_is_refused(
    office: TreatmentApplication, others: Others, desk: Desk, field: str, wrong: object
) -> None:
    others.report_in()

    with pytest.raises(Refusal) as refused:
        office.give_treatment_info(file_id=desk.file_id, **INFORMATION | {field: wrong})

    assert refused.value.field == field


def test_a_second_information_is_kept_too(
    office: TreatmentApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    office.give_treatment_info(file_id=desk.file_id, **INFORMATION | {"how": "by_phone"})

    assert last(office, "treatment_info_given")["how"] == "by_phone"
    assert len(office.load(TreatmentFile, desk.file_id).given) == 2


def test_every_number_says_where_it_stands() -> None:
    table = rules.BOOK.as_of(TODAY)

    assert set(table.rules) == {"treatment_information_days", "seal_years"}
    assert str(table["treatment_information_days"].citation) == "《梅政办〔2025〕52号》"


def test_after_the_end_of_a_case_no_information_falls_due(
    office: TreatmentApplication, others: Others
) -> None:
    others.report_in()
    others.replace_case()

    others.sign()

    assert "treatment_info_scheduled" not in happened(office)
