"""Codes of a second factor (RFC 6238), and the recovery codes for the day its device is lost."""

from __future__ import annotations

import base64
import hmac
import secrets

import pyotp

STEP_SECONDS = 30
STEPS_APART = (0, -1, 1)  # a phone's clock may be half a minute off (RFC 6238, section 5.2)
RECOVERY_CODES = 10
RECOVERY_BYTES = 10  # 80 bits: nobody guesses one, so a fast digest is enough to keep it by
GROUP = 4
ISSUER = "Guihang"


def new_secret() -> str:
    """Make a secret of 160 bits, in base32 as authenticators take it."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, now: int) -> int | None:
    """Tell for which half-minute a code holds; None if it holds for none around `now`."""
    otp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    for apart in STEPS_APART:
        step = now // STEP_SECONDS + apart
        if hmac.compare_digest(otp.at(step * STEP_SECONDS), code):
            return step
    return None


def address_of(secret: str, account: str) -> str:
    """The address that opens an authenticator on the phone."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(
        name=account, issuer_name=ISSUER
    )


def new_half() -> str:
    """Make one half of a code: 80 random bits, which open nothing by themselves."""
    return _grouped(secrets.token_bytes(RECOVERY_BYTES))


def new_recovery_codes() -> tuple[str, ...]:
    """Make codes that each stand for the device once; shown to the holder once."""
    return tuple(_grouped(secrets.token_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))


def plain_recovery_code(typed: str) -> str:
    """The code as it was made, however it was typed."""
    return "".join(it for it in typed.lower() if it.isalnum())


def _grouped(random: bytes) -> str:
    text = base64.b32encode(random).decode().lower()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))
