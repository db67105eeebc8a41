"""The table of rights, read once for all tests."""

from __future__ import annotations

from pathlib import Path

import services
from shared.access.rights import Rights

TABLE = Path(services.__file__).parent / "rights.toml"
RIGHTS = Rights.load(TABLE)
