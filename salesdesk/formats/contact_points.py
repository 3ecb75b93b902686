"""E-mail addresses, phone numbers and websites as other programs write them, in one form."""

from __future__ import annotations

import re
from functools import lru_cache

from salesdesk.domain.errors import BadValue

# Nearly every address is of this shape; only the others are worth the time of the full rules.
_COMMON_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII
)
_PHONE_MARKS = re.compile(r"[\s().\-/\u00a0\u2010-\u2015\u202f]+")
_EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x|#|poste|Durchwahl|toestel)\s*(\d{1,7})$", re.IGNORECASE)

_REGIONS = {
    "united states": "US", "united states of america": "US", "usa": "US", "u.s.": "US", "us": "US",
    "canada": "CA", "mexico": "MX", "méxico": "MX", "brazil": "BR", "brasil": "BR", "argentina": "AR",
    "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "uk": "GB",
    "ireland": "IE", "germany": "DE", "deutschland": "DE", "austria": "AT", "österreich": "AT",
    "switzerland": "CH", "schweiz": "CH", "suisse": "CH", "france": "FR", "belgium": "BE", "belgië": "BE",
    "belgique": "BE", "netherlands": "NL", "the netherlands": "NL", "nederland": "NL", "luxembourg": "LU",
    "spain": "ES", "españa": "ES", "portugal": "PT", "italy": "IT", "italia": "IT", "denmark": "DK",
    "danmark": "DK", "sweden": "SE", "sverige": "SE", "norway": "NO", "norge": "NO", "finland": "FI",
    "suomi": "FI", "poland": "PL", "polska": "PL", "czechia": "CZ", "czech republic": "CZ", "hungary": "HU",
    "romania": "RO", "greece": "GR", "turkey": "TR", "türkiye": "TR", "japan": "JP", "china": "CN",
    "india": "IN", "singapore": "SG", "australia": "AU", "new zealand": "NZ", "south africa": "ZA",
    "united arab emirates": "AE", "israel": "IL",
}  # fmt: skip


def clean_email(text: str, field: str = "email") -> str:
    """Return the address in lower case, without “mailto:” and angle brackets; raises `BadValue`."""
    address = text.strip().lower()
    if _COMMON_EMAIL.fullmatch(address) and len(address) <= 254 and address.index("@") <= 64:
        return address
    if address.endswith(">") and "<" in address:
        address = address[address.rindex("<") + 1 : -1].strip()
    address = address.removeprefix("mailto:")
    # Imported here because it is slow to import and few files need it.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise BadValue(field, text, "it is not an address such as ann@acme.example.") from None


def clean_phone(text: str, region: str = "") -> str:
    """Return the number in international form where its country is known, else as it is written.

    `region` is the two-letter country that a number without a country code belongs to.
    """
    written = " ".join(text.split())
    if written[:1] == "+":
        return written
    if written[:2] == "00" and len(written) > 6:
        return "+" + written[2:].lstrip()
    if not region or not any(sign.isdigit() for sign in written):
        return written
    if region in ("US", "CA"):
        digits = _PHONE_MARKS.sub("", written)
        if len(digits) == 10 and digits.isdigit() and digits[0] not in "01":
            return f"+1 {digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return _looked_up(written, region)


@lru_cache(maxsize=65536)
def e164(text: str, region: str = "") -> str:
    """Return the number as “+31105550142” for comparing, extension left out; empty where it is not one.

    A number that nobody says the country of keeps its digits alone.
    """
    written = _EXTENSION.sub("", " ".join(text.split())).replace("(0)", "")
    digits = "".join(sign for sign in written if sign.isascii() and sign.isdigit())
    if not 7 <= len(digits) <= 20:
        return ""
    if written[:1] == "+":
        return f"+{digits}"
    if digits[:2] == "00":
        return f"+{digits[2:]}"
    return _parsed(written, region) or digits if region else digits


def region_of(country: str, default: str = "") -> str:
    """Return the two-letter code of a country written as a name or a code."""
    name = country.strip()
    return _REGIONS.get(name.casefold()) or (name.upper() if len(name) == 2 and name.isalpha() else default)


def _parsed(written: str, region: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _looked_up(written: str, region: str) -> str:
    # Imported here because its tables take a while to load.
    import phonenumbers

    extension = _EXTENSION.search(written)
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return written
    if not phonenumbers.is_possible_number(number):
        return written
    if extension and not number.extension:
        number.extension = extension[1]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
