"""What a program sends for each command that the notice asks for, on one day in January."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 1, 20)
DAY = TODAY.isoformat()

BODIES: dict[str, dict[str, Any]] = {
    "appoint_officer": {"name": "陈民警", "badge_no": "340001", "from_on": DAY},
    "submit_for_approval": {"measure": "forced_test", "sent_on": DAY, "facts": "拒不配合"},
    "record_test": {
        "collected_at": f"{DAY}T09:30:00+08:00",
        "sample": "urine",
        "result": "negative",
        "tester_1": "陈民警",
        "tester_2": "李社工",
        "officer": "陈民警",
        "kit_batch": "B2026",
        "kit_serial": "S-1",
        "kit_expires_on": "2026-12-31",
        "subject_signed": True,
    },
    "notify_test": {
        "window": 1,
        "served_at": f"{DAY}T08:00",
        "appear_at": f"{DAY}T15:00",
        "how": "phone",
        "place": "第一工作站",
        "proofs": ["call_record"],
    },
    "receive_kits": {
        "station": "station-1",
        "received_on": DAY,
        "batch": "B2026",
        "first_serial": "S-1",
        "last_serial": "S-9",
        "expires_on": "2026-12-31",
    },
    "record_talk": {
        "started_at": f"{DAY}T10:00",
        "ended_at": f"{DAY}T10:40",
        "how": "face",
        "talkers": ["李社工"],
        "summary": "近况",
    },
    "record_visit": {"visited_on": DAY, "visitors": ["甲", "乙"], "result": "在家"},
    "receive_report": {
        "received_on": DAY,
        "about_on": DAY,
        "how": "written",
        "received_by": "李社工",
    },
    "record_assessment": {
        "period": 1,
        "held_on": DAY,
        "result": "good",
        "participants": ["李社工", "陈民警"],
        "summary": "按时检测、汇报",
    },
    "mark_report_missing": {"marked_on": DAY, "about_on": DAY},
    "issue_blank_forms": {
        "station": "station-1",
        "worker": "shegong01",
        "issued_on": DAY,
        "first_serial": "K1",
        "last_serial": "K9",
    },
    "record_violation": {
        "kind": "clause",
        "violated_on": DAY,
        "facts": "夜不归宿",
        "proof": "邻居证言",
    },
    "criticise": {"held_on": DAY, "by": "李社工", "told": "讲明后果"},
    "educate": {"held_on": DAY, "by": "李社工", "told": "讲明后果"},
    "admonish": {
        "document_no": "梅告〔2026〕1",
        "served_on": DAY,
        "clause": "第三条",
        "grounds": "拒绝检测",
        "how": "in_person",
        "proofs": ["receipt"],
    },
    "suspect_use": {"observed_on": DAY, "source": "李社工", "facts": "有针眼"},
    "report_to_police": {"sent_at": f"{DAY}T15:00", "reporter": "李社工", "facts": "有针眼"},
    "acknowledge_report": {"acknowledged_on": DAY, "receipt_no": "回执1号"},
    "record_police_decision": {
        "decision": "community",
        "decided_on": DAY,
        "document_no": "决定1号",
    },
    "confirm_use": {
        "decided_on": DAY,
        "used_on": DAY,
        "document_no": "认定1号",
        "substance": "海洛因",
    },
}
