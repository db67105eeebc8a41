"""Why something was not copied; each says in one sentence what an operator can do."""

from __future__ import annotations

from typing import Any


class ArchiveRefused(Exception):
    """Nothing was written, for the reason that the sentence gives."""


class NoCut(ArchiveRefused):
    """The departments talked so fast that no consistent cut was found."""

    def __init__(self) -> None:
        super().__init__("各部门往来太密，没有取到一致的时刻，请稍后再试")


class AlreadyThere(ArchiveRefused):
    """The backup's folder exists; nothing is written over it."""

    def __init__(self, target: object) -> None:
        super().__init__(f"{target} 已存在，没有覆盖")


class NoBackup(ArchiveRefused):
    """The folder is no backup, or somebody changed it."""


class WeakPassphrase(ArchiveRefused):
    """A passphrase that is too short to protect keys."""


class WrongPassphrase(ArchiveRefused):
    """The keys do not open with it, or somebody changed them."""

    def __init__(self) -> None:
        super().__init__("口令不对，或密钥文件已损坏")


class OtherKeys(ArchiveRefused):
    """Keys lie there already, and are other ones."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 已存在且内容不同，没有覆盖")


class NotEmpty(ArchiveRefused):
    """There is something in the store already; nothing is written over it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"目标不是空库，没有写入：{name}")


class NotTheSame(ArchiveRefused):
    """What arrived is not what was sent; nothing of that store was kept."""

    def __init__(self, name: str) -> None:
        super().__init__(f"写入后逐行比较不一致，已撤销：{name}")


class StillRunning(ArchiveRefused):
    """A process of the town still works on the folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"还有进程在使用 {folder}，请先停止 guihang up")


class HasMoved(ArchiveRefused):
    """The folder's town lives elsewhere now."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder} 里的数据已迁移到 PostgreSQL（见 moved.json），不再在这里使用")


class StillParked(ArchiveRefused):
    """A department has put messages of the lost tail aside: they must be replayed first."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 还有来自缺失部分的搁置消息，请先重放（guihang parked --replay）")


class TailLost(ArchiveRefused):
    """Others have heard more than the backup holds; whoever restores must say that it is known."""

    def __init__(self, lost: list[dict[str, Any]]) -> None:
        told = "\n".join(map(said_of_tail, lost))
        super().__init__(f"{told}\n恢复会丢失以上事件，没有写入；确认无误后加 --accept-lost-tail")
        self.lost = lost


def said_of_tail(lost: dict[str, Any]) -> str:
    """One lost tail in a sentence."""
    return (
        f"缺失：{lost['store']} 恢复到第 {lost['restored_head']} 号，"
        f"{lost['heard_by']} 已知到第 {lost['heard']} 号，少 {lost['missing']} 个位置"
    )
