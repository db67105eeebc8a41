"""Who acts: the one value that every layer passes on when it asks whether something is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field

SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """An account in one role at one unit; `name` is for the page alone and stays out of logs."""

    account: str
    role: str
    unit: str
    villages: tuple[str, ...] = ()
    name: str = field(default="", repr=False)

    @classmethod
    def of_service(cls, service: str) -> Actor:
        """Name the service itself, acting without a human: ``system:<service>``."""
        return cls(account=f"{SYSTEM}:{service}", role=SYSTEM, unit=service)

    @property
    def is_system(self) -> bool:
        """Whether a program acts, not a person."""
        return self.account.startswith(f"{SYSTEM}:")


class Forbidden(Exception):  # noqa: N818 - what the reader is told, as with Refusal
    """The actor may not do this; the sentence (a message id) never names the file asked for."""

    def __init__(self, sentence: str = "您的岗位无权办理此事", *, permission: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permission = permission
