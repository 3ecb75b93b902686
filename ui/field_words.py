"""What the fields of records are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def field_word(field: str) -> str:
    """Return what a field of a record is called, “Close date”."""
    words = {
        "amount_minor": translate("wording", "Amount"),
        "currency": translate("wording", "Currency"),
        "mrr_minor": translate("wording", "Per month"),
        "term_months": translate("wording", "Term"),
        "expected_close": translate("wording", "Close date"),
        "probability": translate("wording", "Chance"),
        "name": translate("wording", "Name"),
        "stage": translate("wording", "Stage"),
        "account": translate("wording", "Account"),
        "contact": translate("wording", "Contact"),
        "source": translate("wording", "Source"),
        "pain": translate("wording", "Pain"),
        "product": translate("wording", "Product"),
        "seats": translate("wording", "Seats"),
        "term": translate("wording", "Contract term"),
        "lost_reason": translate("wording", "Lost reason"),
        "competitor": translate("wording", "Competitor"),
        "first_name": translate("wording", "First name"),
        "last_name": translate("wording", "Last name"),
        "title": translate("wording", "Title"),
        "company": translate("wording", "Company"),
        "email": translate("wording", "Email"),
        "phone": translate("wording", "Phone"),
        "mobile": translate("wording", "Mobile"),
        "website": translate("wording", "Website"),
        "street": translate("wording", "Street"),
        "city": translate("wording", "Location"),
        "region": translate("wording", "Region"),
        "postal_code": translate("wording", "Post code"),
        "country": translate("wording", "Country"),
        "language": translate("wording", "Language"),
        "industry": translate("wording", "Industry"),
        "employees": translate("wording", "Employees"),
        "annual_revenue_minor": translate("wording", "Revenue"),
        "campaign": translate("wording", "Campaign"),
        "lifecycle": translate("wording", "Lifecycle"),
        "notes": translate("wording", "Notes"),
        "tags": translate("wording", "Tags"),
        "high_intent": translate("wording", "High intent"),
    }
    return words.get(field, field)
