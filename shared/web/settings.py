"""What an operator decides about the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class WebSettings:
    """`secret` signs the form session (CSRF token and notices, nothing else); all desks share it.

    `https` is true behind a TLS proxy: cookies get `Secure` and the `__Host-` prefix, and pages
    HSTS. `proxies` is how many proxies stand in front and set X-Forwarded-*; 0 believes none.
    `metrics_token` opens `/metrics`; without one there are no figures to read.
    `demonstration` puts the demonstration banner on every page.
    """

    secret: str = field(repr=False)
    https: bool = False
    proxies: int = 0
    demonstration: bool = False
    metrics_token: str = field(default="", repr=False)
    body_limit: int = 27 * MEBIBYTE  # a scan of 25, and what is sent around it
    body_seconds: float = 60.0
    projection_seconds: float = 2.0

    def __post_init__(self) -> None:
        if len(self.secret) < 32:
            msg = "the secret of the web settings needs at least 32 characters"
            raise ValueError(msg)
