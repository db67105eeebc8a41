"""The table of rights, role by permission, against the grid that a reviewer reads.

`rights.grid` is the table turned on its side: one line a permission, the states of a case in which
it holds, one column a role, and the programs that may at the end. The tests are generated from it,
so a changed right shows up as a changed line there and as nothing else. A cell is how far a role
reaches (T town, U unit, V village, C case) and, after a colon, in which states, where that differs
from the line's: b before reporting, r running, o over, s sealed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.access.actor import Actor, Forbidden
from shared.access.rights import Rights, Scope, TableRefused, UnknownPermission
from tests.support.rights import RIGHTS

GRID = Path(__file__).parent / "rights.grid"
LETTERS = {Scope.TOWN: "T", Scope.UNIT: "U", Scope.VILLAGE: "V", Scope.CASE: "C", None: "-"}

HEADER, *LINES = GRID.read_text(encoding="utf-8").splitlines()
ROLES = HEADER.split()[2:-1]  # the last column names the programs
STATES = list(RIGHTS.states)
NO_CASE = "-"


def reviewed(line: str) -> dict[tuple[str, str], tuple[str, str]]:
    """How far each role reaches by a line, and in which states."""
    permission, usual, *cells = line.split()[: len(ROLES) + 2]
    parts = [cell.partition(":") for cell in cells]
    return {
        (permission, role): (letter, states or usual)
        for role, (letter, _, states) in zip(ROLES, parts, strict=True)
    }


REVIEWED = {cell: said for line in LINES for cell, said in reviewed(line).items()}


def holder(role: str) -> Actor:
    return Actor(account=f"{role}01", role=role, unit="station-1", villages=("青石社区",))


def letters_of(states: frozenset[str]) -> str:
    return "".join(state[0] for state in RIGHTS.states if state in states)


def grid_of(rights: Rights) -> str:
    """Turn the table on its side: what a reviewed change must be copied to."""
    wide = max(map(len, rights.rows))
    many = len(rights.states) + 2
    head = [f"{'permission':{wide}} {'in':{many}} {' '.join(rights.roles)} programs"]
    return (
        "\n".join([*head, *(_line(rights, permission, wide, many) for permission in rights.rows)])
        + "\n"
    )


def _line(rights: Rights, permission: str, wide: int, many: int) -> str:
    row, held = rights.rows[permission], rights.holds_in.get(permission)
    found = [letters_of(states) for states in (held or {}).values()]
    usual = max(set(found), key=lambda it: (found.count(it), it)) if found else NO_CASE

    def cell(grantee: str, letter: str) -> str:
        states = letters_of(held[grantee]) if held is not None and grantee in row else usual
        return letter if states == usual else f"{letter}:{states}"

    cells = [f"{cell(role, LETTERS[row.get(role)]):{len(role)}}" for role in rights.roles]
    programs = [cell(it, it.removeprefix("system:")) for it in row if ":" in it]
    return f"{permission:{wide}} {usual:{many}} {' '.join(cells)} {','.join(programs) or '-'}"


def test_the_table_is_the_one_that_was_reviewed() -> None:
    assert grid_of(RIGHTS) == GRID.read_text(encoding="utf-8")


@pytest.mark.parametrize(("permission", "role"), REVIEWED, ids=" ".join)
def test_a_role_may_what_the_grid_says_and_no_more(permission: str, role: str) -> None:
    """Every role by every permission, for a file within each reach, outside all, in each state."""
    actor = holder(role)
    files = {
        "elsewhere": {"village": "石桥村", "unit": "station-2"},
        "village": {"village": "青石社区", "unit": "station-2"},
        "unit": {"village": "石桥村", "unit": "station-1"},
        "named": {"village": "石桥村", "named": [actor.account]},
        "unsaid": {},
    }
    may = {
        (file, state)
        for file, said in files.items()
        for state in (None, *STATES)
        if RIGHTS.may(actor, permission, **said, state=state)  # type: ignore[arg-type]  # as named
    }

    within = {
        "T": {"elsewhere", "village", "unit", "named", "unsaid"},
        "U": {"village", "unit"},
        "V": {"village"},
        "C": {"named"},
        "-": set[str](),
    }
    letter, states = REVIEWED[permission, role]
    far = [None, *STATES] if states == NO_CASE else [it for it in STATES if it[0] in states]
    assert may == {(file, state) for file in within[letter] for state in far}


def test_a_sealed_file_is_read_by_its_keepers_and_changed_only_to_mend_it() -> None:
    """戒毒条例 7: three years after, nobody else looks; what was wrong can still be put right."""
    sealed = {
        (permission, role)
        for permission, held in RIGHTS.holds_in.items()
        for role, states in held.items()
        if "sealed" in states and role in ROLES
    }
    mends = {permission for permission, _ in sealed if not only_reads(permission)}

    assert {(p.split(".")[0], role) for p, role in sealed if only_reads(p)} == {
        ("registry", "office_handler"),
        ("supervision", "police_station"),
        ("reporting", "office_handler"),
    }
    assert mends == {
        "registry.unmask",
        "registry.identify",
        "registry.receive_decision",
        "registry.archive_dossier",
        "registry.correct_term",
        "registry.approve_correction",
        "supervision.overturn",
        "registry.open_sealed_file",
        "supervision.open_sealed_file",
    }


def test_partners_hear_of_nobody_before_the_measure_began() -> None:
    """戒毒条例 14: until somebody reports in, there is nothing to help with."""
    for role in ("health_institution", "social_affairs_centre", "justice_office"):
        held = [RIGHTS.holds_in[p][role] for p in granted(role) if p in RIGHTS.holds_in]
        assert held
        assert all("before" not in states for states in held)


@pytest.mark.parametrize("permission", sorted(RIGHTS.holds_in))
def test_of_a_case_whose_state_nobody_says_nothing_is_allowed(permission: str) -> None:
    for role in ROLES:
        assert not RIGHTS.may(holder(role), permission, village="青石社区", unit="station-1")


@pytest.mark.parametrize("permission", RIGHTS.rows)
def test_nobody_without_a_listed_role_may_anything(permission: str) -> None:
    for actor in (holder("stranger"), holder(""), Actor.of_service("stranger")):
        assert not RIGHTS.opens(actor, permission)


def granted(role: str) -> set[str]:
    return {permission for permission in RIGHTS.rows if RIGHTS.opens(holder(role), permission)}


OWN_AFFAIRS = {
    "registry.adopt_plan",
    "registry.acknowledge_notice",
    "registry.assign_unit_task",
    "registry.report_unit_task",
    "registry.hold_publicity",
    "registry.record_household_visit",
    "registry.verify_user",
    "registry.approve_exclusion",
    "registry.approve_merge",
}
"""What others than the office write of the town's own affairs and register: no case is in them."""


def only_reads(permission: str) -> bool:
    return permission.split(".")[1].startswith(("see_", "search_"))


def test_the_auditor_only_reads() -> None:
    writes = {permission for permission in granted("auditor") if not only_reads(permission)}

    assert writes == {"identity.use_own_account"}


def test_the_leading_group_sees_numbers_and_the_towns_own_work_and_no_case() -> None:
    assert granted("leading_group") == {
        "reporting.see_rates",
        "reporting.see_rate_cases",
        "reporting.see_escalations",
        "registry.see_town_work",
        "registry.see_plan",
        "registry.adopt_plan",
        "registry.see_unit_tasks",
        "registry.assign_unit_task",
        "registry.see_staff",
        "registry.see_stations",
        "registry.see_budget",
        "registry.see_census",
        "registry.see_activities",
        "identity.use_own_account",
    }


def test_the_administrator_sees_no_case() -> None:
    """What events there can be is how records are made; no record is in that."""
    permissions = granted("sysadmin") - {"reporting.see_events"}

    assert {it.split(".")[0] for it in permissions} == {"identity", "operations"}


@pytest.mark.parametrize("role", ["health_institution", "social_affairs_centre", "justice_office"])
def test_partners_see_headers_and_their_own_department(role: str) -> None:
    """Need to know: neither tests nor violations nor decisions leave supervision and registry."""
    own = {
        "health_institution": "treatment",
        "social_affairs_centre": "assistance",
        "justice_office": "legal_aid",
    }

    beyond = {p for p in granted(role) if p.split(".")[0] != own[role]}

    assert beyond == {"registry.see_header", "registry.identify", "identity.use_own_account"}


def test_police_read_tests_and_the_medic_does_not() -> None:
    assert RIGHTS.may(holder("police_station"), "supervision.see_tests", state="running")
    assert not RIGHTS.opens(holder("health_institution"), "supervision.see_tests")


def test_the_secretary_sees_the_own_village_and_changes_no_case() -> None:
    """What everybody works by is for the whole town: the account, the notice, the plan."""
    scopes = {
        RIGHTS.rows[permission]["community_secretary"]
        for permission in granted("community_secretary")
        - {"identity.use_own_account", "registry.see_plan", "registry.see_activities"}
    }

    assert scopes == {Scope.VILLAGE}
    assert {p for p in granted("community_secretary") if not only_reads(p)} - OWN_AFFAIRS == {
        "registry.identify",
        "identity.use_own_account",
    }


def test_only_supervision_and_the_town_office_touch_a_case() -> None:
    """Who may change the registry: the office alone, but for the report that is a worker's duty."""
    writers = {
        role
        for role in ROLES
        for permission in granted(role)
        if permission.startswith("registry.")
        and not only_reads(permission)
        and permission not in {"registry.identify", "registry.unmask"} | OWN_AFFAIRS
    }

    assert writers == {"office_handler", "full_time_worker"}
    assert {it for it in granted("full_time_worker") if it.startswith("registry.")} & {
        it for it in granted("office_handler") if not only_reads(it)
    } - OWN_AFFAIRS - {"registry.identify", "registry.unmask"} == {"registry.report_refusal"}


def test_a_denial_says_nothing_of_the_file() -> None:
    with pytest.raises(Forbidden) as forbidden:
        RIGHTS.require(holder("auditor"), "registry.sign_agreement", village="青石社区")

    assert "青石社区" not in str(forbidden.value)
    assert forbidden.value.permission == "registry.sign_agreement"


def test_what_may_be_done_is_not_denied() -> None:
    RIGHTS.require(holder("office_handler"), "registry.sign_agreement", state="running")


def test_a_list_is_filtered_by_its_reach() -> None:
    reach = RIGHTS.require_some(holder("community_secretary"), "registry.see_people")

    assert reach.scope is Scope.VILLAGE
    assert reach.villages == ("青石社区",)
    with pytest.raises(Forbidden):
        RIGHTS.require_some(holder("leading_group"), "registry.see_people")


def test_a_permission_that_nobody_wrote_down_is_an_error() -> None:
    RIGHTS.expect("registry.see_people", "supervision.see_tests")

    with pytest.raises(UnknownPermission, match=r"registry\.see_peple"):
        RIGHTS.expect("registry.see_people", "registry.see_peple")
    with pytest.raises(UnknownPermission):
        RIGHTS.may(holder("office_handler"), "registry.see_peple")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('office_hander = "town"', "no role is called office_hander"),
        ('office_handler = "county"', "office_handler has no scope county"),
        ("office_handler = true", "office_handler has no scope True"),
        ('states = ["gone"]\noffice_handler = "town"', "no states are called"),
        ("states = []\noffice_handler = 'town'", "no states are called"),
        ('office_handler = { reach = "town", states = ["over"] }', "says them for all"),
        ('states = ["over"]\noffice_handler = { reach = "town" }', "a reach and states"),
    ],
)
def test_a_typing_error_in_the_table_is_no_right(tmp_path: Path, row: str, said: str) -> None:
    table = tmp_path / "rights.toml"
    table.write_text(
        '[roles]\noffice_handler = "经办人"\n[states]\nover = "已结束"\n'
        f"[registry.see_people]\n{row}\n"
    )

    with pytest.raises(TableRefused, match=said):
        Rights.load(table)


def test_a_row_must_name_roles(tmp_path: Path) -> None:
    table = tmp_path / "rights.toml"
    table.write_text('[roles]\n[registry]\nsee_people = "town"\n')

    with pytest.raises(TableRefused, match=r"registry\.see_people"):
        Rights.load(table)


def test_a_case_that_names_the_account_is_within_reach(tmp_path: Path) -> None:
    table = tmp_path / "rights.toml"
    table.write_text('[roles]\nmember = "成员"\n[x.see]\nmember = "case"\n')
    member, rights = holder("member"), Rights.load(table)

    assert rights.may(member, "x.see", named=("member01", "other"))
    assert not rights.may(member, "x.see", village="青石社区", unit="station-1")
