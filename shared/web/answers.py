"""How a request that failed is answered: plain words, an incident number, nobody's exception text.

nameko and Flask would both send the exception's message to the reader (reliability.md, T22). Here a
page or a problem (RFC 9457) says what to do next; the log has one line under the same number,
without any value that a person typed.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import g, json, make_response, render_template, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from shared.access.actor import Forbidden
from shared.eventstore.records import NoRoom
from shared.law import Conflict, Refusal, Unknown
from shared.web.defences import StaleForm
from shared.web.face import face, is_api
from shared.web.guards import sign_in_address
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, each, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response

LOG = logging.getLogger(__name__)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what is misread aloud
PROBLEM = "application/problem+json"
FRAMES = 12
KEPT_HEADERS = ("Allow", "Retry-After")

TITLES = {
    400: (_l("请求无法处理"), _l("浏览器送来的内容不完整。请返回上一页重试。")),
    401: (_l("请先登录"), _l("您还没有登录，或者登录已经过期。")),
    403: (_l("无权办理"), _l("您的岗位无权办理此事。如果工作需要，请联系系统管理员。")),
    404: (_l("没有找到"), _l("这个地址没有内容。档案可能已经变更，或者地址不完整。")),
    405: (_l("不能这样打开"), _l("这个地址不接受这种请求。请从页面上的按钮或链接进入。")),
    408: (_l("传送太慢"), _l("内容没有在规定时间内传完。请检查网络后重试。")),
    409: (_l("内容已被他人更改"), _l("您办理期间，有人改动了同一份档案。请核对后再提交。")),
    413: (_l("文件太大"), _l("一次提交的内容太大。请缩小文件或分几次上传。")),
    415: (_l("格式不支持"), _l("这个地址不接受这种格式的内容。")),
    422: (_l("不能办理"), _l("填写的内容不符合要求。")),
    429: (_l("操作太频繁"), _l("请稍等片刻再试。")),
    500: (
        _l("系统出错"),
        _l("不是您的操作有误。请稍后重试；仍然出错时，请把错误编号告诉系统管理员。"),
    ),
    503: (_l("暂时不能使用"), _l("所需的服务暂时没有回应。已提交的内容不会丢失，请稍后重试。")),
}
FULL = _l("磁盘已满，没有保存。请联系系统管理员腾出空间，然后再办。")
STALE = _l("表单已经失效。请返回上一页，刷新后重新提交。")
KINDS = {
    400: "bad-request",
    401: "sign-in-needed",
    403: "forbidden",
    404: "unknown",
    405: "method-not-allowed",
    409: "conflict",
    413: "too-large",
    422: "refused",
    429: "too-many",
    503: "unavailable",
}


@dataclass(frozen=True)
class Fault:
    """What the reader is told."""

    status: int
    detail: str = ""
    field: str | None = None
    article: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The heading."""
        return str(TITLES[self.status][0])

    @property
    def sentence(self) -> str:
        """What happened and what to do next."""
        return self.detail or str(TITLES[self.status][1])


def answer_faults(app: Flask) -> None:
    """Answer every exception, of Flask, of a rule or of a defect, by a page or a problem."""
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> Response:
    """Log the error under a new number, and tell the reader that number and no more."""
    fault = fault_of(error)
    incident = new_incident()
    _log(error, fault, incident)
    body = problem(fault, incident) if is_api() else _page(fault, incident)
    response = make_response(body, fault.status, dict(fault.headers))
    if is_api():
        response.mimetype = PROBLEM
    if fault.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="guihang"'
    return response


def fault_of(error: Exception) -> Fault:
    """Translate an exception into what a reader may know of it."""
    if isinstance(error, Refusal):
        return Fault(
            status_of(error), refused(error), field=error.field, article=cited(error.citation)
        )
    if isinstance(error, Forbidden):
        return Fault(403)
    if isinstance(error, ValidationError):
        return Fault(422, errors=tuple(each(error.messages)))
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, NoRoom):
        return Fault(503, str(FULL))
    return Fault(503 if isinstance(error, face().away) else 500)


def status_of(refusal: Refusal) -> int:
    """404 for what is not on file, 409 if somebody else was faster, 422 for what a rule refuses."""
    return 404 if isinstance(refusal, Unknown) else 409 if isinstance(refusal, Conflict) else 422


def new_incident() -> str:
    """Make a number that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))


def problem(fault: Fault, incident: str) -> str:
    """Write a problem as RFC 9457 has it; `field`, `article` and `errors` are our extensions."""
    kind = KINDS.get(fault.status)
    told: dict[str, Any] = {
        "type": f"urn:guihang:problem:{kind}" if kind else "about:blank",
        "title": fault.title,
        "status": fault.status,
        "detail": fault.sentence,
        "instance": f"urn:guihang:incident:{incident}",
    }
    if fault.field:
        told["field"] = fault.field
    if fault.article:
        told["article"] = fault.article
    if fault.errors:
        told["errors"] = [{"field": field, "detail": text} for field, text in fault.errors]
    return json.dumps(told, ensure_ascii=False)


def _of_http(error: HTTPException) -> Fault:
    code = error.code or 500
    status = code if code in TITLES else 500 if code >= 500 else 400
    sent: Mapping[str, Any] = getattr(error, "data", None) or {}  # what webargs found
    return Fault(
        status,
        str(STALE) if isinstance(error, StaleForm) else "",
        errors=tuple(each(_flat(sent.get("messages") or sent.get("errors") or {}))),
        headers=tuple((k, v) for k, v in error.get_headers() if k in KEPT_HEADERS),
    )


def _flat(messages: Any) -> Any:
    """Drop webargs' outer level, which names the part of the request ("json", "query")."""
    if isinstance(messages, dict) and len(messages) == 1:
        (inner,) = messages.values()
        return inner if isinstance(inner, dict) else messages
    return messages


def _page(fault: Fault, incident: str) -> str:
    """Render the error page; after a failure nobody is asked who reads it."""
    g.failing = fault.status >= 500
    back = sign_in_address(face().desk.home) if fault.status == 401 else ""
    try:
        return render_template("error.html", fault=fault, incident=incident, sign_in=back)
    except Exception as error:  # noqa: BLE001 - a broken template must not hide the number
        told = {"incident": incident, "error": type(error).__name__}
        LOG.error("the error page failed", extra=told)  # noqa: TRY400 - its text stays out
        title = f"<title>{fault.title}</title>"
        return f"<!doctype html><meta charset=utf-8>{title}{fault.sentence} {incident}"


def _log(error: Exception, fault: Fault, incident: str) -> None:
    """One line without personal content: no path, no exception text, only where it came from."""
    rule = request.url_rule.rule if request.url_rule else "-"
    broken = fault.status == 500
    told = {
        "incident": incident,
        "desk": face().desk.id,
        "method": request.method,
        "rule": rule,
        "status": fault.status,
        "error": type(error).__name__,
    }
    told |= {"frames": " < ".join(_frames(error))} if broken else {}
    LOG.log(logging.ERROR if broken else logging.INFO, "a request was refused", extra=told)


def _frames(error: BaseException) -> list[str]:
    """Where it came from, the innermost first; of a cause only its kind and place."""
    frames = reversed(traceback.extract_tb(error.__traceback__)[-FRAMES:])
    told = [f"{'/'.join(Path(it.filename).parts[-2:])}:{it.lineno}:{it.name}" for it in frames]
    cause = error.__cause__ or error.__context__
    return told if cause is None else [*told, f"cause={type(cause).__name__}", *_frames(cause)]
