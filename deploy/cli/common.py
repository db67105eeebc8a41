"""What the verbs share: settings, offices that are level, exit statuses, JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from deploy.archive.move import refuse_moved
from deploy.archive.refusals import ArchiveRefused
from deploy.assembly import COMMAND_LINE, Offices, command_line_actor
from deploy.cli.plain import Misspoken
from deploy.settings import BadSetting, Settings, settings_from
from shared.access.actor import Forbidden
from shared.eventstore.act import Act, acting
from shared.eventstore.database import Unavailable
from shared.eventstore.performing import CannotReach
from shared.eventstore.records import NoRoom
from shared.eventstore.sealing import UnsafeKey
from shared.law import Refusal
from shared.messaging.ports import NotNow

REFUSED, UNAVAILABLE = 1, 3
OF_FILES: Mapping[type[OSError], str] = {
    FileNotFoundError: "没有这个文件或文件夹",
    NotADirectoryError: "不是文件夹",
    FileExistsError: "已经有同名的文件",
    PermissionError: "没有权限",
}

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="数据文件夹（单机运行），默认 GUIHANG_DATA_DIR",
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出机器可读的 JSON")


def settings_or_stop(data: Path | None = None) -> Settings:
    """The settings; a wrong one ends the command with its sentence, status 2."""
    try:
        return settings_from(os.environ, data=data)
    except BadSetting as wrong:
        raise Misspoken(str(wrong)) from None


@contextmanager
def offices(settings: Settings, *names: str) -> Iterator[Offices]:
    """The departments; embedded ones are made ready and brought level before and after."""
    opened = Offices(settings, names) if names else Offices(settings)
    with answering_plainly():
        try:
            if settings.embedded:
                refuse_moved(settings.data)
                opened.prepare()
                if not names:
                    opened.level()
            yield opened
            if settings.embedded and not names:
                opened.level()
        finally:
            opened.close()


@contextmanager
def answering_plainly() -> Iterator[None]:
    """Refusals end with status 1, what cannot be reached with status 3, each with a sentence."""
    try:
        yield
    except (Refusal, Forbidden) as refusal:
        _stop(str(refusal), REFUSED)
    except ArchiveRefused as refused:
        _stop(str(refused), REFUSED)
    except NoRoom:
        _stop("磁盘已满，没有保存，请腾出空间后再试", UNAVAILABLE)
    except Unavailable:
        _stop("数据库现在连不上，请检查它是否在运行、地址是否正确", UNAVAILABLE)
    except (CannotReach, NotNow):
        _stop("需要的服务现在没有回应，请稍后再试", UNAVAILABLE)
    except UnsafeKey as unsafe:
        _stop(f"密钥或文件不可用：{unsafe}", UNAVAILABLE)
    except OSError as error:
        _stop(f"密钥或文件不可用：{_in_words(error)}", UNAVAILABLE)


@contextmanager
def acting_from_command_line(
    *, account: str | None = None, reason: str | None = None, command_id: str | None = None
) -> Iterator[None]:
    """The act of whoever sits at the command line."""
    actor = command_line_actor()
    with acting(
        Act(
            account=account or actor.account,
            role=actor.role,
            unit=COMMAND_LINE,
            reason=reason,
            command_id=command_id,
        )
    ):
        yield


def say_json(value: Any) -> None:
    """Machine-readable output, and nothing else, on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _stop(sentence: str, status: int) -> None:
    click.echo(sentence, err=True)
    raise SystemExit(status)


def _in_words(error: OSError) -> str:
    """Which file, and what is wrong with it; the system's own words where we have none."""
    said = next((said for kind, said in OF_FILES.items() if isinstance(error, kind)), None)
    return f"{error.filename or ''}（{said or error.strerror or type(error).__name__}）"
