"""Keys under which two spellings of one person, company or address are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GAPS = re.compile(r"[^a-z0-9]+")
_WIDE_GAPS = re.compile(r"[\W_]+")
_SPELLED_OUT = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "&": " and "})
_LEGAL_FORMS = frozenset(
    (
        *("inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd", "limited", "plc"),
        *("gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "gbr", "ev", "eg", "se", "sa", "sas", "sasu", "sarl", "eurl"),
        *("bv", "nv", "vof", "cv", "sl", "slu", "srl", "spa", "snc", "ab", "as", "asa", "aps", "oy", "oyj", "pty"),
        *("pte", "sdn", "bhd", "kk", "doo", "sro", "kft", "zrt", "lda", "ltda", "pvt"),
    )
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?|\b\w/\w\b")
_FREE_MAIL = """
    gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de ymail.com hotmail.com hotmail.co.uk hotmail.fr
    outlook.com outlook.de live.com msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at web.de
    t-online.de freenet.de mail.com proton.me protonmail.com zoho.com yandex.com yandex.ru mail.ru orange.fr
    wanadoo.fr free.fr laposte.net sfr.fr libero.it ziggo.nl kpnmail.nl telenet.be qq.com 163.com 126.com
"""
FREE_MAIL = frozenset(_FREE_MAIL.split())
_SHARED_HOSTS = frozenset(
    ("facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "xing.com", "youtube.com")
)


def plain_words(text: str) -> str:
    """Return the words in lower case without accents and punctuation, one space between them."""
    if text.isascii():
        return _GAPS.sub(" ", text.lower().replace("&", " and ").replace("'", "")).strip()
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "").translate(_SPELLED_OUT))
    return _WIDE_GAPS.sub(" ", "".join(letter for letter in folded if not unicodedata.combining(letter))).strip()


def name_key(first_name: str, last_name: str) -> str:
    """Return the key of a person's name; empty where there is none."""
    return plain_words(f"{first_name} {last_name}")


@lru_cache(maxsize=65536)
def company_key(name: str) -> str:
    """Return the key of a company's name: legal forms at its end and case do not count."""
    words = plain_words(_DOTTED.sub(lambda found: re.sub(r"[./]", "", found[0]), name)).split()
    kept = len(words)
    while kept > 1 and (words[kept - 1] in _LEGAL_FORMS or words[kept - 1] == "and"):
        kept -= 1
    return " ".join(words[:kept])


def email_key(email: str) -> str:
    """Return the key of an email address."""
    return email.strip().lower()


@lru_cache(maxsize=65536)
def web_domain(website: str) -> str:
    """Return the host of a website or link without “www.”; empty where there is none."""
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", website.strip().lower())
    host = re.split(r"[/?#:\s]", host, maxsplit=1)[0].removeprefix("www.").strip(".")
    return host if "." in host else ""


def company_domain(email: str, website: str = "") -> str:
    """Return the domain a company goes by: its website's, else its mail's unless that is a free mail service."""
    mail = email.rpartition("@")[2].strip().lower()
    web = web_domain(website)
    # A profile on a shared host says nothing about whose company it is.
    return (web if web not in _SHARED_HOSTS else "") or ("" if mail in FREE_MAIL else mail)
