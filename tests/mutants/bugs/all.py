"""All of them, in the order in which they are hunted."""

from __future__ import annotations

from tests.mutants.bugs.acting import ACTING
from tests.mutants.bugs.following import FOLLOWING
from tests.mutants.bugs.postgres import POSTGRES
from tests.mutants.bugs.projecting import PROJECTING
from tests.mutants.bugs.sqlite import SQLITE
from tests.mutants.planting import Mutant

MUTANTS: tuple[Mutant, ...] = (*SQLITE, *ACTING, *FOLLOWING, *PROJECTING, *POSTGRES)
