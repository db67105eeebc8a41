"""A form from its first rendering to what was done: nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema, fields, validate

from shared.web.fields import widget_of
from shared.web.forms import Form, _as_typed
from tests.web.conftest import hidden, signed_in
from tests.web.sample import SECRET, Visits, make_sample

NEW = "/sample/visits/new"
VISIT = {"name": "李明", "visited_on": "2026-11-23", "kind": "talk"}


def sent(clerk: FlaskClient, **typed: Any) -> Any:
    """What comes back when the clerk types this into the form and sends it."""
    return clerk.post(NEW, data={**hidden(clerk.get(NEW).text), **typed})


def element(page: str, name: str) -> str:
    """The tag of the control with this name."""
    found = re.search(rf'<(input|select|textarea)[^>]* name="{name}"[^>]*>', page)
    assert found, name
    return unescape(found.group())


def test_every_field_has_its_label_and_hint(clerk: FlaskClient) -> None:
    page = clerk.get(NEW).text

    assert '<label for="field-phone">手机号码' in page
    assert 'aria-describedby="field-phone-hint"' in element(page, "phone")
    assert re.search(r"<legend>事由", page)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("name", 'type="text"'),
        ("visited_on", 'type="date"'),
        ("visited_on", 'value="2026-11-23"'),
        ("kind", 'type="radio"'),
        ("needs", 'type="checkbox"'),
        ("place", "<select"),
        ("companions", "<textarea"),
        ("count", 'type="number"'),
        ("count", 'inputmode="numeric"'),
        ("consent", 'type="checkbox"'),
        ("note", "<textarea"),
        ("note", 'maxlength="500"'),
        ("scan", 'type="file"'),
        ("scan", 'accept="image/*"'),
    ],
)
def test_a_field_gets_the_widget_that_suits_it(clerk: FlaskClient, name: str, part: str) -> None:
    assert part in element(clerk.get(NEW).text, name)


def test_the_browser_remembers_no_personal_content(clerk: FlaskClient) -> None:
    tag = element(clerk.get(NEW).text, "name")

    assert 'autocomplete="off"' in tag
    assert 'spellcheck="false"' in tag


def test_what_must_be_filled_in_is_marked_in_words(clerk: FlaskClient) -> None:
    page = clerk.get(NEW).text

    assert "（必填）" in page[page.index("姓名") : page.index("手机号码")]
    assert " required" in element(page, "name")


def test_what_is_wrong_is_listed_first_and_linked(clerk: FlaskClient) -> None:
    page = sent(clerk, phone="123")

    assert page.status_code == 422
    assert "请更正下面4处" in page.text
    assert '<a href="#field-name">姓名：请填写这一项</a>' in page.text
    assert '<a href="#field-phone">手机号码：请填写11位手机号码</a>' in page.text
    assert page.text.index("error-summary") < page.text.index('<form class="form"')


def test_a_wrong_field_is_told_to_assistive_technology(clerk: FlaskClient) -> None:
    page = sent(clerk, phone="123").text

    assert 'aria-describedby="field-phone-hint field-phone-error"' in element(page, "phone")
    assert 'aria-invalid="true"' in element(page, "phone")


def test_nothing_typed_is_lost(clerk: FlaskClient) -> None:
    page = sent(
        clerk,
        name=" 李明 ",
        phone="123",
        kind="help",
        place="west",
        needs=["job"],
        companions="甲\n乙",
        count="三",
        consent="true",
        note="<b>说明</b>",
    ).text

    assert 'value="李明"' in element(page, "name") or 'value=" 李明 "' in element(page, "name")
    assert 'value="123"' in element(page, "phone")
    assert re.search(r'value="help" checked', page)
    assert re.search(r'value="west" selected', page)
    assert re.search(r'value="job" checked', page)
    assert "甲\n乙</textarea>" in page
    assert 'value="三"' in element(page, "count")
    assert " checked" in element(page, "consent")
    assert "&lt;b&gt;说明&lt;/b&gt;</textarea>" in page


def test_a_box_that_was_unticked_stays_unticked(app: Flask) -> None:
    class Ticked(Schema):
        sure = fields.Boolean(load_default=True)

    with app.test_request_context():
        assert Form(schema=Ticked())["sure"].value is True
        assert Form(schema=Ticked(), values={"sure": False})["sure"].value is False


def test_a_password_is_not_sent_back(clerk: FlaskClient) -> None:
    """Checked on the door's form, which the server test signs in with."""

    class SignIn(Schema):
        password = fields.String(metadata={"widget": "password"})

    with clerk.application.test_request_context(method="POST", data={"password": "secret"}):
        assert _as_typed(SignIn()) == {"password": ""}


def test_a_file_must_be_chosen_again_and_the_page_says_so(clerk: FlaskClient) -> None:
    page = sent(clerk, scan=(BytesIO(b"scan"), "scan.png"))

    assert "文件需要重新选择" in page.text


def test_a_refusal_stands_at_its_field_with_its_article(clerk: FlaskClient) -> None:
    page = sent(clerk, **VISIT | {"visited_on": "2026-11-24"})

    assert page.status_code == 422
    assert "来访日期2026年11月24日（周二）还没有到" in page.text
    assert "《来访登记规则》第2条" in page.text
    assert 'aria-invalid="true"' in element(page.text, "visited_on")


def test_a_late_entry_is_asked_for_its_reason_and_then_done(
    clerk: FlaskClient, office: Visits
) -> None:
    late = VISIT | {"visited_on": "2026-11-01"}
    asked = sent(clerk, **late)

    done = clerk.post(NEW, data={**hidden(asked.text), **late, "reason": "补录纸质登记"})

    assert "补录或更正的原因" in asked.text
    assert 'name="reason"' not in clerk.get(NEW).text
    assert done.status_code == 303
    assert office.kept[0].reason == "补录纸质登记"


def test_somebody_who_was_faster_is_a_conflict_and_keeps_what_was_typed(
    clerk: FlaskClient,
) -> None:
    page = sent(clerk, **VISIT | {"name": "冲突"})

    assert page.status_code == 409
    assert "另一位同事刚刚登记了冲突" in page.text
    assert 'value="冲突"' in element(page.text, "name")


def test_what_was_done_is_said_on_the_page_where_it_shows(clerk: FlaskClient) -> None:
    answer = sent(clerk, **VISIT)
    page = clerk.get(answer.location)

    assert answer.status_code == 303
    assert "来访已登记。" in page.text
    assert "来访已登记。" not in clerk.get(answer.location).text


def test_the_answer_waits_for_the_desk_to_show_it(office: Visits) -> None:
    asked: list[tuple[int, float]] = []

    def wait(position: int, seconds: float) -> bool:
        asked.append((position, seconds))
        return False

    clerk = signed_in(make_sample(office=office, wait=wait), "token-of-the-clerk")
    page = clerk.get(sent(clerk, **VISIT).location)

    assert asked == [(1, 2.0)]
    assert "已受理，列表稍后更新。" in page.text


def test_a_field_that_the_form_does_not_have_is_refused(clerk: FlaskClient) -> None:
    page = sent(clerk, **VISIT, invented="1")

    assert page.status_code == 422
    assert "表单中没有这一项" in page.text


def test_an_unknown_widget_is_a_mistake_of_the_schema() -> None:
    with pytest.raises(LookupError, match="slider"):
        widget_of(fields.Integer(metadata={"widget": "slider"}))


def test_a_long_text_gets_several_lines() -> None:
    assert widget_of(fields.String(validate=validate.Length(max=500))) == "textarea"
    assert widget_of(fields.String(validate=validate.Length(max=50))) == "text"


def test_labels_are_said_in_english(app: Flask) -> None:
    clerk = signed_in(app, "token-of-the-clerk")
    clerk.set_cookie("guihang_lang", "en")

    page = clerk.get(NEW).text

    assert '<label for="field-phone">Mobile phone' in page
    assert SECRET not in page
