"""Bad input everywhere gets a plain sentence with the field or the article, and loses nothing."""

from __future__ import annotations

import html
import random
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.demo.people import invent
from tests.journeys.bad_forms import COMMANDS, FORMS, BadForm, BadWords
from tests.journeys.bad_input import PERSON, REQUESTS, Bad
from tests.journeys.program import Answer, Program, nobody
from tests.journeys.staff import CLERK, Staff
from tests.journeys.story import TODAY, Story
from tests.support.town import EmbeddedTown

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DEVELOPERS = re.compile(r"Traceback|Error\b|Exception|<class|0x[0-9a-f]{6}|/site-packages|None\b")
TWO = [invent(DICE, village="梧桐村", taken=set()).id_no for DICE in map(random.Random, (8, 9))]
NOBODY = "00000000-0000-4000-8000-000000000000"


class Tried:
    """A town with a case under way, and what stands for the places in paths."""

    def __init__(self, town: EmbeddedTown) -> None:
        self.town = town
        self.staff = Staff(town, today=TODAY).open()
        self.story = Story(town, self.staff)
        waiting = self._waiting()
        family = self.story.file_at("assistance", "shehui01")
        patient = self.story.file_at("treatment", "yisheng01")
        self.places = {
            "need": self.story.received["assistance"][0]["need_id"],
            "case": self.story.case.rpartition("/")[2],
            "person": self.story.clerk.get(self.story.case)["person_id"],
            "waiting": waiting,
            "file": self.story.file,
            "file_id": self.story.file.rpartition("/")[2],
            "family": family,
            "family_id": family.rpartition("/")[2],
            "patient": patient,
            "patient_id": patient.rpartition("/")[2],
            "nobody": NOBODY,
        }
        self.story.wait_for(self.story.is_level)
        self.heads = self.heads_now()

    def _waiting(self) -> str:
        assert self.story.received
        owed = self.story.clerk.get("/registry/api/duties")["items"]
        return next(str(it["case_id"]) for it in owed if it["duty"] == "report_in")

    def path(self, path: str) -> str:
        """A path with its places filled in."""
        return path.format(**self.places)

    def body(self, body: Any) -> Any:
        """A body in which a place may stand for a value."""
        if not isinstance(body, dict):
            return body
        return {k: NOBODY if v == "{nobody}" else v for k, v in body.items()}

    def program(self, who: str, *, language: str = "zh") -> Program:
        """The program of an account, or of nobody."""
        if not who:
            return nobody(self.town.url)
        return self.staff[who] if language == "zh" else self.staff.foreign(who)

    def heads_now(self) -> dict[str, int]:
        """How long each log is, but that of reporting, which notes what the others tell."""
        told = self.story.command("lag").items()
        return {name: it["head"] for name, it in told if name != "reporting"}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    """The town in which all this is tried."""
    town = EmbeddedTown(tmp_path_factory.mktemp("tried"), GUIHANG_TODAY=TODAY)
    try:
        yield Tried(town.start())
    finally:
        town.stop()


@pytest.mark.parametrize("bad", REQUESTS, ids=lambda bad: bad.what)
def test_a_program_is_told_what_is_wrong(tried: Tried, bad: Bad) -> None:
    answer = _sent(tried, bad)

    assert answer.status == bad.status, answer.text
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert CHINESE.search(answer.said)
    assert not DEVELOPERS.search(answer.text)
    assert answer.blamed >= {bad.field} - {""}, answer.text
    assert bad.article in answer.body.get("article", "")
    assert answer.body["instance"].startswith("urn:guihang:incident:")


@pytest.mark.parametrize("bad", REQUESTS, ids=lambda bad: bad.what)
def test_a_reader_of_english_is_told_in_english(tried: Tried, bad: Bad) -> None:
    answer = _sent(tried, bad, language="en") if bad.at.who else None

    if answer is not None:
        sentence = re.sub(r"梅社戒〔\d+〕\d+|三年", "", answer.said)
        assert not CHINESE.search(sentence), sentence


@pytest.mark.parametrize("bad", FORMS, ids=lambda bad: bad.what)
def test_a_form_comes_back_with_everything_that_was_typed(tried: Tried, bad: BadForm) -> None:
    answer = tried.program(bad.who).send(tried.path(bad.path), bad.typed)

    assert answer.status == 422
    shown = html.unescape(answer.text)
    summary = shown.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert [label for label in bad.labels if label not in summary] == []
    assert [typed for typed in bad.typed.values() if not _stands(typed, answer.text)] == []
    assert not DEVELOPERS.search(summary)


def test_a_form_that_was_mended_is_accepted_with_its_first_id(tried: Tried) -> None:
    clerk, key = tried.program(CLERK), str(uuid.uuid4())
    typed = {**PERSON, "command_id": key}
    refused = clerk.send("/registry/people/new", {**typed, "village": ""})

    taken = clerk.send("/registry/people/new", {**typed, "id_no": TWO[0]})
    again = clerk.send("/registry/people/new", {**typed, "id_no": TWO[0]})
    tried.heads["registry"] = tried.heads_now()["registry"]

    assert key in refused.text
    assert (refused.status, taken.status, again.status) == (422, 303, 303)
    assert taken.headers["Location"] == again.headers["Location"]


def test_an_act_that_comes_twice_is_done_once(tried: Tried) -> None:
    clerk, key = tried.program(CLERK), str(uuid.uuid4())
    body = {**PERSON, "id_no": TWO[1]}

    answers = [
        clerk.ask("POST", "/registry/api/people", it, key=key)
        for it in (body, body, {**body, "village": "石桥村"})
    ]
    tried.heads["registry"] = tried.heads_now()["registry"]

    first, again, other = answers
    assert (first.status, again.status, other.status) == (201, 201, 422)
    assert again.body == first.body | {"repeated": True}
    assert CHINESE.search(other.said)


@pytest.mark.parametrize("bad", COMMANDS, ids=lambda bad: " ".join(bad.words[:4])[:40])
def test_a_command_ends_with_a_status_and_one_sentence(tried: Tried, bad: BadWords) -> None:
    done = tried.town.guihang(*bad.words)

    assert (done.returncode, done.stdout) == (bad.status, ""), done.stderr
    assert bad.said in done.stderr
    assert CHINESE.search(done.stderr)
    assert not DEVELOPERS.search(done.stderr)
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("env", "status", "said"),
    [
        ({"GUIHANG_DATABASE_URL": "postgresql://x@127.0.0.1:1/{service}"}, 2, "GUIHANG_AMQP_URI"),
        ({"GUIHANG_PROXIES": "many"}, 2, "GUIHANG_PROXIES"),
        ({"GUIHANG_KEYS": "/proc/no/such/folder"}, 3, "密钥"),
        (
            {
                "GUIHANG_DATABASE_URL": "postgresql://x@127.0.0.1:1/{service}",
                "GUIHANG_AMQP_URI": "amqp://guest@127.0.0.1:1//",
            },
            3,
            "连不上",
        ),
    ],
)
def test_a_town_that_cannot_work_says_why(
    tried: Tried, env: dict[str, str], status: int, said: str
) -> None:
    done = tried.town.guihang("parked", "registry", "--json", **env)

    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert said in done.stderr
    assert not DEVELOPERS.search(done.stderr)


def test_nothing_of_all_this_was_written_or_lost(tried: Tried) -> None:
    assert tried.heads_now() == tried.heads

    told = tried.story.command("case", tried.story.case_ref)

    assert told["status"] == "active"
    assert tried.story.command("parked") == []


def _sent(tried: Tried, bad: Bad, *, language: str = "zh") -> Answer:
    path, _, query = tried.path(bad.at.path).partition("?")
    asked = dict(it.split("=") for it in query.split("&") if it)
    return tried.program(bad.at.who, language=language).ask(
        bad.at.method, path, tried.body(bad.body), query=asked
    )


def _stands(typed: str, page: str) -> bool:
    """Whether a value stands in a box of the page, or is chosen there."""
    shown = html.escape(typed).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
    return any(
        it in page
        for it in (f'value="{shown}"', f">{shown}</textarea>", f'value="{shown}" checked')
    )
