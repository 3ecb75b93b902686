"""Leads: where they stand, and the keys by which a person or a company is known again."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Lifecycle = Literal["new", "working", "mql", "sql", "opportunity", "nurture", "unqualified"]

PATH: tuple[Lifecycle, ...] = ("new", "working", "mql", "sql", "opportunity")
BY_HAND: tuple[Lifecycle, ...] = ("new", "working", "mql", "sql")
LIFECYCLE_NAMES: dict[str, str] = {
    "new": "New",
    "working": "Working",
    "mql": "MQL",
    "sql": "SQL",
    "opportunity": "Opportunity",
    "nurture": "Nurture",
    "unqualified": "Unqualified",
}
SOURCES = (
    "Inbound form",
    "Content",
    "Webinar",
    "Paid ad",
    "Event",
    "Outbound",
    "Referral",
    "List",
    "Partner",
    "Other",
)
SQL_NEEDS = ("budget", "authority", "need")

_FREE_MAIL = """
    126.com 163.com aim.com aol.com btinternet.com comcast.net fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch
    gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.it icloud.com
    kpnmail.nl laposte.net libero.it live.com live.nl mac.com mail.com mail.ru me.com msn.com naver.com orange.fr
    outlook.com outlook.de outlook.fr pm.me proton.me protonmail.com qq.com rediffmail.com rocketmail.com seznam.cz
    sfr.fr t-online.de tutanota.com verizon.net virgilio.it wanadoo.fr web.de wp.pl xs4all.nl yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.ru ymail.com ziggo.nl zoho.com
"""
FREE_MAIL = frozenset(_FREE_MAIL.split())
_SHARED = """
    facebook.com github.io instagram.com linkedin.com linktr.ee twitter.com wixsite.com wordpress.com x.com xing.com
    youtube.com
"""
_SHARED_HOSTS = frozenset(_SHARED.split())
_FORMS = """
    ab ag aktiengesellschaft aps as asa bhd bv bvba co company corp corporation cv doo dd ev gbr gmbh hf inc
    incorporated kft kg kgaa kk limited llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty sa sab sarl sas sasu sau se
    sdn sl slu sp spa spj spk spzoo srl sro srls ug vof zrt
"""
_LEGAL_FORMS = frozenset(_FORMS.split())
_APART = re.compile(r"[^\w]+", re.UNICODE)
_DROPPED = str.maketrans("", "", ".'’`´")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@?#]*@)?([^/:?#\s]+)", re.IGNORECASE)
_EMAIL_SHAPE = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]*[^@\s,;<>\".]")


def fold(text: str) -> str:
    """Return the text as matching compares it: no case, no accents, single spaces."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(text.casefold().split())


def email_key(email: str) -> str:
    """Return the key two spellings of one e-mail address share."""
    key = email.strip().casefold()
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def name_key(first_name: str, last_name: str) -> str:
    """Return the key two spellings of one person's name share."""
    return fold(_APART.sub(" ", f"{first_name} {last_name}".translate(_DROPPED)))


@lru_cache(maxsize=4096)
def company_key(company: str) -> str:
    """Return the key two spellings of one company's name share: case, accents, punctuation and legal form folded."""
    words = _APART.sub(" ", fold(company.replace("&", " and ").replace("+", " and ").translate(_DROPPED))).split()
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words[:]
    if kept[-3:] == ["sp", "z", "oo"]:
        kept = kept[:-3]
    while kept and (kept[-1] in _LEGAL_FORMS or (kept[-1] == "and" and len(kept) < len(words))):
        kept.pop()
    return " ".join(kept or words)


def host_of(website: str) -> str:
    """Return the host of a website without “www.”, or an empty text where there is none."""
    found = _HOST.match(website.strip())
    host = found[1].casefold().strip(".") if found else ""
    host = host.removeprefix("www.")
    return host if "." in host else ""


def email_domain(email: str) -> str:
    """Return what stands behind the “@”."""
    return email_key(email).rpartition("@")[2] if "@" in email else ""


def is_free_mail(email: str) -> bool:
    """Tell whether an address is one that anybody can have, such as Gmail."""
    return email_domain(email) in FREE_MAIL


def domain_of(website: str, email: str) -> str:
    """Return the company's own domain, from its website or else from an address that is not free mail."""
    for host in (host_of(website), email_domain(email)):
        if host and host not in FREE_MAIL and host not in _SHARED_HOSTS:
            return host
    return ""


def looks_like_email(text: str) -> bool:
    """Tell whether a text could be an e-mail address at all; odd but possible ones pass."""
    return _EMAIL_SHAPE.fullmatch(text) is not None


def full_name(first_name: str, last_name: str, company: str = "", email: str = "") -> str:
    """Return what a lead is called: the person, else the company, else the address."""
    return " ".join(part for part in (first_name, last_name) if part) or company or email
