"""Papers that replace the second person (domain.md 0.23): who signs them, and when."""

from __future__ import annotations

from collections.abc import Iterable

from shared.law import Citation, Refusal

BY_ANOTHER = Citation("个人信息保护法", "8")


def another_signs_a_paper(*, signer: str, authors: Iterable[str]) -> None:
    """A paper that replaces the second person is signed by another (个人信息保护法 8; 0.23).

    Not by whoever proposes or enters it, by account or by name; spaces and capitals tell no two
    apart.
    """
    if _squeezed(signer) in {_squeezed(author) for author in authors if author}:
        raise Refusal("纸质审批的签字人不能是提出或者录入的人本人", BY_ANOTHER, field="signer")


def a_paper_approves(*, approved: bool) -> None:
    """Only an approval stands on a paper: whoever proposed it can take it back without one."""
    if not approved:
        raise Refusal(
            "纸质审批件只用于同意；不同意的，请清空签字人、签字日期和扫描件", field="approved"
        )


def _squeezed(name: str) -> str:
    return "".join(name.split()).casefold()
