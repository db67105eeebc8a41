"""What else proves who one is: second factor, PIN, shared machines; the commands."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.identity.application.files import Files, actor
from services.identity.domain.machines import Machine
from services.identity.rules import book, proving
from shared import clock
from shared.eventstore.performing import command


class Factors(Files):
    """Second factors, PINs, and the machines at which a PIN is enough."""

    @command
    def set_second_factor(self, *, account: str, secret: str, recovery: Iterable[str]) -> None:
        """Ask for a code of this secret from now on; `recovery` are digests of recovery codes."""
        file = self.account(account)
        file.set_second_factor(secret=secret, recovery=tuple(recovery), set_on=clock.today())
        self.save(file)

    @command
    def use_recovery_code(self, *, account: str, digest: str) -> None:
        """Let a recovery code stand for the lost device, once."""
        file = self.account(account)
        file.use_recovery_code(digest=digest, used_on=clock.today())
        self.save(file)

    @command
    def remove_second_factor(self, *, account: str) -> None:
        """Ask for no code any more: by the holder, or by an administrator if the device is lost."""
        file = self.account(account)
        if actor() == account:
            proving.a_second_factor_may_go(asked_for=self.must_use_second_factor(account))
        file.remove_second_factor(removed_on=clock.today())
        self.save(file)

    @command
    def set_pin(self, *, account: str, pin_hash: str) -> None:
        """Set the PIN, of which only the argon2id hash comes here."""
        file = self.account(account)
        file.set_pin(pin_hash=pin_hash, set_on=clock.today())
        self.save(file)

    @command
    def bind_machine(self, *, title: str, unit: str, digest: str) -> str:
        """Bind the browser that keeps the token of this digest; answers the machine's id."""
        self.must_take_part(unit)
        machine = Machine(title=title, unit=unit, digest=digest, bound_on=clock.today())
        self.save(machine)
        return str(machine.id)

    @command
    def release_machine(self, *, machine_id: UUID) -> None:
        """Take the binding back at once."""
        machine = self.load(Machine, machine_id)
        machine.release(released_on=clock.today())
        self.save(machine)

    def must_use_second_factor(self, account: str) -> bool:
        """Whether the town asks it of one of the roles that the account holds today."""
        held = self.account(account).grants_on(clock.today()).values()
        return any(it.role in self.policy().second_factor_roles for it in held)

    def refuse_weak_pin(self, pin: str) -> None:
        """Refuse a PIN that is easily guessed; whoever takes one asks before hashing it."""
        digits = book.BOOK.as_of(clock.today())["pin_digits"].number
        proving.a_pin_is_hard_to_guess(pin, digits=digits)
