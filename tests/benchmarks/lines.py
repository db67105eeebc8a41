"""A figure as one JSON line: ours, the same run's baseline, the bar to reach."""

from __future__ import annotations

import json
import operator
import sys
from dataclasses import dataclass

COMPARE = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure. `bar` says what must hold of it, as `ratio >= 0.7` or `ours <= 40`."""

    figure: str
    ours: float
    baseline: float
    unit: str
    bar: str | None = None
    ratio: float | None = None
    """Only where it is not ours by baseline: the median of the rounds' own ratios."""

    def said(self) -> str:
        """The line."""
        told: dict[str, object] = {
            "figure": self.figure,
            "ours": _short(self.ours),
            "baseline": _short(self.baseline),
            "ratio": round(self._ratio, 2),
            "unit": self.unit,
        }
        if self.bar is not None:
            told |= {"bar": self.bar, "met": self.met}
        return json.dumps(told, ensure_ascii=False)

    @property
    def met(self) -> bool:
        """Whether the figure is as its bar wants it."""
        if self.bar is None:
            return True
        what, comparison, limit = self.bar.split()
        value = self.ours if what == "ours" else self._ratio
        return bool(COMPARE[comparison](value, float(limit)))

    @property
    def _ratio(self) -> float:
        if self.ratio is not None:
            return self.ratio
        return self.ours / self.baseline if self.baseline else float("inf")


def say(line: Line) -> None:
    """Print it as soon as it is known."""
    sys.stdout.write(line.said() + "\n")
    sys.stdout.flush()


def _short(value: float) -> float:
    return round(value, 1) if abs(value) >= 10 else round(value, 3)
