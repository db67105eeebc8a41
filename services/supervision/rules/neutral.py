"""What is sent to a person's phone tells nobody what it is about (戒毒条例 7)."""

from __future__ import annotations

from datetime import date, datetime

from services.supervision.rules.book import rule
from shared.law import Refusal

NOON, EVENING, HALF = 12, 18, 30


def neutral_texts(at: datetime) -> list[str]:
    """The texts that the town has laid down, with the day and the hour; none names anybody."""
    texts = rule("neutral_messages", on=at.date()).value
    filled = [text.format(day=_day(at.date()), time=_hour(at)) for text in texts]
    for text in filled:
        a_message_tells_nothing(text, on=at.date())
    return filled


def a_message_tells_nothing(text: str, *, on: date) -> None:
    """A text that a stranger may read holds no word by which the matter is known."""
    words = rule("telling_words", on=on)
    for word in words.value:
        if word in text:
            raise Refusal("短信文字里有“{word}”，旁人会看出是什么事", words.citation, word=word)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _hour(at: datetime) -> str:
    """As people say it: 上午9点、下午3点半."""
    half = "上午" if at.hour < NOON else "下午" if at.hour < EVENING else "晚上"
    hour = at.hour if at.hour <= NOON else at.hour - NOON
    minutes = "" if at.minute == 0 else "半" if at.minute == HALF else f"{at.minute:02}分"
    return f"{half}{hour}点{minutes}"
