"""A list of leads is rehearsed row by row, then written in one step that one undo takes back."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import BadValue, Cancelled, FileFault
from salesdesk.domain.scoring import Rule
from salesdesk.formats.detection import detect_table
from salesdesk.formats.headers import overrule, propose_mapping
from salesdesk.queries import scores
from salesdesk.services.commands import AddLead, ChangeSettings, ImportLeads, LogActivity, SetScoreRules
from salesdesk.services.desk import Desk
from salesdesk.services.importing import ImportPlan, Verdict
from salesdesk.services.rehearsal import Rules, rehearse

Rehearse = Callable[..., ImportPlan]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "rep.salesdesk", create=True)
    yield desk
    desk.close()


@pytest.fixture
def plan_of(desk: Desk, tmp_path: Path) -> Rehearse:
    def rehearsed(text: str, key: str | None = None, wishes: tuple[tuple[str, str], ...] = ()) -> ImportPlan:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8", newline="")
        table = detect_table(path)
        return rehearse(desk, table, overrule(propose_mapping(table.columns), wishes), Rules(key=key))

    return rehearsed


def leads(desk: Desk, columns: str = "first_name, last_name, company, email") -> list[tuple[Any, ...]]:
    return rows(desk, f"SELECT {columns} FROM lead ORDER BY id")


def rows(desk: Desk, statement: str) -> list[tuple[Any, ...]]:
    def fetched(connection: Connection) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]

    return desk.read(fetched)


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return len(plan.new), len(plan.updates), plan.duplicates, plan.rejected


def test_new_leads_are_written_with_their_keys(desk: Desk, plan_of: Rehearse) -> None:
    plan = plan_of(
        "Full name,Company,E-mail,Phone,Employees,Amount,Tags,Created\n"
        "José van Núñez,Acme GmbH,Jose@Acme.example,0049 30 555 0177,1.200,\"$1,200.50\",a; b,2026-11-03\n"
    )  # fmt: skip
    assert counts(plan) == (1, 0, 0, 0)
    done = desk.run(ImportLeads(plan))
    assert done.label == "Import 1 lead from “list.csv”"
    assert leads(desk, "first_name, last_name, company, email, phone, employees, amount_minor, currency") == [
        ("José", "van Núñez", "Acme GmbH", "jose@acme.example", "+49 30 555 0177", 1200, 120050, "USD")
    ]
    assert leads(desk, "email_key, name_key, company_key, domain, lifecycle, created_at, import_batch_id") == [
        ("jose@acme.example", "jose van nunez", "acme", "acme.example", "new", "2026-11-03T00:00:00.000Z", 1)
    ]
    assert rows(desk, "SELECT name FROM tagging JOIN tag ON tag.id = tag_id ORDER BY name") == [("a",), ("b",)]
    assert rows(desk, "SELECT file_name, rows, new FROM import_batch") == [("list.csv", 1, 1)]


def test_duplicates_inside_the_file_are_found_by_email_and_by_name_and_company(plan_of: Rehearse) -> None:
    plan = plan_of(
        "Name,Company,Email\nAnn Lee,Acme,ann@acme.example\nA. Lee,Other,ANN@acme.example\n"
        "ann lée,ACME Ltd,x@y.example\n"
        "Ann Lee,Third,z@y.example\n"
    )
    assert counts(plan) == (2, 0, 2, 0)
    assert [(verdict.row, verdict.verdict) for verdict in plan.verdicts] == [
        (3, Verdict.DUPLICATE),
        (4, Verdict.DUPLICATE),
    ]
    assert all("row 2" in verdict.reason for verdict in plan.verdicts)


def test_known_leads_have_blanks_filled_and_nothing_overwritten(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(
        ImportLeads(plan_of("Name,Company,Email,Title,Tags\nAnn Lee,Acme,ann@acme.example,COO,hot\nBo Ek,Ek AB,,,\n"))
    )
    plan = plan_of(
        "Name,Company,Email,Title,City,Amount,Tags\n"
        "Ann Lee,Acme,ann@acme.example,CEO,Bonn,€ 500,new\n"
        "Bo Ek,Ek,bo@ek.example,,,,\n"
        "Ann Lee,Acme,,,,,\n"
    )
    assert counts(plan) == (0, 2, 1, 0)
    desk.run(ImportLeads(plan))
    assert leads(desk, "first_name, title, city, email, email_key, amount_minor, currency, domain") == [
        ("Ann", "COO", "Bonn", "ann@acme.example", "ann@acme.example", 50000, "EUR", "acme.example"),
        ("Bo", "", "", "bo@ek.example", "bo@ek.example", None, "USD", "ek.example"),
    ]
    assert {name for (name,) in rows(desk, "SELECT name FROM tagging JOIN tag ON tag.id = tag_id")} == {"hot", "new"}


def test_a_key_finds_leads_by_that_field_and_lets_the_file_win(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(
        ImportLeads(plan_of("Name,Phone,Title\nAnn Lee,+1 555 0100,COO\nBo Ek,+1 555 0101,\nCy Oz,+1 555 0101,\n"))
    )
    plan = plan_of(
        "Name,Phone,Title\nAnna Leigh,+1 555 0100,CEO\nBo Ek,+1 555 0101,x\nNew One,+1 555 0199,\n", key="phone"
    )
    assert counts(plan) == (1, 1, 0, 1)
    desk.run(ImportLeads(plan))
    assert leads(desk, "first_name, last_name, title, name_key")[0] == ("Anna", "Leigh", "CEO", "anna leigh")


def test_rows_that_cannot_be_used_say_why_and_come_back_as_a_file(plan_of: Rehearse, tmp_path: Path) -> None:
    plan = plan_of(
        "Name,Email,Employees,Notes\nAnn,ann@,many,=1+1\n,,5,\nBo,bo@acme.example,5,x,y\nCy,cy@acme.example\n"
    )
    assert counts(plan) == (1, 0, 0, 3)
    assert [(problem.row, problem.column) for problem in plan.problems] == [
        (2, "Email"),
        (2, "Employees"),
        (3, ""),
        (4, ""),
        (5, ""),
    ]
    target = tmp_path / "rejects.csv"
    assert plan.write_rejects(target) == 3
    with target.open(encoding="utf-8-sig", newline="") as stream:
        header, first, *_ = csv.reader(stream)
    assert header == ["Name", "Email", "Employees", "Notes", "Reason"]
    assert first[:4] == ["Ann", "ann@", "many", "'=1+1"]
    assert "ann@" in first[4]


def test_the_report_adds_up_and_names_what_was_detected(plan_of: Rehearse) -> None:
    report = plan_of("Name;Email;utm_content\nAnn;ann@acme.example;x\nAnn;ann@acme.example;x\nBo;bo@;\n").report()
    assert report["rows"] == 3
    assert (report["new"], report["updated"], report["duplicates"], report["rejected"]) == (1, 0, 1, 1)
    assert (report["encoding"], report["delimiter"]) == ("utf-8", ";")
    assert report["mapping"] == {"Name": "name", "Email": "email", "utm_content": None}
    assert [(p["row"], p["column"]) for p in report["problems"]] == [(4, "Email")]  # type: ignore[attr-defined]


def test_a_rehearsal_leaves_every_byte_of_the_file_alone(desk: Desk, plan_of: Rehearse) -> None:
    def digest() -> list[str]:
        beside = sorted(desk.path.parent.glob(desk.path.name + "*"))
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in beside if not path.name.endswith("-shm")]

    desk.run(ImportLeads(plan_of("Name\nAnn Lee\n")))
    before = digest()
    assert counts(plan_of("Name,Email\nBo,bo@acme.example\n"))[0] == 1
    assert digest() == before


def test_one_undo_takes_back_new_leads_and_updates_and_redo_brings_them_again(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("Name,Company\nAnn Lee,Acme\n")))
    before = leads(desk, "*")
    desk.run(ImportLeads(plan_of("Name,Company,City,Tags\nAnn Lee,Acme,Bonn,a\nBo Ek,Ek,,b\n")))
    after = leads(desk, "*")
    desk.undo()
    assert leads(desk, "*") == before
    assert rows(desk, "SELECT * FROM tagging") == []
    desk.redo()
    assert leads(desk, "*") == after


def test_the_same_file_again_changes_nothing_and_leaves_no_step(desk: Desk, plan_of: Rehearse) -> None:
    text = 'Name,Company,Email,Notes\nAnn Lee,Acme,ann@acme.example,"two\nlines "\nBo,Ek AB,,\'=1+1\n'
    desk.run(ImportLeads(plan_of(text)))
    plan = plan_of(text)
    assert counts(plan) == (0, 0, 2, 0)
    assert plan.is_idle
    assert desk.run(ImportLeads(plan)).entry_id is None
    assert leads(desk, "notes") == [("two\nlines",), ("=1+1",)]


def test_a_cancelled_import_writes_nothing(desk: Desk, plan_of: Rehearse) -> None:
    plan = plan_of("Name\n" + "".join(f"Ann Lee{number}\n" for number in range(3000)))
    asked: list[int] = []
    with pytest.raises(Cancelled):
        desk.run(ImportLeads(plan), lambda done, total: asked.append(done), lambda: bool(asked))
    assert asked == [500]
    assert leads(desk) == []
    assert rows(desk, "SELECT * FROM journal_entry") == []


def test_progress_counts_the_leads_that_are_written(desk: Desk, plan_of: Rehearse) -> None:
    plan = plan_of("Name\n" + "".join(f"Ann Lee{number}\n" for number in range(1500)))
    seen: list[tuple[int, int]] = []
    desk.run(ImportLeads(plan), lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1500), (1000, 1500), (1500, 1500)]


def test_leads_added_since_the_rehearsal_are_not_added_twice(desk: Desk, plan_of: Rehearse) -> None:
    text = "Name,Company,Email\nAnn Lee,Acme,ann@acme.example\nBo Ek,Ek,\n"
    early = plan_of(text)
    desk.run(ImportLeads(plan_of(text + "Cy Oz,Oz,\n")))
    desk.run(ImportLeads(early))
    assert len(leads(desk)) == 3


def test_blanks_filled_since_the_rehearsal_are_not_overwritten(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("Name,Company\nAnn Lee,Acme\nBo Ek,Ek\n")))
    early = plan_of("Name,Company,City\nAnn Lee,Acme,Bonn\nBo Ek,Ek,Ulm\n")
    desk.run(ImportLeads(plan_of("Name,Company,City\nAnn Lee,Acme,Oslo\n")))
    done = desk.run(ImportLeads(early))
    assert leads(desk, "city") == [("Oslo",), ("Ulm",)]
    assert isinstance(done.detail, dict)
    assert (done.detail["updated"], done.detail["duplicates"]) == (1, 1)


def test_a_lead_in_the_trash_matches_by_its_uid_alone(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("UID,Name,Email\nu1,Ann,ann@acme.example\n")))
    with desk._database.write() as connection:
        connection.exec_driver_sql("UPDATE lead SET deleted_at = '2026-01-01T00:00:00.000Z'")
    assert counts(plan_of("Name,Email\nAnn,ann@acme.example\n")) == (1, 0, 0, 0)
    plan = plan_of("UID,Name,Email\nu1,Ann,ann@acme.example\n")
    assert counts(plan) == (0, 0, 1, 0)
    assert "trash" in plan.verdicts[0].reason


def test_doubtful_dates_are_read_as_the_region_writes_them_and_say_so(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ChangeSettings({"region": "US"}))
    plan = plan_of("Name,Created\nAnn,03/04/2026\n")
    assert "month first" in plan.problems[0].reason
    desk.run(ImportLeads(plan))
    assert leads(desk, "created_at") == [("2026-03-04T00:00:00.000Z",)]


def test_national_numbers_take_the_country_of_the_row_or_the_region(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ChangeSettings({"region": "US"}))
    desk.run(ImportLeads(plan_of("Name,Phone,Country\nAnn,(212) 555-0142,\nBo,030 5550177,Germany\nCy,ask at desk,\n")))
    assert leads(desk, "phone") == [("+1 212-555-0142",), ("+49 30 5550177",), ("ask at desk",)]


def test_amounts_in_the_currency_of_their_row(desk: Desk, plan_of: Rehearse) -> None:
    plan = plan_of("Name,Amount,Currency\nAnn,1200,JPY\nBo,12.50,\nCy,€ 5,USD\n")
    assert counts(plan) == (2, 0, 0, 1)
    desk.run(ImportLeads(plan))
    assert leads(desk, "amount_minor, currency") == [(1200, "JPY"), (1250, "USD")]


SCORED = (
    "Name,Title,Email,Phone,Employees,Industry,Source,Campaign,High intent,City\n"
    "Ann Lee,COO,ann@acme.example,+1 555 0100,420,Logistics,Webinar,Route costs,yes,Bonn\n"
    "Bo Ek,Student,bo@gmail.com,,,,List,,,Ulm\n"
    "Cy Oz,Head of IT,cy@oz.example,,60,Retail,referral,,,\n"
)


def assert_scores_hold(desk: Desk) -> None:
    for record, value in leads(desk, "id, score"):
        explained = desk.read(scores.explained, record)
        assert explained is not None
        assert explained.value == value


def test_new_and_changed_leads_have_the_score_their_facts_earn(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of(SCORED.replace("420,Logistics", ",").replace("Head of IT", ""))))
    assert_scores_hold(desk)
    desk.run(ImportLeads(plan_of(SCORED)))
    assert_scores_hold(desk)
    assert len({value for (value,) in leads(desk, "score")}) == 3


def test_an_update_that_lifts_a_lead_past_the_mark_makes_it_an_mql_in_the_same_step(
    desk: Desk, plan_of: Rehearse
) -> None:
    desk.run(ImportLeads(plan_of("Name,Email\nAnn Lee,ann@acme.example\n")))
    desk.run(LogActivity("call", lead=1, outcome="connected"))
    desk.run(ImportLeads(plan_of(SCORED)))
    assert_scores_hold(desk)
    assert leads(desk, "lifecycle")[0] == ("mql",)
    assert rows(desk, "SELECT to_stage, reason FROM lifecycle_history ORDER BY id DESC LIMIT 1") == [
        ("mql", "Score passed 60")
    ]
    desk.undo()
    assert leads(desk, "lifecycle") == [("working",)]
    assert_scores_hold(desk)


def test_scores_hold_when_the_desk_changed_since_the_rehearsal(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("Name,Company\nAnn Lee,Acme\n")))
    early = plan_of("Name,Company,Title,Industry\nAnn Lee,Acme,COO,Logistics\n")
    desk.run(LogActivity("call", lead=1, outcome="connected"))
    desk.run(ImportLeads(early))
    assert leads(desk, "title") == [("COO",)]
    assert_scores_hold(desk)


def test_a_new_lead_past_the_mark_is_an_mql_with_its_history(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of(SCORED)))
    assert leads(desk, "lifecycle") == [("mql",), ("new",), ("new",)]
    assert leads(desk, "interest_at IS NOT NULL") == [(1,), (0,), (0,)]
    assert rows(desk, "SELECT lead_id, from_stage, to_stage, reason FROM lifecycle_history") == [
        (1, "new", "mql", "Score passed 60")
    ]


def test_a_lead_marked_high_intent_by_the_file_starts_its_clock(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("Name,Company\nAnn,Acme\n")))
    desk.run(ImportLeads(plan_of("Name,Company,High intent\nAnn,Acme,yes\n")))
    assert leads(desk, "high_intent, interest_at IS NOT NULL") == [(1, 1)]


def test_imported_leads_are_found_by_search_until_undone(desk: Desk, plan_of: Rehearse) -> None:
    def found(words: str) -> int:
        statement = "SELECT count(*) FROM lead_words WHERE lead_words MATCH '{0}'"
        middle = "SELECT count(*) FROM lead_middle WHERE lead_middle MATCH '{0}'"
        return int(rows(desk, statement.format(words))[0][0]) + int(rows(desk, middle.format(words))[0][0])

    desk.run(ImportLeads(plan_of("Name,Company\nJosé Núñez,Norrland Pumps\n")))
    assert (found("nunez"), found("rrland")) == (1, 1)
    desk.undo()
    assert (found("nunez"), found("rrland")) == (0, 0)
    desk.redo()
    assert (found("nunez"), found("rrland")) == (1, 1)


def test_a_lead_added_after_an_import_is_journalled_and_found_as_ever(desk: Desk, plan_of: Rehearse) -> None:
    desk.run(ImportLeads(plan_of("Name\nAnn Lee\n")))
    desk.run(AddLead({"first_name": "Bo", "last_name": "Ek"}))
    assert rows(desk, "SELECT rowid FROM lead_words WHERE lead_words MATCH 'ek'") == [(2,)]
    assert rows(desk, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") == [(0,)]
    desk.undo()
    assert len(leads(desk)) == 1


def test_a_header_alone_imports_nothing(plan_of: Rehearse) -> None:
    assert counts(plan_of("Name,Email\n")) == (0, 0, 0, 0)


def test_a_file_without_a_person_or_company_is_refused(plan_of: Rehearse) -> None:
    with pytest.raises(FileFault, match=r"list\.csv"):
        plan_of("Colour,Weight\nred,5\n")


def test_a_key_that_no_column_fills_is_refused(plan_of: Rehearse) -> None:
    with pytest.raises(BadValue, match="key"):
        plan_of("Name\nAnn\n", key="email")


def test_a_column_can_be_matched_by_hand_or_left_out(desk: Desk, plan_of: Rehearse) -> None:
    plan = plan_of("Name,Ort,Email\nAnn,Bonn,ann@acme.example\n", wishes=(("region", "ort"), ("email", "")))
    desk.run(ImportLeads(plan))
    assert leads(desk, "region, city, email") == [("Bonn", "", "")]


def test_the_number_of_statements_does_not_grow_with_the_rows(
    desk: Desk, plan_of: Rehearse, count_queries: Callable[[], Any]
) -> None:
    def statements_for(rows: int) -> int:
        text = "Name,Company,Email\n" + "".join(f"Ann{n},Acme{n},ann{n}@acme.example\n" for n in range(rows))
        with count_queries() as statements:
            desk.run(ImportLeads(plan_of(text)))
        return len(statements)

    statements_for(5)
    assert statements_for(10) == statements_for(400)


HOME = Rule("fit", 12, "Home market", "region", "any of Austria, Germany")


@pytest.mark.parametrize("is_changed_meanwhile", [False, True])
def test_new_leads_and_updates_are_scored_by_the_rules_of_the_file(
    desk: Desk, plan_of: Rehearse, is_changed_meanwhile: bool
) -> None:
    if not is_changed_meanwhile:
        desk.run(SetScoreRules((HOME,)))
    desk.run(AddLead({"first_name": "Ann", "company": "Acme", "email": "ann@acme.example"}))
    plan = plan_of(
        "First name,Email,Country\nAnn,ann@acme.example,Austria\nBo,bo@b.example,Chile\nCy,cy@c.example,Germany\n"
    )
    if is_changed_meanwhile:
        desk.run(SetScoreRules((HOME,)))
    desk.run(ImportLeads(plan))
    assert leads(desk, "first_name, country, score") == [
        ("Ann", "Austria", 12),
        ("Bo", "Chile", 0),
        ("Cy", "Germany", 12),
    ]
