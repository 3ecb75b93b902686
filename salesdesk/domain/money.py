"""Money as integer minor units and an ISO 4217 code."""

import re
from dataclasses import dataclass
from decimal import Decimal

from salesdesk.domain.errors import BadValue, TooLarge

MAX_MINOR = 10**15

# Only the codes whose minor unit is not a hundredth; every other code has two decimals.
_EXPONENTS = dict.fromkeys(
    (
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ),
    0,
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
    KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD UYI UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())

_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₽": "RUB",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
    "zł": "PLN",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
}
_DOLLARS = frozenset(("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "ARS", "CLP", "COP", "TWD"))
_YEN_OR_YUAN = frozenset(("JPY", "CNY"))

_MARKS = "|".join(re.escape(mark) for mark in sorted([*_SYMBOLS, "$"], key=len, reverse=True))
_MARK = rf"(?P<{{}}>[A-Za-z]{{{{3}}}}(?![A-Za-z])|{_MARKS})"
_MONEY = re.compile(rf"^{_MARK.format('before')}?\s*(?P<number>[^A-Za-z]*?)\s*{_MARK.format('after')}?$")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the minor units of one currency."""

    amount_minor: int
    currency: str

    def __str__(self) -> str:
        return f"{plain_amount(self.amount_minor, self.currency)} {self.currency}"


def exponent(currency: str) -> int:
    """Return how many decimals the currency has; raises `BadValue` for an unknown code."""
    if currency not in CURRENCIES:
        raise BadValue("currency", currency, "use a three-letter ISO code such as EUR or USD.")
    return _EXPONENTS.get(currency, 2)


def split_currency(text: str, currency: str | None = None) -> tuple[str, str | None]:
    """Return the number and the currency named by a code or symbol around it, if any.

    A bare “$” or “¥” is the desk's own currency where that is a dollar, yen or yuan.
    """
    stripped = text.strip()
    # Accountants write (1 200 EUR) for a negative amount; the mark inside still counts.
    found = _MONEY.match(stripped)
    if found is None:
        return stripped, None
    before, after = found["before"], found["after"]
    marks = [_code_of(mark, currency) for mark in (before, after) if mark]
    named = {mark for mark in marks if mark}
    if not marks or None in marks or len(named) > 1 or not found["number"]:
        return stripped, None
    return found["number"].strip(), named.pop()


def parse_amount(
    text: str,
    currency: str,
    *,
    decimal_comma: bool | None = None,
    allow_negative: bool = False,
    field: str = "amount",
) -> int:
    """Return the amount in minor units.

    Without `decimal_comma`, the last of two kinds of separators is the decimal one, a separator
    that repeats groups thousands, and a single one before exactly three digits groups too
    (“1.200” is one thousand two hundred), unless the currency itself has three decimals.
    Raises `BadValue`.
    """
    places = exponent(currency)
    number, named = split_currency(text, currency)
    if named is not None and named != currency:
        raise BadValue(field, text, f"it is in {named}, not in {currency}.")
    digits, negative = _unsigned(number)
    if not digits:
        raise BadValue(field, text, "write a number such as 1200.50.")
    whole, fraction = _split_decimals(digits, decimal_comma, places, field, text)
    if negative and not allow_negative:
        raise BadValue(field, text, "it cannot be negative.")
    fraction = fraction.rstrip("0")
    if len(fraction) > places:
        raise BadValue(field, text, f"{currency} has {places or 'no'} decimals.")
    minor = int((whole[-40:] or "0") + fraction.ljust(places, "0"))
    if minor > MAX_MINOR or len(whole.lstrip("0")) > 16:
        raise TooLarge(field, text, "it is larger than SalesDesk can keep.")
    return -minor if negative else minor


def parse_money(text: str, default_currency: str, *, decimal_comma: bool | None = None, field: str = "amount") -> Money:
    """Return the amount in the currency the text names, or else in the default one."""
    named = split_currency(text, default_currency)[1]
    currency = named or default_currency
    return Money(parse_amount(text, currency, decimal_comma=decimal_comma, field=field), currency)


def plain_amount(amount_minor: int, currency: str) -> str:
    """Return the amount as a decimal number without grouping, “1200.50”."""
    places = _EXPONENTS.get(currency, 2)
    if not places:
        return str(amount_minor)
    sign = "-" if amount_minor < 0 else ""
    whole, fraction = divmod(abs(amount_minor), 10**places)
    return f"{sign}{whole}.{fraction:0{places}d}"


def decimal_amount(amount_minor: int, currency: str) -> Decimal:
    """Return the amount as an exact decimal in major units."""
    return Decimal(amount_minor).scaleb(-_EXPONENTS.get(currency, 2))


def weighted_minor(amount_minor: int, probability: int) -> int:
    """Return amount × probability (in percent), in minor units, rounded half up.

    Source: weighted pipeline, product.md section 6; SQL sums must round per record the same way.
    """
    return (amount_minor * probability + 50) // 100


def _code_of(mark: str, currency: str | None) -> str | None:
    if mark == "$":
        return currency if currency in _DOLLARS else "USD"
    if mark == "¥":
        return currency if currency in _YEN_OR_YUAN else "JPY"
    if mark in _SYMBOLS:
        return _SYMBOLS[mark]
    code = mark.upper()
    return code if code in CURRENCIES else None


def _unsigned(number: str) -> tuple[str, bool]:
    # Spaces of every width, apostrophes (Swiss) and the minus sign proper all occur in exports.
    digits = re.sub(r"[\s\u00a0\u202f\u2009'’]", "", number).replace("\u2212", "-")
    if digits.startswith("(") and digits.endswith(")"):
        return digits[1:-1], True
    if digits.startswith("-"):
        return digits[1:], True
    if digits.endswith("-"):
        return digits[:-1], True
    return digits.removeprefix("+"), False


def _split_decimals(digits: str, decimal_comma: bool | None, places: int, field: str, text: str) -> tuple[str, str]:
    if digits.isascii() and digits.isdigit():
        return digits, ""
    mark = _decimal_mark(digits, decimal_comma, places)
    group = "," if mark == "." else "."
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    groups = re.split(r"[.,]", whole) if not mark else whole.split(group)
    sound = all(part.isascii() and part.isdigit() for part in groups) and (len(groups) == 1 or _is_grouped(groups))
    bare = whole == "" and fraction != ""
    if not (sound or bare) or not (fraction == "" or (fraction.isascii() and fraction.isdigit())):
        raise BadValue(field, text, "write a number such as 1200.50.")
    return "".join(groups), fraction


def _is_grouped(groups: list[str]) -> bool:
    # Groups of two occur left of the last three digits in Indian amounts: 1,00,000.
    inner = all(len(group) in (2, 3) for group in groups[1:-1])
    return inner and 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3


def _decimal_mark(digits: str, decimal_comma: bool | None, places: int) -> str:
    """Return the decimal separator of the number, or an empty string when it has none."""
    if decimal_comma is not None:
        return "," if decimal_comma else "."
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas != 1:
        return ""
    mark = "." if dots else ","
    whole, _, fraction = digits.partition(mark)
    looks_grouped = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    return "" if looks_grouped and not (places == 3 and mark == ".") else mark
