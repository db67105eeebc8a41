"""Templates, compiled once a process: departments that serve side by side share most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class OncePerProcess(BytecodeCache):
    """Keeps what was compiled in memory; a template whose text changed is compiled anew.

    Of use only to environments that are made alike, as `create_app` makes them.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept; the bucket refuses it where the text is another."""
        if (kept := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = OncePerProcess()
