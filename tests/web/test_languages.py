"""Chinese or English, normal or large text; every sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import nodes

from shared.web.catalogue import Owner, crooked, messages_in, missing, owners
from shared.web.extraction import CHINESE
from tests.web.conftest import hidden
from tests.web.sample import HERE

ROOT = Path(__file__).parents[2]
KERNEL = owners()[0]
SAMPLE = Owner(HERE, HERE / "translations" / "en" / "LC_MESSAGES" / "messages.po")
SAID_AS_IT_IS = {"归航", "归航 ·", "· 归航", "中文"}  # the product and its other language


def templates() -> list[Path]:
    """All templates of the kernel and of the departments."""
    found = [*(ROOT / "shared").rglob("templates/**/*.html")]
    return sorted([*found, *(ROOT / "services").rglob("templates/**/*.html")])


def test_chinese_is_the_default(anybody: FlaskClient) -> None:
    assert '<html lang="zh-CN">' in anybody.get("/sample/nothing").text


def test_the_browsers_preference_counts_until_somebody_chooses(anybody: FlaskClient) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    preferred = anybody.get("/sample/nothing", headers=english).text
    anybody.get("/sample/away?lang=zh")

    chosen = anybody.get("/sample/nothing", headers=english).text

    assert '<html lang="en">' in preferred
    assert '<html lang="zh-CN">' in chosen


def test_a_choice_is_kept_and_leaves_the_address(clerk: FlaskClient) -> None:
    answer = clerk.get("/sample/visits?page=1&lang=en")

    assert answer.location == "/sample/visits?page=1"
    assert "Visits" in clerk.get(answer.location).text


def test_large_text_is_a_choice_too(clerk: FlaskClient) -> None:
    clerk.get("/sample/?text=large")

    page = clerk.get("/sample/").text

    assert 'class="large"' in page
    assert 'href="/sample/?text=normal"' in page


def test_a_language_that_we_do_not_speak_is_ignored(anybody: FlaskClient) -> None:
    answer = anybody.get("/sample/nothing?lang=fr")

    assert answer.status_code == 404
    assert '<html lang="zh-CN">' in answer.text


def test_an_english_page_has_no_chinese_left(clerk: FlaskClient) -> None:
    clerk.set_cookie("guihang_lang", "en")

    for path in ("/sample/visits/new", "/sample/nothing", "/sample/visits"):
        page = clerk.get(path).text
        spoken = re.sub(r"<[^>]+>", "", page[page.index("<body") :])
        left = set(re.findall(r"[\u4e00-\u9fff]+", spoken)) - {"归航", "中文", "王建国"}
        assert left == set(), path


def test_an_english_form_says_in_english_what_is_wrong(clerk: FlaskClient) -> None:
    clerk.set_cookie("guihang_lang", "en")
    form = hidden(clerk.get("/sample/visits/new").text)

    page = clerk.post("/sample/visits/new", data=form | {"name": "Li", "kind": "talk"}).text

    assert "Please correct 1 entry below" in page
    assert "Date of the visit: Fill this in" in page


def test_a_choice_on_the_page_of_the_api_is_kept_too(anybody: FlaskClient) -> None:
    answer = anybody.get("/sample/api/docs?lang=en")

    assert answer.location == "/sample/api/docs"
    assert '<html lang="en">' in anybody.get(answer.location).text


@pytest.mark.parametrize("part", owners(), ids=lambda part: part.folder.name)
def test_every_sentence_has_its_english(part: Owner) -> None:
    """`python -m shared.web.catalogue` adds those that are missing, for a translator to fill in."""
    left = [str(message) for message in missing(part, KERNEL.english())]

    assert left == []


@pytest.mark.parametrize("part", owners(), ids=lambda part: part.folder.name)
def test_no_translation_loses_a_value(part: Owner) -> None:
    assert crooked(part) == []


def test_a_sentence_without_english_is_found(tmp_path: Path) -> None:
    """A planted one, so that the test above is known to be able to fail."""
    (tmp_path / "rules.py").write_text(PLANTED, encoding="utf-8")
    part = Owner(tmp_path, tmp_path / "none.po")

    found = {message.text for message in missing(part, {})}

    assert found == {
        "还没有报到",
        "戒毒条例",
        "案由",
        "例如走访",
        "上级督导",
        "须在十五日内",
        "请填写全名",
    }


@pytest.mark.parametrize("template", templates(), ids=lambda it: str(it.relative_to(ROOT)))
def test_no_template_speaks_past_the_catalogue(app: Flask, template: Path) -> None:
    """Chinese outside `_(…)` stays Chinese for English readers; `| listed` joins in both."""
    assert _unmarked(app, template.read_text(encoding="utf-8")) == set()


def test_unmarked_chinese_in_a_template_is_found(app: Flask) -> None:
    planted = "<p>{{ _('登记') }} 未标记</p>{{ kit.status('已签订', 'done') }}"

    assert _unmarked(app, planted) == {"未标记", "已签订"}


def test_messages_of_the_sample_are_found() -> None:
    assert "手机号码" in {message.text for message in messages_in(SAMPLE.folder)}


def _unmarked(app: Flask, source: str) -> set[str]:
    tree = app.jinja_env.parse(source)
    plain = {
        line.strip() for data in tree.find_all(nodes.TemplateData) for line in data.data.split("\n")
    }
    marked = {id(it) for call in tree.find_all(nodes.Call) if _says(call) for it in call.args}
    loose = {it.value for it in tree.find_all(nodes.Const) if id(it) not in marked}
    text = {re.sub(r"<[^>]*>?|[^<]*>", "", it).strip() for it in plain}
    values = {it for it in loose if isinstance(it, str)}
    return {it for it in text | values if CHINESE.search(it)} - SAID_AS_IT_IS


def _says(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}


PLANTED = '''
ROLES = {"auditor": "上级督导"}
HEADERS = ("姓名", "住址")


class Clause:
    name = String(
        metadata={"label": "案由", "hint": "例如走访"}, validate=Length(error="请填写全名")
    )


def rule():
    """文档字符串不是消息。"""
    raise Refusal("还没有报到", Citation("戒毒条例", "14"))


def defect(*, sentence: str = "须在十五日内"):
    return {"住址": 1}
'''
