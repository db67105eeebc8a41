"""Setting a second factor: the secret is shown, a code proves it, recovery codes are shown once."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from services.identity.application import IdentityApplication
from shared.access.codes import (
    address_of,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
    step_of,
)
from shared.access.secrets import digest_of
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.face import application
from shared.web.pictures import qr_code
from shared.web.speech import gettext as _

GROUP = 4


class Enrolment:
    """One request in which somebody sets a second factor."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.secret = request.form.get("secret") or new_secret()
        self.codes = new_recovery_codes()
        self.accepted = False

    @property
    def initial(self) -> dict[str, str]:
        """What the form carries until the code proves it."""
        return {"secret": self.secret}

    @property
    def grouped(self) -> str:
        """The secret as one types it into a phone."""
        return " ".join(self.secret[at : at + GROUP] for at in range(0, len(self.secret), GROUP))

    @property
    def address(self) -> str:
        """The address that opens an authenticator on this phone."""
        return address_of(self.secret, self.account)

    @property
    def picture(self) -> str:
        """The address as a QR code, for the phone beside the screen."""
        return qr_code(self.address, label=_("二维码：用手机验证器扫描"))

    def accept(self, form: dict[str, Any], *, now: int) -> Done[None]:
        """Keep the secret if the code shows that a device has it."""
        if step_of(form["secret"], form["code"].replace(" ", ""), now=now) is None:
            raise Refusal("验证码不对：请核对手机时间，再填手机上现在的六位数字", field="code")
        done = application(IdentityApplication).set_second_factor(
            account=self.account,
            secret=form["secret"],
            recovery=[digest_of(plain_recovery_code(code)) for code in self.codes],
        )
        self.accepted = True
        return done

    def codes_page(self, then: str) -> str:
        """The recovery codes, shown this once."""
        return render_template("identity/recovery.html", codes=self.codes, then=then)
