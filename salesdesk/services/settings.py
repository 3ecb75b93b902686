"""Settings kept in the file, so that they travel with it."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.hygiene import LONGEST_DARK_DAYS
from salesdesk.domain.money import CURRENCIES, MAX_MINOR
from salesdesk.domain.reply import parse_hours
from salesdesk.services.commands import ChangeSettings
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import setting

KNOWN = frozenset({"currency", "region", "quota_minor", "working_hours", "dark_days"})


def change(tx: Transaction, command: ChangeSettings) -> Outcome:
    """Change settings of the file. Raises: BadValue for an unknown key or currency."""
    for key, value in command.values.items():
        if key not in KNOWN:
            raise BadValue("setting", key, "there is no such setting.")
        if key == "currency" and value not in CURRENCIES:
            raise BadValue("currency", value, "give a code of three letters, for instance EUR.")
        if (
            key == "region"
            and value
            and not (len(value) == 2 and value.isalpha() and value.isascii() and value.isupper())
        ):
            raise BadValue("region", value, "give a code of two letters, for instance DE, or nothing.")
        if key == "quota_minor" and value and not (value.isdecimal() and value.isascii() and int(value) <= MAX_MINOR):
            raise BadValue("quota", value, "give a whole amount in minor units, such as 48000000, or nothing.")
        if key == "working_hours":
            value = str(parse_hours(value) or "")
        if key == "dark_days" and not (value.isdecimal() and value.isascii() and 0 < int(value) <= LONGEST_DARK_DAYS):
            raise BadValue("days until someone is going dark", value, f"give days from 1 to {LONGEST_DARK_DAYS}.")
        present = tx.connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar()
        if present is None:
            tx.connection.execute(insert(setting).values(key=key, value=value))
        elif present != value:
            tx.connection.execute(update(setting).where(setting.c.key == key).values(value=value))
    return Outcome("Change settings")
