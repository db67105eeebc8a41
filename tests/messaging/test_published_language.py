"""What leaves a department, and what never can."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from shared.messaging.envelope import NotAMessage
from shared.messaging.language import (
    Message,
    NotPublishable,
    Publish,
)
from shared.messaging.plain import plain
from shared.messaging.wiring import language_of
from tests.messaging.support.departments import SECRET, Post, language, stamped

MESSAGE = Message(
    upstream="post",
    audience="desk",
    name="post.stamped",
    version=1,
    position=7,
    previous=3,
    case_ref="梅社戒〔2026〕0017",
    person_id="5f0c5b3e-5b0e-4c43-9b43-1d6f7a4b9d11",
    happened_on=date(2026, 11, 23),
    recorded_at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    data={"number": 4},
)


def published(*publish: Publish) -> object:
    return language_of(Post, publish)


def test_only_declared_fields_leave_under_their_declared_names(post: Post) -> None:
    stamped(post)(4)

    told = language(Post).messages_for("desk", post.entries(), previous=0)

    assert [message.name for message in told] == ["post.opened", "post.stamped"]
    assert [set(message.data) for message in told] == [{"opened_on"}, {"on", "number"}]
    assert told[1].data == {"on": told[1].happened_on.isoformat(), "number": 4}


def test_a_message_names_its_person_and_case_and_what_came_before(post: Post) -> None:
    stamped(post, "case-7")(4)

    opened, stamp = language(Post).messages_for("desk", post.entries(), previous=0)

    assert (opened.case_ref, stamp.case_ref) == ("case-7", "case-7")
    assert opened.person_id == stamp.person_id
    assert str(UUID(stamp.person_id or "")) == stamp.person_id
    assert [(m.previous, m.position) for m in (opened, stamp)] == [(0, 1), (1, 2)]


def test_a_field_may_be_computed_from_facts(post: Post) -> None:
    letter = post.open(case_ref="case-1").answer
    post.weigh(letter=letter, grams=21)

    *_, weighed = language(Post).messages_for("archive", post.entries(), previous=0)

    assert weighed.data == {"heavy": True}


@pytest.mark.parametrize(
    "publish",
    [
        Publish("opened", to=("desk",), fields=("writer",)),
        Publish("opened", to=("desk",), fields={"author": "writer"}),
    ],
    ids=["by name", "under another name"],
)
def test_personal_content_cannot_be_declared(publish: Publish) -> None:
    with pytest.raises(NotPublishable, match="personal content"):
        published(publish)


def test_a_computed_field_sees_facts_only(post: Post) -> None:
    post.open(case_ref="case-1")
    spying = language_of(Post, [Publish("opened", to=("desk",), fields={"all": sorted})])

    (told,) = spying.messages_for("desk", post.entries(), previous=0)

    assert told.data == {"all": ["case_ref", "opened_on", "person_id"]}
    assert SECRET not in told.dump().decode()


@pytest.mark.parametrize(
    ("publish", "why"),
    [
        (Publish("opened", to=("desk",), fields=("colour",)), "no such facts"),
        (Publish("burnt", to=("desk",), fields=()), "no event"),
        (Publish("opened", to=(), fields=()), "for nobody"),
        (Publish("opened", to=("desk", "desk"), fields=()), "twice"),
    ],
    ids=["field", "event", "nobody", "twice"],
)
def test_a_wrong_declaration_is_refused_when_it_is_made(publish: Publish, why: str) -> None:
    with pytest.raises(NotPublishable, match=why):
        published(publish)


def test_a_message_is_a_cloud_event_as_others_read_it() -> None:
    """The official library judges: CloudEvents 1.0, JSON event format."""
    event = JSONFormat().read(CloudEvent, MESSAGE.dump())

    assert (event.get_specversion(), event.get_type()) == ("1.0", "post.stamped")
    assert event.get_time() == MESSAGE.recorded_at
    assert {name: event.get_extension(name) for name in ("position", "previous", "audience")} == {
        "position": 7,
        "previous": 3,
        "audience": "desk",
    }


def test_a_message_arrives_as_it_left() -> None:
    assert Message.load(MESSAGE.dump()) == MESSAGE

    nobody = replace(MESSAGE, case_ref=None, person_id=None)
    assert Message.load(nobody.dump()) == nobody


def changed(**attributes: Any) -> bytes:
    return json.dumps(MESSAGE.to_event() | attributes).encode()


MALFORMED = {
    "empty": b"",
    "not text": b"\xff\xfe\x00",
    "not JSON": SECRET.encode(),
    "nested beyond reason": b"[" * 100_000,
    "a list": b"[1, 2]",
    "another specification": changed(specversion="0.3"),
    "no position": changed(position=None),
    "a position that is no number": changed(position="7"),
    "true is no position": changed(position=True),
    "before its predecessor": changed(previous=7),
    "negative": changed(previous=-1),
    "no data": changed(data=[SECRET]),
    "no date": changed(happenedon=SECRET),
    "no instant": changed(time="yesterday"),
    "a case that is no text": changed(caseref=17),
    "another department's event": changed(type="court.stamped"),
    "half a surrogate pair": changed(caseref="\ud800"),
    "half a surrogate pair inside": changed(data={"a": "\ud800"}),
    "NUL": changed(data={"a": "\x00"}),
    "NaN": changed(data={"a": float("nan")}),
    "too large": changed(data={"a": "x" * 300_000}),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_message_is_refused_without_saying_what_was_in_it(body: bytes) -> None:
    with pytest.raises(NotAMessage) as refused:
        Message.load(body)

    assert SECRET not in str(refused.value)
    assert refused.value.__context__ is None or refused.value.__suppress_context__


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_nothing_that_arrives_breaks_the_reader(body: bytes) -> None:
    with pytest.raises(NotAMessage):
        Message.load(body)


@given(st.sampled_from(sorted(MESSAGE.to_event())), json_values)
def test_no_attribute_breaks_the_reader(attribute: str, value: Any) -> None:
    """Whatever stands in an attribute, the message is read whole or refused."""
    body = changed(**{attribute: value})

    try:
        read = Message.load(body)
    except NotAMessage:
        return

    assert Message.load(read.dump()) == read


@pytest.mark.parametrize(
    ("value", "travels"),
    [
        (date(2026, 1, 2), "2026-01-02"),
        (Decimal("1.50"), "1.50"),
        ((1, date(2026, 1, 2)), [1, "2026-01-02"]),
        (None, None),
    ],
)
def test_facts_travel_as_plain_json(value: Any, travels: Any) -> None:
    assert plain(value) == travels


def test_what_is_no_fact_cannot_travel() -> None:
    with pytest.raises(TypeError):
        plain(object())


def test_the_message_has_a_version_of_its_own(post: Post) -> None:
    """A stored event may gain a field without a word to those who hear it, and the other way."""
    post.open(case_ref="case-1")
    second = language_of(Post, [Publish("opened", to=("desk",), fields=(), version=2)])

    (told,) = second.messages_for("desk", post.entries(), previous=0)

    assert told.version == 2


def test_an_event_is_told_under_the_name_that_its_audiences_know(post: Post) -> None:
    """What the log calls it may change; what others listen for may not."""
    stamped(post)(4)
    renamed = language_of(Post, [Publish("stamped", to=("desk",), told_as="franked")])

    (told,) = renamed.messages_for("desk", post.entries(), previous=0)

    assert told.name == "post.franked"
    assert renamed.names("desk") == ("post.stamped",)
