"""A command is carried out once, whatever happens on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import OperationalError

from shared import clock
from shared.eventstore.act import Act, acting
from shared.law import Conflict, Misuse, Refusal, Unknown
from tests.eventstore.conftest import Book, Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.eventstore.records import Append, Appended


@pytest.fixture(autouse=True)
def act(command_id: str) -> Iterator[Act]:
    """A clerk's act, open for the test."""
    with acting(Act(account="clerk01", role="office_handler", command_id=command_id)) as opened:
        yield opened


def again(act: Act, **changes: str) -> Act:
    """Another act of the same clerk."""
    return Act(**{"account": act.account, "role": act.role, "command_id": str(uuid4()), **changes})


def test_a_command_answers_and_says_how_far_a_desk_must_read(library: Library) -> None:
    done = library.open_book(opened_on=clock.today(), reader="甲某")

    assert (done.position, done.repeated) == (1, False)
    assert library.load(Book, UUID(done.answer)).shelves == ("甲", "乙")


def test_a_repeated_command_gets_the_first_answer_and_writes_nothing(library: Library) -> None:
    first = library.open_book(opened_on=clock.today(), reader="甲某")

    second = library.open_book(opened_on=clock.today(), reader="甲某")

    assert second.repeated
    assert (second.answer, second.position) == (first.answer, first.position)
    assert library.head() == 1


def test_the_same_id_with_other_input_is_misuse(library: Library) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某")

    with pytest.raises(Misuse):
        library.open_book(opened_on=clock.today(), reader="乙某")


def test_a_repeat_is_answered_even_where_the_rule_would_now_refuse(
    library: Library, act: Act
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    lend = again(act)
    with acting(lend):
        library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    with acting(lend):
        second = library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    assert second.repeated


def test_a_refusal_is_not_remembered(library: Library, act: Act) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    with acting(again(act)):
        library.lend(book_id=book, lent_on=clock.today(), copy_no=1)
    retry = again(act)

    with acting(retry), pytest.raises(Refusal, match="第1本已借出"):
        library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    with acting(retry):
        assert not library.lend(book_id=book, lent_on=clock.today(), copy_no=2).repeated


def test_an_act_that_was_overtaken_decides_again(
    library: Library, another: Library, act: Act
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    overtake(library, lambda: lend_elsewhere(another, act, book, copy_no=1), times=1)

    with acting(again(act)):
        done = library.lend(book_id=book, lent_on=clock.today(), copy_no=2)

    assert (done.answer, done.position) == (2, 3)


def test_an_act_that_is_overtaken_three_times_is_a_conflict(
    library: Library, another: Library, act: Act
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    copies = iter(range(1, 9))
    overtake(library, lambda: lend_elsewhere(another, act, book, copy_no=next(copies)), times=9)

    with acting(again(act)), pytest.raises(Conflict):
        library.lend(book_id=book, lent_on=clock.today(), copy_no=99)

    assert library.head() == 4


def test_a_lost_commit_reply_neither_doubles_nor_shows_a_conflict(
    library: Library, act: Act
) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)
    lose_reply(library)

    with acting(again(act)):
        done = library.lend(book_id=book, lent_on=clock.today(), copy_no=1)

    assert (done.answer, done.position, done.repeated) == (1, 2, True)
    assert library.head() == 2


def test_what_is_claimed_is_refused_to_a_second_file(library: Library, act: Act) -> None:
    library.open_book(opened_on=clock.today(), reader="甲某", card="A-1")

    with acting(again(act)), pytest.raises(Refusal, match="已经登记"):
        library.open_book(opened_on=clock.today(), reader="乙某", card="A-1")

    assert library.head() == 1


def test_an_act_whose_number_somebody_else_takes_meanwhile_decides_again(
    library: Library, another: Library, act: Act
) -> None:
    def open_elsewhere() -> None:
        with acting(again(act)):
            another.open_next_card(opened_on=clock.today(), reader="乙某")

    overtake(library, open_elsewhere, times=2)

    done = library.open_next_card(opened_on=clock.today(), reader="甲某")

    assert (done.answer, done.position) == (3, 3)


def test_an_act_whose_number_is_taken_at_each_try_is_a_conflict_and_no_refusal(
    library: Library, another: Library, act: Act
) -> None:
    def open_elsewhere() -> None:
        with acting(again(act)):
            another.open_next_card(opened_on=clock.today(), reader="乙某")

    overtake(library, open_elsewhere, times=3)

    with pytest.raises(Conflict):
        library.open_next_card(opened_on=clock.today(), reader="甲某")


def test_a_released_claim_is_free_again(library: Library, act: Act) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某", card="A-1").answer)
    with acting(again(act)):
        library.give_card_back(book_id=book, lent_on=clock.today(), card="A-1")

    with acting(again(act)):
        done = library.open_book(opened_on=clock.today(), reader="乙某", card="A-1")

    assert done.position == 3


def test_what_happened_four_days_ago_needs_a_reason(library: Library, act: Act) -> None:
    with pytest.raises(Refusal) as refused:
        library.open_book(opened_on=clock.today() - timedelta(days=4), reader="甲某")

    assert refused.value.field == "reason"
    with acting(again(act, reason="下乡期间无网络")):
        library.open_book(opened_on=clock.today() - timedelta(days=4), reader="甲某")
    (entry,) = library.entries()
    assert entry.reason == "下乡期间无网络"
    assert "下乡".encode() not in entry.row.envelope + entry.row.fact.state


def test_a_file_that_is_not_there_is_unknown(library: Library) -> None:
    with pytest.raises(Unknown):
        library.lend(book_id=uuid4(), lent_on=clock.today(), copy_no=1)


def test_a_rehearsal_answers_and_refuses_but_writes_nothing(library: Library) -> None:
    book = UUID(library.open_book(opened_on=clock.today(), reader="甲某").answer)

    answer = library.rehearse(library.lend, book_id=book, lent_on=clock.today(), copy_no=1)

    assert (answer, library.head()) == (1, 1)
    with pytest.raises(Unknown):
        library.rehearse(library.lend, book_id=uuid4(), lent_on=clock.today(), copy_no=1)


def lend_elsewhere(another: Library, act: Act, book: UUID, *, copy_no: int) -> None:
    with acting(again(act)):
        another.lend(book_id=book, lent_on=clock.today(), copy_no=copy_no)


def overtake(library: Library, act: Callable[[], None], *, times: int) -> None:
    """Let somebody else write just before this department's next appends."""
    append, left = library.store.append, [times]

    def overtaken(what: Append) -> Appended:
        if left[0]:
            left[0] -= 1
            act()
        return append(what)

    # A fault; the real append follows.
    setattr(library.store, "append", overtaken)  # noqa: B010


def lose_reply(library: Library) -> None:
    """Have the next append written, and its reply lost."""
    append, left = library.store.append, [1]

    def lost(what: Append) -> Appended:
        appended = append(what)
        if left[0]:
            left[0] -= 1
            raise OperationalError("the connection was lost")
        return appended

    # A fault; the real append went before.
    setattr(library.store, "append", lost)  # noqa: B010
