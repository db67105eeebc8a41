"""Pages: people at work in the embedded demonstration town, and what its one process holds.

Each session opens a page of its desk or records a talk every two seconds; the baseline is the
health page, which reads nothing, asked at the same pace in between.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.lines import Line
from tests.benchmarks.rounds import percentile, seconds
from tests.benchmarks.sizes import Size
from tests.journeys.program import Program
from tests.support.town import EmbeddedTown
from tests.support.waiting import eventually

EVERY = 2.0  # seconds between two actions of a session
BUILT_WITHIN = 400.0
DAY = "2026-11-23"
FILES = {
    "registry": re.compile(r"/registry/(?:cases|people)/[0-9a-f-]{36}"),
    "supervision": re.compile(r"/supervision/cases/[0-9a-f-]{36}"),
    "reporting": re.compile(r"/reporting/cases/[0-9a-f-]{36}"),
}
DESKS = {
    "jingban01": "registry",
    "shegong01": "supervision",
    "minjing01": "supervision",
    "lingdao01": "reporting",
    "duban01": "reporting",
}
TALK = {
    "started_at": f"{DAY}T00:00:00+08:00",
    "ended_at": f"{DAY}T00:00:01+08:00",
    "how": "face",
    "talkers": ["社工"],
    "summary": "谈了家里的事和找工作的打算",
    "subject_signed": True,
    "needs": [],
    "agreed": True,
}
Times = tuple[float, float]
TALKER = "shegong01"
TALKS = 0.2  # of a worker's actions


class DemonstrationTown(EmbeddedTown):
    """The town with its history, as `guihang demo` runs it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, GUIHANG_TODAY=DAY)
        self.process.command[-1:] = ["demo", "--keep", str(folder / "data")]

    def start(self) -> EmbeddedTown:
        """Build it and start it; return once it answers."""
        self.process.start()
        eventually(lambda: self.answers("/registry/healthz"), within=BUILT_WITHIN, every=0.5)
        return self


@dataclass(frozen=True)
class Session:
    """Somebody at a desk."""

    program: Program
    desk: str
    pages: tuple[str, ...]
    talks: bool

    def act(self, chance: random.Random) -> float:
        """One action, in milliseconds."""
        page = chance.choice(self.pages)
        if self.talks and page != self.pages[0] and chance.random() < TALKS:
            path = page.replace("/supervision/", "/supervision/api/")
            return seconds(partial(self.program.post, f"{path}/talks", TALK)) * 1e3
        return seconds(partial(self.program.page, page)) * 1e3


def figures(size: Size) -> Iterator[Line]:
    """Milliseconds of the slowest but one in twenty, and the memory of the process."""
    with _town() as town:
        desks = [_session(town, account) for account in DESKS]
        sessions = [desks[number % len(desks)] for number in range(size.sessions)]
        for session in {desk.desk: desk for desk in desks}.values():
            yield _alone(session, town)
        with ThreadPoolExecutor(size.sessions) as pool:
            worked = pool.map(partial(_work, seconds=size.seconds, town=town), sessions, count())
            both = [times for each in worked for times in each]
        yield Line(
            figure=f"pages_p95_{size.sessions}_sessions",
            ours=percentile([page for page, _ in both], 0.95),
            baseline=percentile([nothing for _, nothing in both], 0.95),
            unit="ms",
            bar="ours <= 150",
        )
        yield Line(
            figure="embedded_resident_memory",
            ours=_resident_mb(town.process.pid),
            baseline=_resident_mb("self"),
            unit="MB",
            bar="ours <= 400",
        )


def _work(session: Session, seed: int, *, seconds: float, town: EmbeddedTown) -> list[Times]:
    """An action every two seconds, and in the middle between two the page that does nothing."""
    chance = random.Random(seed)
    ends = time.monotonic() + seconds
    time.sleep(chance.random() * EVERY)
    times: list[Times] = []
    while not times or time.monotonic() < ends:
        begun = time.monotonic()
        action = session.act(chance)
        _rest(begun + EVERY / 2)
        times.append((action, _nothing(session, town)))
        _rest(begun + EVERY)
    return times


def _alone(session: Session, town: EmbeddedTown) -> Line:
    """The desk alone, with nobody else at work."""
    path = session.pages[0]
    ours = percentile([seconds(partial(session.program.page, path)) * 1e3 for _ in range(20)], 0.5)
    nothing = percentile([_nothing(session, town) for _ in range(20)], 0.5)
    return Line(figure=f"page_of_{session.desk}_alone", ours=ours, baseline=nothing, unit="ms")


def _nothing(session: Session, town: EmbeddedTown) -> float:
    return seconds(partial(town.answers, f"/{session.desk}/healthz")) * 1e3


def _session(town: EmbeddedTown, account: str) -> Session:
    """Its pages: the desk, and files that it links to."""
    program, desk = Program(town.url, town.token(account)), DESKS[account]
    front = program.page(f"/{desk}/")
    files = sorted(set(FILES[desk].findall(front)))[:20]
    return Session(program, desk, (f"/{desk}/", *files), account == TALKER)


def _rest(until: float) -> None:
    time.sleep(max(until - time.monotonic(), 0))


def _resident_mb(pid: int | str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def _town() -> Iterator[EmbeddedTown]:
    with TemporaryDirectory(prefix="guihang-bench-") as folder:
        town = DemonstrationTown(Path(folder))
        try:
            yield town.start()
        finally:
            town.stop()
