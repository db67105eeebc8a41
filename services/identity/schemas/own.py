"""What the door and everybody's own page ask for."""

from __future__ import annotations

from marshmallow import ValidationError, fields, validate, validates_schema

from services.identity.schemas.asked import ACCOUNT, CURRENT, LONGEST_LINE, PASSWORD, PIN, Asked


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


class CodeForm(Asked):
    """Asked after the password, of whoever has a second factor."""

    code = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={
            "label": "验证码",
            "hint": "手机验证器上的六位数字；手机不在身边，填一个恢复码",
            "autocomplete": "one-time-code",
        },
    )


class EnrolForm(CodeForm):
    """Asked of whoever sets a second factor: a code shows that the device has the secret."""

    class Meta(Asked.Meta):
        """The secret goes with the form, since nothing is kept before it is proved."""

        fields = ("secret", "code")

    secret = fields.String(
        required=True,
        validate=validate.Regexp(r"[A-Z2-7]{32}\Z"),
        metadata={"label": "密钥", "widget": "hidden"},
    )


class OwnEnrolForm(EnrolForm):
    """The same of somebody who is signed in: an open screen is no proof of who sits there."""

    class Meta(Asked.Meta):
        """The present password first."""

        fields = ("secret", "current", "code")

    current = fields.String(required=True, validate=PASSWORD, metadata=CURRENT)


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


class FirstPasswordForm(PasswordForm):
    """Asked of holders who were given both halves of a code."""

    class Meta(Asked.Meta):
        """Who it is and what both administrators handed over first."""

        fields = ("account", "first", "second", "password", "again")

    account = fields.String(
        required=True, validate=validate.Length(min=1, max=64), metadata=ACCOUNT
    )
    first = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": "校验码第一段", "hint": "系统管理员当面交的", "autocomplete": "off"},
    )
    second = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": "校验码第二段", "hint": "安全管理员当面交的", "autocomplete": "off"},
    )


class OwnPasswordForm(PasswordForm):
    """Asked of holders who change their own: an open screen is no proof of who sits there."""

    class Meta(Asked.Meta):
        """The present one first."""

        fields = ("current", "password", "again")

    current = fields.String(required=True, validate=PASSWORD, metadata=CURRENT)


class CurrentPasswordForm(Asked):
    """Asked of holders before their account is guarded less: an open screen is no proof."""

    current = fields.String(required=True, validate=PASSWORD, metadata=CURRENT)


class PinForm(Asked):
    """Asked of whoever chooses a PIN."""

    current = fields.String(required=True, validate=PASSWORD, metadata=CURRENT)
    pin = fields.String(
        required=True,
        validate=validate.Length(min=1, max=12),
        metadata=PIN | {"hint": "六位数字，不重复、不连续；只在公用电脑上换人时用"},
    )


class SwitchForm(Asked):
    """Asked at a shared machine."""

    account = fields.String(
        required=True,
        validate=validate.Length(min=1, max=64),
        metadata={"label": "换成谁", "widget": "radio"},
    )
    pin = fields.String(required=True, validate=validate.Length(min=1, max=12), metadata=PIN)
