"""What can be recorded on a file: one form, one command, on a page and in the API alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from services.supervision.domain.supervision import Supervision
from services.supervision.schemas.told import DoneOut
from shared.web.fields import Option

Options = Mapping[str, Iterable[Option]]


def nothing(_: Supervision) -> dict[str, Any]:
    """No field is filled in, or has options of its own."""
    return {}


def always(_: Supervision) -> bool:
    """It can be recorded on any file."""
    return True


def nowhere(_: Supervision, __: Any) -> None:
    """It leads back to the file."""


def silence(_: Supervision) -> str:
    """Nothing has to be said beforehand."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One act: its command, who may do it, what its form asks for and says.

    `name` is that of the command and of the page's endpoint; `record` the argument under which the
    command takes what the form asked for (empty: the form makes several). `formal` acts show all
    answers once more before they are done. `offered` says whether the file's page offers it;
    `leads_to` which act comes next by what was filled in, with what its form is filled in with.
    """

    name: str
    path: str
    right: str
    form: type[Schema]
    record: str
    title: str
    said: str
    says: str
    part: str
    formal: bool = False
    template: str = "supervision/form.html"
    initial: Callable[[Supervision], Mapping[str, Any]] = nothing
    options: Callable[[Supervision], Options] = nothing
    warning: Callable[[Supervision], str] = silence
    offered: Callable[[Supervision], bool] = always
    leads_to: Callable[[Supervision, Any], tuple[str, Mapping[str, str]] | None] = nowhere
    answers: type[Schema] = DoneOut
    answer: str = ""

    def given(self, loaded: Any) -> dict[str, Any]:
        """The command's arguments from what the form loaded."""
        return {self.record: loaded} if self.record else dict(loaded)

    def told(self, answer: Any) -> dict[str, Any]:
        """What the command answered, by name."""
        if isinstance(answer, dict):
            return answer
        return {self.answer: answer} if self.answer else {}
