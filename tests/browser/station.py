"""A station at work in the browser: a person who reported in, and forms filled in to their end.

How a person comes into the register is told elsewhere (`clerks.py`): here the registry's programs
do it, so that a story begins where the station's work begins.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from playwright.sync_api import APIResponse, FilePayload, Page, expect

from deploy.demo.people import number_of
from tests.browser.demonstration import Demonstration
from tests.support.waiting import eventually

OFFICE, WORKER, POLICE = "jingban01", "shegong01", "minjing01"
LATE = "山里没有网络，回站补录（演示）"
SOON = 20.0


@dataclass(frozen=True)
class Person:
    """Somebody in care: the case, and the address of the station's file."""

    case_ref: str
    village: str
    file: str


def reported_in(office: Page, worker: Page, town: Demonstration, *, on: date) -> Person:
    """The only person of a village, who reported in on a day, in the care of the first station."""
    village = f"月湾{uuid4().hex[:6]}"
    order = {
        "kind": "community_rehab",
        "decision_no": f"金公（演）〔2026〕{uuid4().hex[:8]}号",
        "authority": "金寨县公安局",
        "decided_on": on.isoformat(),
        "served_on": on.isoformat(),
        "term_months": 36,
    }
    api = Programs(office, town, "registry")
    case = api.post(f"people/{_registered(api, village)}/decisions", order)
    came = {"reported_on": on.isoformat(), "informed": True}
    api.post(f"cases/{case['case_id']}/report-in", came)
    api.put(f"cases/{case['case_id']}/station", {"station": "station-1"})
    return Person(case["case_ref"], village, _file(worker, town, case["case_ref"]))


def assigned(office: Page, town: Demonstration, case: Person) -> None:
    """Have the worker bear the case, by the page on which the office assigns."""
    office.goto(f"{town.url}/supervision/bearers/assign?station=station-1")
    office.locator("#field-bearer").select_option(WORKER)
    office.evaluate("document.querySelectorAll('[name=cases]').forEach(it => it.checked = false)")
    office.get_by_label(case.case_ref).check()
    sent(office)


def _registered(api: Programs, village: str) -> str:
    """Somebody with a number that nobody in the register has, from a roster of a new village."""
    born = date(1962, 1, 1) + timedelta(days=random.SystemRandom().randrange(14_000))
    number = number_of(born, sequence="999" if random.SystemRandom().random() < 0.5 else "997")
    roster = f"姓名,身份证号,村（社区）,现状\n邹到,{number},{village},社区戒毒\n"
    person_id: str = api.send_file("rosters", roster)["rows_detail"][0]["person_id"]
    return person_id


def _file(worker: Page, town: Demonstration, case_ref: str) -> str:
    """The station's file, once it has heard of the case."""
    asked = f"{town.url}/supervision/api/cases?case_ref={quote(case_ref)}"
    found = eventually(lambda: worker.request.get(asked).json(), within=SOON, every=0.1)
    return f"{town.url}/supervision/cases/{found[0]['file_id']}"


def kit_in_stock(worker: Page, town: Demonstration) -> dict[str, str]:
    """A kit that the first station has taken into stock, as the form of a test names it."""
    batch = f"演{uuid4().hex[:8]}"
    delivery = {
        "station": "station-1",
        "received_on": "2026-10-01",
        "batch": batch,
        "first_serial": "MS0001",
        "last_serial": "MS0005",
        "expires_on": "2027-12-31",
        "source": "采购（演示）",
    }
    Programs(worker, town, "supervision").post("kits", delivery)
    return {"kit_batch": batch, "kit_serial": "MS0001"}


class Programs:
    """A department's JSON API, as somebody who is signed in in a browser."""

    def __init__(self, page: Page, town: Demonstration, department: str) -> None:
        self.page = page
        self.base = f"{town.url}/{department}"
        page.goto(f"{self.base}/")
        self.token = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""

    def post(self, path: str, said: Mapping[str, object]) -> dict[str, str]:
        """Have something done."""
        return _done(
            self.page.request.post(self._at(path), data=dict(said), headers=self._headers())
        )

    def send_file(self, path: str, csv: str) -> Any:
        """Have a list taken over."""
        file = FilePayload(name="名册.csv", mimeType="text/csv", buffer=csv.encode())
        return _done(
            self.page.request.post(
                self._at(path), multipart={"file": file}, headers=self._headers()
            )
        )

    def put(self, path: str, said: Mapping[str, object]) -> dict[str, str]:
        """Have something changed."""
        return _done(
            self.page.request.put(self._at(path), data=dict(said), headers=self._headers())
        )

    def _at(self, path: str) -> str:
        return f"{self.base}/api/{path}"

    def _headers(self) -> dict[str, str]:
        reason = quote(LATE)
        return {
            "X-CSRFToken": self.token,
            "Idempotency-Key": str(uuid4()),
            "Guihang-Reason": reason,
        }


def _done(answer: APIResponse) -> dict[str, str]:
    assert answer.ok, answer.text()
    told: dict[str, str] = answer.json()
    return told


def do(
    page: Page,
    act: str,
    typed: dict[str, str],
    chosen: tuple[str, ...] = (),
    options: dict[str, int | str] | None = None,
) -> None:
    """One act from the file's page to its end: form, check of the answers, reason if it is late.

    `options` are chosen by their value, or by their place in the list.
    """
    more = page.get_by_text("其他登记")
    link = page.locator("main").get_by_role("link", name=act, exact=True).first
    if not link.is_visible():
        more.click()
    link.click()
    for name, value in typed.items():
        page.locator(f"#field-{name}").fill(value)
    for name, place in (options or {}).items():
        box = page.locator(f"#field-{name}")
        _ = box.select_option(place) if isinstance(place, str) else box.select_option(index=place)
    for label in chosen:
        page.get_by_label(label, exact=True).check()
    sent(page)


def sent(page: Page) -> None:
    """Send the form, say why it is late if that is asked, confirm what is formal."""
    reason, title = page.locator("#field-reason"), page.locator("h1")
    end = page.locator("main form.form button[data-once]")
    while True:
        end.click()
        page.wait_for_load_state()
        if page.get_by_role("alert").is_visible():
            if reason.is_visible() and not reason.input_value():
                reason.fill(LATE)
                continue
            raise AssertionError(page.get_by_role("alert").inner_text())
        if not title.inner_text().startswith("核对"):
            break
    expect(page.get_by_role("status").first).to_be_visible()
