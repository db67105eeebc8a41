"""The incoming column: whatever it notes it can say, in one sentence, from its own row."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.projections.inbox import Inbox
from services.supervision.projections.lists import InboxRow
from services.supervision.web.desk import sentence_of
from tests.supervision.conftest import CASE, LI, START, on_sqlite
from tests.supervision.desk import Register, app_of


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
@pytest.mark.parametrize("what", sorted(Inbox.folds))
def test_whatever_comes_in_is_said_in_a_sentence(app: Flask, what: str) -> None:
    row = InboxRow(
        position=1,
        file_id=uuid4(),
        case_ref=CASE,
        person_id=LI,
        what=what,
        department="registry",
        need_kind="job",
        answer="done",
        counted_from=START,
        happened_on=START,
    )

    with app.test_request_context():
        said = sentence_of(row)

    assert said
    assert "{" not in said
