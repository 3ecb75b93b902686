"""Which fields the page of an opportunity has, what they show, and how they are read."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.money import weighted_minor
from salesdesk.queries.opportunities import OpportunityPage
from ui import wording
from ui.views.record import reading
from ui.views.record.form import FieldPlan, Reader, RecordForm, as_line
from ui.widgets.date_field import date_words

translate = QCoreApplication.translate
MORE = "more"


def make_form(read_money: Reader, read_day: Reader, read_recurring: Reader) -> RecordForm:
    """Return the form of an opportunity; amounts and days are read as the opportunity that is shown needs them."""
    form = RecordForm()
    chance = partial(reading.percent, column="probability")
    months = partial(reading.count, column="term_months")
    form.add_section(
        "deal",
        [
            (
                translate("opportunity", "Deal"),
                [
                    FieldPlan("amount", translate("opportunity", "Amount"), read_money),
                    FieldPlan("expected_close", translate("opportunity", "Close date"), read_day, is_date=True),
                    FieldPlan("probability", translate("opportunity", "Chance"), chance),
                    FieldPlan("weighted", translate("opportunity", "Weighted")),
                    FieldPlan("recurring", translate("opportunity", "Per month"), read_recurring),
                    FieldPlan("months", translate("opportunity", "Months"), months),
                ],
            ),
            (
                translate("opportunity", "Plan"),
                [
                    FieldPlan("product", translate("opportunity", "Product"), as_line("product")),
                    FieldPlan("seats", translate("opportunity", "Seats"), partial(reading.count, column="seats")),
                    FieldPlan("term", translate("opportunity", "Term"), as_line("term")),
                    FieldPlan("source", translate("opportunity", "Source"), as_line("source")),
                    FieldPlan("currency", translate("opportunity", "Currency"), reading.currency_code),
                    FieldPlan("whole", translate("opportunity", "In all")),
                ],
            ),
        ],
    )
    form.add_section(
        MORE,
        [
            (
                translate("opportunity", "More"),
                [
                    FieldPlan("name", translate("opportunity", "Name"), as_line("name")),
                    FieldPlan("pain", translate("opportunity", "Pain"), as_line("pain")),
                ],
            ),
            (
                "",
                [
                    FieldPlan("competitor", translate("opportunity", "Lost to"), as_line("competitor")),
                ],
            ),
        ],
        is_open=False,
    )
    return form


def day_written(day: date | None) -> str:
    """Return a day as its field writes it."""
    return "" if day is None else date_words(day, wording.locale())


def texts_of(page: OpportunityPage) -> dict[str, str]:
    """Return what each field shows."""
    texts: dict[str, str] = {
        name: getattr(page, name) for name in ("product", "term", "source", "name", "pain", "competitor")
    }
    weighted = weighted_minor(page.amount_minor, page.probability)
    texts["amount"] = wording.money_text(page.amount_minor, page.currency)
    texts["expected_close"] = day_written(page.expected_close)
    texts["probability"] = wording.percent_text(page.probability)
    texts["weighted"] = wording.money_text(weighted, page.currency, is_rounded=True)
    texts["seats"] = "" if page.seats is None else wording.number_text(page.seats)
    texts["recurring"] = "" if page.mrr_minor is None else wording.money_text(page.mrr_minor, page.currency)
    texts["months"] = "" if page.term_months is None else wording.number_text(page.term_months)
    texts["currency"] = page.currency
    whole = page.amount_minor + (page.mrr_minor or 0) * (page.term_months or 0)
    texts["whole"] = wording.money_text(whole, page.currency)
    return texts
