"""Whom a reader means who looks for somebody: by name, number, telephone or case."""

from __future__ import annotations

from services.registry.projections import people
from services.registry.projections.cases import cases_called
from services.registry.projections.people import PersonRow
from services.registry.projections.search_words import PURPOSE, case_refs_sought, words_sought
from services.registry.web.office import SEARCH_PEOPLE, is_open, office, within

MOST_FOUND = 50


def found(sought: str) -> list[PersonRow]:
    """Whom a query means, as far as the reader may search."""
    reader = within(SEARCH_PEOPLE)
    tokens = [
        {office().token(word, purpose=PURPOSE) for word in either}
        for either in words_sought(sought)
    ]
    with office().db.reading() as conn:
        meant = people.find(conn, tokens, within=reader, most=MOST_FOUND)
        called = cases_called(conn, case_refs_sought(sought), within=reader)
        rows = people.rows_of(conn, [case.person_id for case in called])
    return [row for row in (*meant, *rows.values()) if is_open(row)]
