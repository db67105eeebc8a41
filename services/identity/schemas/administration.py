"""What the administrators' forms and the API ask for."""

from __future__ import annotations

from marshmallow import fields, validate

from services.identity.rules.granting import ROLES
from services.identity.schemas.asked import LINE, MOST_VILLAGES, Asked

MOST_LINES = 1000


class AccountForm(Asked):
    """Asked of the administrator who opens an account."""

    account = fields.String(
        required=True,
        validate=validate.Length(min=1, max=32),
        metadata={
            "label": "工号",
            "hint": "小写字母开头，如 shegong01；以后一直留在办理记录里，不要用姓名",
        },
    )
    name = fields.String(
        required=True,
        validate=LINE,
        metadata={"label": "姓名或系统名称", "personal": True},
    )


class GrantForm(Asked):
    """Asked of the administrator who gives a role."""

    role = fields.String(
        required=True,
        validate=validate.OneOf(tuple(ROLES), labels=tuple(ROLES.values())),
        metadata={"label": "岗位"},
    )
    unit = fields.String(
        required=True,
        validate=validate.Length(max=32),
        metadata={"label": "单位", "widget": "select"},
    )
    villages = fields.List(
        fields.String(validate=LINE),
        load_default=list,
        validate=validate.Length(max=MOST_VILLAGES),
        metadata={
            "label": "村（社区）",
            "hint": "村（社区）书记必填；其他岗位不填，就是单位负责的全部村（社区）",
        },
    )
    starts_on = fields.Date(
        load_default=None, metadata={"label": "开始日期", "hint": "不填就是今天"}
    )
    ends_on = fields.Date(load_default=None, metadata={"label": "结束日期", "hint": "督导岗位必填"})


class HandOverForm(Asked):
    """Asked of the administrator who writes a hand-over sheet."""

    giver = fields.String(
        required=True, validate=validate.Length(min=1, max=32), metadata={"label": "移交人工号"}
    )
    taker = fields.String(
        required=True, validate=validate.Length(min=1, max=32), metadata={"label": "接收人工号"}
    )
    role = fields.String(
        required=True,
        validate=validate.OneOf(tuple(ROLES), labels=tuple(ROLES.values())),
        metadata={"label": "岗位"},
    )
    unit = fields.String(
        required=True,
        validate=validate.Length(max=32),
        metadata={"label": "单位", "widget": "select"},
    )
    hands_over_on = fields.Date(required=True, metadata={"label": "交接日期"})
    items = fields.List(
        fields.String(validate=validate.Length(max=200)),
        required=True,
        validate=validate.Length(min=1, max=200),
        metadata={
            "label": "移交什么",
            "hint": "档案、钥匙、印章、设备、未办完的事，逐行写；人员写案号，不写姓名",
        },
    )


class OwnHandOverForm(Asked):
    """Asked of whoever leaves; the list is filled in from what waits in each department."""

    taker = fields.String(
        required=True, validate=validate.Length(min=1, max=32), metadata={"label": "接收人工号"}
    )
    hands_over_on = fields.Date(required=True, metadata={"label": "交接日期"})
    items = fields.List(
        fields.String(validate=validate.Length(max=200)),
        required=True,
        validate=validate.Length(min=1, max=MOST_LINES),
        metadata={
            "label": "移交什么",
            "hint": "已列出各部门还没办完的事，请核对；再逐行写上档案、钥匙、印章、设备",
            "rows": 16,
        },
    )


class DayAsked(Asked):
    """Asked of whoever looks back."""

    on = fields.Date(load_default=None, metadata={"label": "日期", "hint": "不填就是今天"})


class PolicyForm(Asked):
    """Asked of the security administrator."""

    combined_administrators = fields.Boolean(
        load_default=False,
        metadata={
            "label": "三种管理员合设",
            "hint": "人手不够的小镇：一个账号可以兼几种管理员，审计页会写明；批准仍须另一个人",
        },
    )
    password_length = fields.Integer(
        required=True, metadata={"label": "密码最短长度", "hint": "字符数，不少于规则表规定"}
    )
    password_classes = fields.Integer(
        required=True,
        metadata={"label": "密码须含几种字符", "hint": "大写、小写、数字、其他；1 为不要求"},
    )
    password_days = fields.Integer(
        required=True, metadata={"label": "密码有效天数", "hint": "0 为不要求定期更换"}
    )
    second_factor_roles = fields.List(
        fields.String(validate=validate.OneOf(tuple(ROLES), labels=tuple(ROLES.values()))),
        load_default=list,
        metadata={
            "label": "须用第二因素的岗位",
            "widget": "checkboxes",
            "options": tuple(ROLES.items()),
            "hint": "登录时除密码外，还要动态验证码",
        },
    )


class MachineForm(Asked):
    """Asked of the administrator who stands in front of a shared machine."""

    title = fields.String(
        required=True,
        validate=LINE,
        metadata={"label": "电脑名称", "hint": "放在哪里，如 第一工作站接待台"},
    )
    unit = fields.String(
        required=True,
        validate=validate.Length(max=32),
        metadata={"label": "单位", "widget": "select"},
    )


class TokenForm(Asked):
    """Asked of the administrator who asks that another system be let in."""

    label = fields.String(
        required=True,
        validate=LINE,
        metadata={"label": "用途", "hint": "谁用、用来做什么"},
    )
    expires_on = fields.Date(required=True, metadata={"label": "到期日", "hint": "最长一年"})


class UnitForm(Asked):
    """Asked of the administrator who takes in a unit."""

    unit = fields.String(
        required=True,
        validate=validate.Length(min=1, max=32),
        metadata={"label": "单位代码", "hint": "小写字母开头，如 station-1"},
    )
    title = fields.String(required=True, validate=LINE, metadata={"label": "单位名称"})
    villages = fields.List(
        fields.String(validate=LINE),
        load_default=list,
        validate=validate.Length(max=MOST_VILLAGES),
        metadata={"label": "负责的村（社区）"},
    )


class VillagesForm(Asked):
    """Asked when a unit's area changes."""

    villages = fields.List(
        fields.String(validate=LINE),
        load_default=list,
        validate=validate.Length(max=MOST_VILLAGES),
        metadata={"label": "负责的村（社区）"},
    )
