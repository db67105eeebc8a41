"""A template is compiled once a process, and anew when its text changes."""

from __future__ import annotations

from jinja2 import DictLoader, Environment
from jinja2.bccache import Bucket

from shared.web.compiled import OncePerProcess


def department(kept: OncePerProcess, text: str) -> Environment:
    """An environment of its own, as each department has, in which one template is found."""
    return Environment(loader=DictLoader({"page.html": text}), bytecode_cache=kept, autoescape=True)


class Counting(OncePerProcess):
    """Counts what had to be compiled."""

    def __init__(self) -> None:
        super().__init__()
        self.compiled = 0

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled += 1
        super().dump_bytecode(bucket)


def test_a_second_department_takes_what_the_first_one_compiled() -> None:
    kept = Counting()

    said = [
        department(kept, "{{ 1 + 1 }} {{ name }}").get_template("page.html").render(name=name)
        for name in ("甲", "乙")
    ]

    assert said == ["2 甲", "2 乙"]
    assert kept.compiled == 1


def test_a_text_that_changed_is_compiled_anew() -> None:
    kept = Counting()
    department(kept, "old").get_template("page.html")

    shown = department(kept, "new").get_template("page.html").render()

    assert shown == "new"
    assert kept.compiled == 2
