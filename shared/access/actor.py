"""Who acts: the one value that every layer passes on when it asks whether something is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """An account in one role at one unit; `name` is for the page alone and stays out of logs.

    `proofs` are signed contexts by audience, as identity gave them: with the one for a service, a
    call to that service is made in the person's name. They live a minute and are never shown.
    """

    account: str
    role: str
    unit: str
    villages: tuple[str, ...] = ()
    name: str = field(default="", repr=False)
    proofs: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of_service(cls, service: str) -> Actor:
        """Name the service itself, acting without a human: ``system:<service>``."""
        return cls(account=f"{SYSTEM}:{service}", role=SYSTEM, unit=service)

    @property
    def is_system(self) -> bool:
        """Whether a program acts, not a person."""
        return self.account.startswith(f"{SYSTEM}:")


class Forbidden(Exception):
    """The actor may not do this; the sentence (a message id) never names the file asked for."""

    def __init__(self, sentence: str = "您的岗位无权办理此事", *, permission: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permission = permission
