"""What the office writes down in the story of the town's own affairs."""

from __future__ import annotations

from datetime import date

from deploy.demo.people import number_of
from services.registry.domain.affairs.census import Found

WORKERS = (
    # name, born, station, education, out of the selection
    ("李社工", date(1989, 4, 12), "station-1", "bachelor", True),
    ("王社工", date(1993, 9, 3), "station-2", "junior_college", True),
    ("张社工", date(1984, 1, 25), "station-3", "senior_high", True),
    ("钱社工", date(1966, 6, 8), "station-1", "junior_high", False),
)
UNITS = ("police", "social-affairs", "justice", "hospital", "station-1", "station-2", "station-3")
LEADERS = (
    ("head", "party_government", "方组长", "镇党委书记"),
    ("head", "party_government", "柳镇长", "镇长"),
    ("first_deputy", "political_legal", "俞委员", "政法委员"),
    ("deputy", "police_station", "陈警官", "派出所所长"),
    ("handler", "party_government", "周经办", "领导小组办公室"),
    ("secretary", "village", "石书记", "青石社区书记"),
)
MEASURES = (
    "逐人逐户调查，摸清实有吸毒人员底数",
    "年底前与本人签订协议",
    "按期检测、谈话、家访",
    "面向亲属、邻居和社会开展宣传",
)
RULES = (
    ("liaison_with_police", "与县公安局联络制度", "每月会商一次，互通决定书和报到情况。"),
    ("working_norm", "社区戒毒（康复）工作规范（演示）", "第一条 检测。\n第二条 谈话和家访。"),
    ("meeting_rule", "例会制度", "领导小组每季度开会一次，听取汇报，解决问题。"),
)
ORGANISATIONS = (("石桥村", "石桥村村民委员会"), ("青石社区", "青石社区居民委员会"))
AWAY = ("working_away", "lost_contact")
FOUND = Found(name="曾某", id_no=number_of(date(1999, 3, 5)))
ROOMS = (
    ("station-1", "青石社区党群服务中心二楼", True),
    ("station-2", "石桥村村部东侧", True),
    ("station-3", "梧桐村村部（合用）", False),
)
EQUIPMENT = (("computer", 2), ("printer", 1), ("test_reader", 1))
SPENT = (
    ("worker_wages", "96000.00", "三名社工上半年薪酬"),
    ("test_kits", "18400.00", "尿检试剂"),
    ("publicity_costs", "6250.50", "宣传册"),
)
TASKS = (
    # unit, measure, days, whether it was done
    ("青石社区", 1, 20, True),
    ("石桥村", 1, 20, False),
    ("police", 3, 120, None),
    ("social-affairs", 4, 120, False),
)
