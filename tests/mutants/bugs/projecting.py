"""Planted in the read models."""

from __future__ import annotations

from tests.mutants.planting import PROJECTING as NEAR
from tests.mutants.planting import Mutant

PATH = "shared/projecting/__init__.py"

PROJECTING = (
    Mutant(
        name="batch-folded-by-both",
        path=PATH,
        old="                if turn.rowcount == 1:\n",
        new="                if turn.rowcount <= 1:\n",
        breaks="Two processes fold one batch twice.",
        near=NEAR,
    ),
    Mutant(
        name="batch-position-not-compared",
        path=PATH,
        old="                        positions.c.position == position,\n",
        new="",
        breaks="A process that is late folds again, and sets the position back.",
        near=NEAR,
    ),
    Mutant(
        name="batch-outside-the-transaction",
        path=PATH,
        old="                    current.fold(connection, entries)\n",
        new="                    connection.connection.dbapi_connection.commit()\n"
        "                    connection.connection.dbapi_connection.execute('BEGIN')\n"
        "                    current.fold(connection, entries)\n",
        breaks="The position lasts although the rows do not.",
        near=NEAR,
    ),
    Mutant(
        name="wait-does-not-wait",
        path=PATH,
        old="            return self.catch_up() >= position\n",
        new="            return self.catch_up() >= 0\n",
        breaks="A page does not show what was just done.",
        near=NEAR,
    ),
    Mutant(
        name="wait-says-yes-when-it-fails",
        path=PATH,
        old="        except Unavailable:\n            return False\n",
        new="        except Unavailable:\n            return True\n",
        breaks="A page is said to show what could not be written.",
        near=NEAR,
    ),
    Mutant(
        name="rebuild-forgets-the-rest",
        path=PATH,
        old="            fresh.fold(connection, rest)\n",
        new="",
        breaks="What was recorded while a read model was rebuilt is missing in it.",
        near=NEAR,
    ),
    Mutant(
        name="rebuild-keeps-the-old-position",
        path=PATH,
        old="            position = rest[-1].position if rest else position\n",
        new="",
        breaks="The rest is folded twice.",
        near=NEAR,
    ),
    Mutant(
        name="rebuild-begins-late",
        path=PATH,
        old="        position = 0\n        while entries :=",
        new="        position = 1\n        while entries :=",
        breaks="A rebuilt read model lacks the first event.",
        near=NEAR,
    ),
    Mutant(
        name="failed-rebuild-leaves-tables",
        path=PATH,
        old="                    fresh.drop(connection)\n                raise",
        new="                    pass\n                raise",
        breaks="Each failed rebuild leaves its tables until the next.",
        near=NEAR,
    ),
    Mutant(
        name="gap-is-folded",
        path=PATH,
        old="                _refuse_gap(hindmost, entries)\n",
        new="",
        breaks="A read model goes on over a hole in the log.",
        near=NEAR,
    ),
    Mutant(
        name="new-version-is-not-noticed",
        path=PATH,
        old="                if kind.name not in kept or kept[kind.name].version < kind.version:",
        new="                if kind.name not in kept:",
        breaks="A changed read model keeps its old rows.",
        near=NEAR,
    ),
    Mutant(
        name="older-release-takes-the-read-model-back",
        path=PATH,
        old="                if kind.name not in kept or kept[kind.name].version < kind.version:",
        new="                if kind.name not in kept or kept[kind.name].version != kind.version:",
        breaks="Whoever starts last has the tables, and the other release's pages fail.",
        near=NEAR,
    ),
    Mutant(
        name="older-release-folds-into-newer-tables",
        path=PATH,
        old="                        positions.c.version == current.version,\n",
        new="",
        breaks="Rows of a newer read model lack what an older release does not know.",
        near=NEAR,
    ),
)
