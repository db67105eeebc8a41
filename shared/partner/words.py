"""What the codes of a header are called on a page."""

from __future__ import annotations

KINDS = {
    "community_rehab": "社区戒毒",
    "community_recovery": "社区康复",
    "voluntary_help": "自愿帮教",
}
STATIONS = {"station-1": "第一工作站", "station-2": "第二工作站", "station-3": "第三工作站"}
