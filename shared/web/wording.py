"""Plain sentences: what a refusal says, and what marshmallow means, in the reader's language.

marshmallow speaks English to developers ("Missing data for required field."); here each of its
messages has a sentence for clerks. It is chosen when the message is shown, so schemas stay free of
any wording that is not their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shared.law import NUMBERED
from shared.web.dates import said
from shared.web.speech import gettext, speaks_english
from shared.web.speech import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.law import Citation, Refusal, Rule

MEANINGS = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Missing data for required field\.", _l("请填写这一项")),
        (r"Field may not be null\.", _l("请填写这一项")),
        (r"Shorter than minimum length 1\.", _l("请填写这一项")),
        (r"Not a valid date\.", _l("请填写日期，例如 2026-11-23")),
        (r"Not a valid (aware |naive )?datetime\.", _l("请填写日期和时间，例如 2026-11-23 14:05")),
        (r"Not a valid time\.", _l("请填写时间，例如 14:05")),
        (r"Not a valid integer\.", _l("请填写整数")),
        (r"Not a valid number\.", _l("请填写数字")),
        (r"Number too large\.", _l("数字太大")),
        (r"Special numeric values .*", _l("请填写数字")),
        (r"Not a valid boolean\.", _l("请选择是或否")),
        (r"Not a valid email address\.", _l("请填写电子邮箱地址")),
        (r"Not a valid URL\.", _l("请填写网址")),
        (r"Must be one of: .*", _l("请从所列选项中选择")),
        (r"One or more of the choices you made was .*", _l("请从所列选项中选择")),
        (r"Shorter than minimum length (?P<min>\d+)\.", _l("至少填写{min}个字")),
        (r"Longer than maximum length (?P<max>\d+)\.", _l("最多填写{max}个字")),
        (
            r"Length must be between (?P<min>\d+) and (?P<max>\d+)\.",
            _l("请填写{min}至{max}个字"),
        ),
        (r"Length must be (?P<equal>\d+)\.", _l("必须是{equal}个字")),
        (
            r"Must be greater than (or equal to )?(?P<min>.+) and less .* (?P<max>.+)\.",
            _l("必须在{min}与{max}之间"),
        ),
        (r"Must be greater than or equal to (?P<min>.+)\.", _l("不能小于{min}")),
        (r"Must be greater than (?P<min>.+)\.", _l("必须大于{min}")),
        (r"Must be less than or equal to (?P<max>.+)\.", _l("不能大于{max}")),
        (r"Must be less than (?P<max>.+)\.", _l("必须小于{max}")),
        (r"Must be equal to (?P<other>.+)\.", _l("必须等于{other}")),
        (r"Unknown field\.", _l("表单中没有这一项")),
        (
            r"(Not a valid|Invalid|String does not match|.* cannot be formatted) ?.*",
            _l("填写的内容不符合要求"),
        ),
    )
)


def plain(message: str) -> str:
    """Say what a validation message means; a department's own sentence is looked up as it is."""
    for pattern, sentence in MEANINGS:
        if found := pattern.fullmatch(message):
            return str(sentence).format(**found.groupdict())
    return gettext(message) if message else ""


def listed(values: Iterable[object]) -> str:
    """Say several things one after the other: 东村、西村, or East village, West village."""
    return gettext("、").join(str(value) for value in values)


def refused(refusal: Refusal) -> str:
    """Say a refusal's sentence, translated and filled in."""
    values = {name: said(value) for name, value in refusal.values.items()}
    return gettext(refusal.sentence).format(**values)


def cited(citation: Citation | None) -> str:
    """Name a rule's source: 《戒毒条例》第14条, or Drug Rehabilitation Regulations, art. 14."""
    if citation is None:
        return ""
    if not speaks_english():
        return str(citation)
    law, article = gettext(citation.law), citation.article
    if not article:
        return law
    return f"{law}, art. {article}" if NUMBERED.fullmatch(article) else f"{law}: {gettext(article)}"


def why(rule: Rule) -> str:
    """Say a rule with its source, as pages show it under "why"."""
    return f"{cited(rule.citation)}：{gettext(rule.text)}"


def each(messages: Any) -> Iterator[tuple[str, str]]:
    """Walk marshmallow's messages: (field name, sentence); entries of a list name their line."""
    by_field = messages if isinstance(messages, dict) else {"_schema": messages}
    for field, said_of_it in by_field.items():
        for sentence in _sentences(said_of_it):
            yield str(field), sentence


def _sentences(messages: Any) -> Iterator[str]:
    if isinstance(messages, dict):
        for line, inner in messages.items():
            for sentence in _sentences(inner):
                yield _of_line(line, sentence)
        return
    for message in [messages] if isinstance(messages, str) else messages:
        yield plain(str(message))


def _of_line(line: object, sentence: str) -> str:
    if isinstance(line, int):
        return gettext("第%(line)s行：%(sentence)s", line=line + 1, sentence=sentence)
    return sentence
