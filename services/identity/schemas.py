"""What identity's forms and API ask for, and what its API answers."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from services.identity.rules import LONGEST_PASSWORD, ROLES

LONGEST_LINE = 60
MOST_VILLAGES = 60

ACCOUNT = {"label": "工号", "autocomplete": "username"}
PASSWORD = validate.Length(min=1, max=LONGEST_PASSWORD)
LINE = validate.Length(min=1, max=LONGEST_LINE)


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE


class SignInForm(Asked):
    """Asked at the door."""

    account = fields.String(
        required=True,
        validate=validate.Length(min=1, max=64),
        metadata=ACCOUNT | {"personal": True},
    )
    password = fields.String(
        required=True,
        validate=PASSWORD,
        metadata={
            "label": "密码",
            "widget": "password",
            "autocomplete": "current-password",
        },
    )


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


class PasswordForm(Asked):
    """Asked of whoever sets a password."""

    password = fields.String(
        required=True,
        validate=PASSWORD,
        metadata={
            "label": "新密码",
            "hint": "至少 10 个字符，长一些比花哨一些好；可以是一句话",
            "widget": "password",
            "autocomplete": "new-password",
        },
    )
    again = fields.String(
        required=True,
        validate=PASSWORD,
        metadata={
            "label": "再输一次",
            "widget": "password",
            "autocomplete": "new-password",
        },
    )

    @validates_schema
    def typed_alike(self, data: dict[str, str], **_: object) -> None:
        """A slip of the finger must not lock anybody out."""
        if data.get("password") != data.get("again"):
            raise ValidationError("两次输入的密码不一样", "again")


class OwnPasswordForm(PasswordForm):
    """Asked of holders who change their own: an open screen is no proof of who sits there."""

    class Meta(Asked.Meta):
        """The present one first."""

        fields = ("current", "password", "again")

    current = fields.String(
        required=True,
        validate=PASSWORD,
        metadata={
            "label": "现在的密码",
            "widget": "password",
            "autocomplete": "current-password",
        },
    )


class TokenForm(Asked):
    """Asked of the administrator who lets another system in."""

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


class ConfirmForm(Asked):
    """Asked before what cannot be undone; the reason is written into the record."""

    reason = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500),
        metadata={"label": "原因", "widget": "textarea"},
    )


class PasswordIn(Asked):
    """A password, as a program sets it."""

    password = fields.String(required=True, validate=PASSWORD)


class GrantOut(Schema):
    """A role asked for or held."""

    id = fields.UUID()
    role = fields.String()
    unit = fields.String()
    villages = fields.List(fields.String())
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class TokenOut(Schema):
    """A bearer token, without its secret."""

    id = fields.UUID()
    label = fields.String(allow_none=True)
    issued_on = fields.Date()
    expires_on = fields.Date()


class AccountOut(Schema):
    """An account, as programs read it."""

    account = fields.String()
    name = fields.String(allow_none=True)
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    password_set_on = fields.Date(allow_none=True)
    grants = fields.List(fields.Nested(GrantOut))
    requests = fields.List(fields.Nested(GrantOut))
    tokens = fields.List(fields.Nested(TokenOut))


class AccountLineOut(Schema):
    """An account in the list."""

    account = fields.String()
    roles = fields.List(fields.String())
    waits = fields.Boolean(metadata={"description": "a role waits for approval"})
    opened_on = fields.Date()
    closed_on = fields.Date(allow_none=True)


class UnitOut(Schema):
    """A unit."""

    unit = fields.String()
    title = fields.String()
    villages = fields.List(fields.String())


class MeOut(Schema):
    """Who asks."""

    account = fields.String()
    role = fields.String()
    unit = fields.String()
    villages = fields.List(fields.String())
    name = fields.String()


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()


class RequestedOut(DoneOut):
    """A role was asked for: by this id it is approved, declined or ended."""

    id = fields.UUID()


class PolicyOut(Schema):
    """How strictly accounts are guarded."""

    combined_administrators = fields.Boolean()
    password_length = fields.Integer()
    password_classes = fields.Integer()
    password_days = fields.Integer()
    second_factor_roles = fields.List(fields.String())


class IssuedOut(DoneOut):
    """A new bearer token. The secret is shown this once and kept nowhere."""

    id = fields.UUID()
    token = fields.String()
