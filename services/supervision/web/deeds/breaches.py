"""What answers a breach of the agreement."""

from __future__ import annotations

from services.supervision.schemas.asked import breaches as asked
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import ADMONISH
from shared import clock
from shared.web.speech import lazy_gettext as _l

BREACHES = (
    Deed(
        name="admonish",
        path="admonitions",
        right=ADMONISH,
        form=asked.AdmonitionForm,
        record="admonition",
        title=_l("书面告诫"),
        said=_l("告诫已登记。"),
        says="Record a written admonition.",
        part="timeline",
        formal=True,
        initial=lambda _: {"served_on": clock.today()},
        offered=lambda file: bool(file.refused_tests),
    ),
)
