"""Named places at which a fault test has the process die; in any other process they do nothing.

`GUIHANG_FAILPOINT=after_commit` kills the process the first time that it gets there, without any
farewell, as a power cut would. `GUIHANG_FAILPOINT_HIT` names a file that proves it got there.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

ARMED = os.environ.get("GUIHANG_FAILPOINT")
BEFORE_APPEND = "before_append"
AFTER_COMMIT = "after_commit"
AFTER_EFFECT = "after_effect"


def failpoint(name: str) -> None:
    """Die here, if this is the armed place."""
    if name == ARMED:
        Path(os.environ["GUIHANG_FAILPOINT_HIT"]).write_text(name, encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)
