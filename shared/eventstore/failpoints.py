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
IN_APPEND = "in_append"  # all is written, nothing committed; on PostgreSQL no client can be there
IN_ATTACHMENT = "in_attachment"  # on PostgreSQL: some parts of a file are written, none committed
AFTER_COMMIT = "after_commit"  # and before the reply
AFTER_EFFECT = "after_effect"  # and before the delivery is acknowledged
BEFORE_PARKING = "before_parking"
AFTER_PARKING = "after_parking"
IN_REPLAY = "in_replay"  # of what was parked: one message heard, the next not yet
IN_REBUILD = "in_rebuild"  # of a read model: a batch folded, the next not yet
IN_SWITCH = "in_switch"  # the rebuilt tables are in their place, nothing committed


def failpoint(name: str) -> None:
    """Die here, if this is the armed place."""
    if name == ARMED:
        Path(os.environ["GUIHANG_FAILPOINT_HIT"]).write_text(name, encoding="ascii")
        os.kill(os.getpid(), signal.SIGKILL)
