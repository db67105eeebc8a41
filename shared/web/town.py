"""What the pages must know of the town, given as data: its desks, who sits where, how it is called.

The kernel has no department's noun; whoever puts a process together (`deploy`) says which
departments there are, so that one desk can show the way to the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from shared.web.speech import speaks_english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shared.access.actor import Actor
    from shared.access.rights import Rights
    from shared.messaging.directory import Described

Hue = Literal["indigo", "teal", "amber", "rose", "green", "violet", "slate"]


@dataclass(frozen=True)
class Words:
    """A name in both languages, for what stands in no catalogue because it is data."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Say it in the language of the request; Chinese where nobody asks."""
        return self.en if speaks_english() else self.zh


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of a desk's own menu: shown to those whom the permission opens anything to."""

    label: str  # a message id of the department's catalogue: `lazy_gettext("…")`
    endpoint: str
    needs: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A department as its pages show it; it lives under `/<id>/`."""

    id: str
    title: Words
    hue: Hue
    nav: tuple[NavItem, ...] = ()

    @property
    def home(self) -> str:
        """The address of its landing page."""
        return f"/{self.id}/"

    def nav_for(self, actor: Actor, rights: Rights) -> list[NavItem]:
        """The menu as this actor sees it."""
        return [item for item in self.nav if rights.opens(actor, item.needs)]

    def opens_to(self, actor: Actor, rights: Rights) -> bool:
        """Whether it is worth going there: its menu has something for this actor.

        Who only reads parts of a department's record elsewhere has no page there. A desk without
        a menu is judged by its permissions.
        """
        if self.nav:
            return bool(self.nav_for(actor, rights))
        own = (name for name in rights.rows if name.startswith(f"{self.id}."))
        return any(rights.opens(actor, name) for name in own)


@dataclass(frozen=True, kw_only=True)
class Town:
    """All desks, where people sign in and out, and at which desk each role starts its day."""

    name: Words
    desks: tuple[Desk, ...]
    sign_in: str
    sign_out: str
    switch_user: str = ""  # where people change places at a shared machine
    starts_at: Mapping[str, str] = field(default_factory=dict)  # role -> desk id, or an address
    roles: Mapping[str, Words] = field(default_factory=dict)
    events: Callable[[], Sequence[Described]] = tuple  # what can happen in it, by department

    def desk(self, desk_id: str) -> Desk | None:
        """Find a desk; None if the town has none of that name."""
        return next((desk for desk in self.desks if desk.id == desk_id), None)

    def home_of(self, actor: Actor) -> str:
        """Where the actor's role starts; a role without a desk starts at the first one.

        Who has one page of a department alone starts at its address.
        """
        start = self.starts_at.get(actor.role, "")
        return start if start.startswith("/") else (self.desk(start) or self.desks[0]).home

    def role_name(self, actor: Actor) -> str:
        """What the role is called; the id where the town gave it no name."""
        return str(self.roles.get(actor.role, actor.role))
