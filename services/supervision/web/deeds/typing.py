"""Correcting one's own typing."""

from __future__ import annotations

from services.supervision.schemas.asked.typing import TypingForm
from services.supervision.web.deeds.deed import Deed
from services.supervision.web.office import CORRECT_TYPING
from services.supervision.web.typing import mistypable
from shared.web.speech import lazy_gettext as _l

TYPING = (
    Deed(
        name="correct_typing",
        path="typing",
        right=CORRECT_TYPING,
        form=TypingForm,
        record="retyping",
        title=_l("更正本人录入"),
        said=_l("录入已更正。"),
        says="Write otherwise a text that the same account typed in the last 24 hours.",
        part="timeline",
        options=lambda file: {"which": [(it.which, it.label) for it in mistypable(file)]},
        offered=lambda file: bool(mistypable(file)),
    ),
)
