"""Which fields the page of a lead has, what they show, and how they are read."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.keys import FREE_MAIL
from salesdesk.domain.leads import SOURCES, looks_like_phone
from salesdesk.domain.reply import ReplyClock, WorkingHours, reply_clock, waiting_time
from salesdesk.queries.leads import LeadPage
from ui import wording
from ui.views.record import reading
from ui.views.record.form import FieldPlan, RecordForm, as_line

translate = QCoreApplication.translate
MORE = "more"


def make_form(currency: str) -> RecordForm:
    """Return the form of a lead; amounts are in the currency unless they name another."""
    form = RecordForm()
    form.add_section(
        "contact",
        [
            (
                translate("lead", "Contact"),
                [
                    FieldPlan("email", translate("lead", "Email"), as_line("email")),
                    FieldPlan("phone", translate("lead", "Phone"), as_line("phone")),
                    FieldPlan("city", translate("lead", "Location"), as_line("city")),
                    FieldPlan("language", translate("lead", "Language"), as_line("language")),
                ],
            ),
            (
                translate("lead", "Company"),
                [
                    FieldPlan("company", translate("lead", "Company"), as_line("company")),
                    FieldPlan("website", translate("lead", "Website"), as_line("website")),
                    FieldPlan("employees", translate("lead", "Employees"), partial(reading.count, column="employees")),
                    FieldPlan("industry", translate("lead", "Industry"), as_line("industry")),
                ],
            ),
        ],
    )
    form.add_section(
        "source",
        [
            (
                translate("lead", "Source"),
                [
                    FieldPlan("source", translate("lead", "Source"), as_line("source"), choices=SOURCES),
                    FieldPlan("created", translate("lead", "Created")),
                ],
            ),
            (
                "",
                [
                    FieldPlan("campaign", translate("lead", "Campaign"), as_line("campaign")),
                    FieldPlan("first_reply", translate("lead", "First reply")),
                ],
            ),
        ],
    )
    _add_more(form, currency)
    return form


def _add_more(form: RecordForm, currency: str) -> None:
    revenue = partial(_revenue, currency=currency)
    form.add_section(
        MORE,
        [
            (
                translate("lead", "More"),
                [
                    FieldPlan("first_name", translate("lead", "First name"), as_line("first_name")),
                    FieldPlan("last_name", translate("lead", "Last name"), as_line("last_name")),
                    FieldPlan("title", translate("lead", "Title"), as_line("title")),
                    FieldPlan("mobile", translate("lead", "Mobile"), as_line("mobile")),
                    FieldPlan("amount", translate("lead", "Amount"), partial(reading.money, currency=currency)),
                ],
            ),
            (
                "",
                [
                    FieldPlan("street", translate("lead", "Street"), as_line("street")),
                    FieldPlan("postal_code", translate("lead", "Post code"), as_line("postal_code")),
                    FieldPlan("region", translate("lead", "Region"), as_line("region")),
                    FieldPlan("country", translate("lead", "Country"), as_line("country")),
                    FieldPlan("revenue", translate("lead", "Revenue"), revenue),
                ],
            ),
        ],
        is_open=False,
    )


def _revenue(text: str, currency: str) -> dict[str, object]:
    found = reading.money(text, currency, "annual_revenue_minor")
    return {"annual_revenue_minor": found["annual_revenue_minor"]}


def texts_of(page: LeadPage, currency: str, now: datetime, hours: WorkingHours | None = None) -> dict[str, str]:
    """Return what each field shows."""
    own = page.currency or currency
    same = ("email", "phone", "city", "language", "company", "website", "industry", "source", "campaign")
    more = ("first_name", "last_name", "title", "mobile", "street", "postal_code", "region", "country")
    texts: dict[str, str] = {name: getattr(page, name) for name in (*same, *more)}
    texts["employees"] = "" if page.employees is None else wording.number_text(page.employees)
    texts["amount"] = "" if page.amount_minor is None else wording.money_text(page.amount_minor, own)
    revenue = page.annual_revenue_minor
    texts["revenue"] = "" if revenue is None else wording.money_text(revenue, own)
    texts["created"] = _created(page, now)
    texts["first_reply"] = first_reply(page, now, hours)
    return texts


def _created(page: LeadPage, now: datetime) -> str:
    day = wording.full_date_text(page.created_at.astimezone(now.tzinfo).date())
    if page.imported_from:
        return translate("lead", "{date}, by import").format(date=day)
    return day


def running_clock(page: LeadPage, now: datetime, hours: WorkingHours | None) -> ReplyClock | None:
    """Return the first-reply clock of a lead, None where none runs."""
    return reply_clock(
        *(page.interest_at, page.first_reply_at, page.lifecycle),
        is_high_intent=bool(page.high_intent),
        now=now,
        hours=hours,
    )


def first_reply(page: LeadPage, now: datetime, hours: WorkingHours | None) -> str:
    """Return how long the first reply took, or how much of its time is left, in working hours where they are set."""
    if page.first_reply_at is None:
        clock = running_clock(page, now, hours)
        if clock is None:
            return translate("lead", "None yet")
        time = wording.countdown_text(clock.left)
        if clock.is_paused:
            return translate("lead", "{time} when working hours begin").format(time=time)
        return time if clock.left < timedelta(0) else translate("lead", "{time} left").format(time=time)
    if page.interest_at is None:
        return wording.full_date_text(page.first_reply_at.astimezone().date())
    span = max(timedelta(0), waiting_time(page.interest_at, page.first_reply_at.astimezone(now.tzinfo), hours))
    return translate("lead", "{span} after request").format(span=wording.span_text(span))


def mark_email(form: RecordForm, page: LeadPage) -> None:
    """Warn at the email field where the address is one that anybody can have."""
    edit = form.field("email").edit
    if page.email.rpartition("@")[2].casefold() in FREE_MAIL:
        edit.set_mark("alert-triangle", "warning", translate("lead", "A free-mail address, not the company’s own"))
    else:
        edit.set_mark("", "warning", "")


def mark_phones(form: RecordForm, page: LeadPage) -> None:
    """Warn at a phone field that holds words and no number to call."""
    for name in ("phone", "mobile"):
        text = getattr(page, name)
        has_no_number = bool(text) and not looks_like_phone(text)
        tip = translate("lead", "There is no number in it that could be called") if has_no_number else ""
        form.field(name).edit.set_mark("alert-triangle" if has_no_number else "", "warning", tip)
