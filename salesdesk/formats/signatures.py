"""A person in the text of a signature or an email: found by what the lines look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salesdesk.domain.keys import FREE_MAIL, company_domain, company_key, plain_words
from salesdesk.formats.addresses import read_address
from salesdesk.formats.headers import field_of

MOST_LINES = 400
_EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_FROM = re.compile(r"^\W*(?:From|Von|De|Van|Da)\s*:\s*(.+)$", re.IGNORECASE)
# “Tom Baker <tom@…>” alone in its line, or before the “wrote:” of what is quoted.
_ADDRESSED = re.compile(
    r"^(?:\W*\w{2,4}\b.{4,60}\d,?\s+)?([^<>@,:\d]{2,60}<[^<>\s@]{1,64}@[^<>\s]{3,255}>)(?:[^<>]{0,20}:)?$"
)
_HEADER = re.compile(r"^[A-Z][\w-]{1,20}:\s")
_LABELLED = re.compile(r"^([^\W\d_][\w /'’-]{2,40}?)\s*[:=]\s*(\S.*)$")
_SITE = re.compile(r"(?:https?://|www\.)[^\s<>|,;]{3,200}", re.IGNORECASE)
_BARE_SITE = re.compile(
    r"^(?:(?:w|web|website|site|internet)\s*[:.]?\s+)?((?:[a-z0-9-]{2,63}\.){1,4}(?!(?:pdf|docx?|xlsx?|pptx?|png|jpe?g|txt"
    r"|csv|zip)$)[a-z]{2,24})/?$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(\+?\(?\d[\d\s().\-–/\u00a0]{5,20}\d)(?:\s*(?:ext\.?|x|extension)\s*\d{1,6})?", re.IGNORECASE)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_MOBILE = re.compile(
    r"\b(?:m|mob|mobile|mobil|cell|cel|cellulare|celular|móvil|handy|gsm|port|portable|mobiel|kom)\b", re.IGNORECASE
)
_NO_PHONE = re.compile(
    r"\b(?:f|fax|telefax|iban|bic|vat|ust-?id(?:nr)?|hrb|hra|kvk|btw|siret|siren|tva|cif|nif|abn|p\. ?iva)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:kind|best|warm|with kind) )?regards\b|^(?:cheers|sincerely|thanks|thank you|best wishes|yours)\b|^best,?$"
    r"|^mit (?:freundlichen|besten) gr|^(?:viele|beste|liebe) gr|^cordialement|^bien à vous|^met vriendelijke groet"
    r"|^groeten|^saludos|^un saludo|^cordiali saluti|^sent from|^gesendet von|^--\s*$",
    re.IGNORECASE,
)
_ROLE_WORDS = """
    manager director head chief ceo cto cfo coo cio cmo cro vp president officer engineer buyer owner founder cofounder
    partner consultant specialist coordinator executive representative analyst lead architect developer administrator
    procurement purchasing leiter leiterin leitung geschäftsführer geschäftsführerin einkäufer einkäuferin einkauf
    vertrieb prokurist directeur directrice responsable gérant hoofd inkoper eigenaar zaakvoerder gerente jefe
    responsabile secretary treasurer supervisor planner teamleiter abteilungsleiter vorstand
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_ROLE_ENDS = ("manager", "leiter", "leiterin", "director", "direktor", "direktorin", "führer", "führerin")
# What stands behind a role and is a part of it: “Senior Vice President, Operations”.
_DEPARTMENT_WORDS = """
    operations sales marketing procurement purchasing finance it hr legal logistics engineering product supply chain
    business development strategy technology people customer success emea americas apac europe dach uk us and of global
"""
_DEPARTMENTS = frozenset(_DEPARTMENT_WORDS.split())
_LEGAL = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|corp|gmbh|ag|kg|ug|se|bv|nv|sarl|sas|srl|spa|oy|oyj|ab|aps|pty|pte|kk)\b\.?"
    r"|\b(?:b\.v|n\.v|s\.a|s\.l|s\.p\.a|s\.r\.l|k\.k|a/s)\b\.?|\bsp\. ?z ?o\. ?o\b\.?",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing)\.?[ -]*)*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}$")
_NICKNAME = re.compile(r"\s*[\"“„][^\"“”„]{1,30}[\"”“]|\s*\((?:she|he|they)(?:/\w{1,8}){1,2}\)", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"(?:,\s*(?:[A-Z]{2,5}|Ph\.?D\.?))+$")
_SAID = re.compile(
    r"\b(?:[Tt]his is|[Mm]y name is|I am|I[’']m|[Ii]ch bin|[Mm]ein Name ist|[Jj]e suis|[Ii]k ben) "
    r"([A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){1,2})"
    r"(?: (?:from|of|at|with|von|bei|de|chez|van) ([A-ZÀ-Ý][\w&'’-]*(?: (?:&|[A-ZÀ-Ý][\w&'’-]*)){0,4}))?"
)
_PICTURES = "\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d"
# A dash between two figures belongs to a number.
_SPLIT = re.compile(rf"\s*[|•·{_PICTURES}]+\s*|(?<!\d)\s+[–—-]\s+|\s+[–—-]\s+(?!\d)")


def read_person(text: str) -> dict[str, str]:
    """Return the fields of a lead that the text gives away, raw texts by name; empty where there are none.

    What is quoted counts only where nothing else says who it is.
    """
    lines = [line.strip() for line in text.splitlines()[:MOST_LINES]]
    found = _read([line for line in lines if not line.startswith(">")])
    if not {"name", "first_name", "email", "company"} & found.keys():
        found = _read([line.lstrip("> ") for line in lines]) | found
    return found


def _read(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    sender = next(_senders(lines), "")
    if sender:
        _read_sender(sender, found)
        lines = [line for line in lines if not _HEADER.match(line) or _PHONE.search(line)]
    rest = _read_labelled(lines, found)
    pieces = [piece for line in _signature(rest) for piece in _SPLIT.split(line)]
    left = [part for piece in pieces if not _read_contact(piece, found) for part in read_address(piece, found)]
    _read_words(left, found)
    if "name" not in found and (said := _SAID.search(" ".join(rest))) is not None:
        found["name"] = said[1]
        found.setdefault("company", said[2] or "")
    for name, shortest in (("name", 1), ("title", 4)):
        if found.get(name, "").isupper() and len(found[name]) > 5:
            # “VP SALES” becomes “VP Sales”.
            words = found[name].split()
            found[name] = " ".join(word.title() if len(word) >= shortest else word for word in words)
    return {name: value for name, value in found.items() if value}


def _senders(lines: Sequence[str]) -> Iterator[str]:
    for pattern in (_FROM, _ADDRESSED):
        yield from (match[1] for line in lines if (match := pattern.match(line)))


def _read_sender(sender: str, found: dict[str, str]) -> None:
    email = _EMAIL.search(sender)
    if email is not None:
        found["email"] = email[0]
    name = re.sub(r"[<\[(].*", "", sender).strip(" \"'")
    if name and "@" not in name:
        found["name"] = " ".join(name.split()[:6])


def _read_labelled(lines: Sequence[str], found: dict[str, str]) -> list[str]:
    """Take the lines of a form, “Company: Adams & Sons”; return the others.

    One label may be chance; two different ones, not counting how to reach somebody, are a form.
    """
    labelled: dict[int, tuple[str, str]] = {}
    for at, line in enumerate(lines):
        match = _LABELLED.match(line)
        known = field_of(match[1]) if match is not None else None
        if match is not None and known is not None:
            labelled[at] = known[0], match[2]
    telling = {field for field, _ in labelled.values()} & {"name", "first_name", "last_name", "company", "title"}
    if len(telling) < 2:
        return list(lines)
    for field, value in labelled.values():
        found.setdefault(field, value)
    return [line for at, line in enumerate(lines) if at not in labelled and not _LABELLED.match(line)]


def _signature(lines: Sequence[str]) -> list[str]:
    """Return the lines behind the last greeting, all of them where there is none."""
    at = max((number for number, line in enumerate(lines) if _GREETING.match(line)), default=-1)
    behind = [line for line in lines[at + 1 :] if line]
    return behind or [line for line in lines if line]


def _read_contact(piece: str, found: dict[str, str]) -> bool:
    """Take an address, a number or a website from a piece of a line; tell whether it was one."""
    email, site, bare = _EMAIL.search(piece), _SITE.search(piece), _BARE_SITE.match(piece)
    if email is not None:
        found.setdefault("email", email[0].rstrip("."))
    if site is not None and "linkedin.com" not in site[0].lower():
        found.setdefault("website", site[0].rstrip("./)"))
    if bare is not None and not _LEGAL.search(piece):
        found.setdefault("website", bare[1])
        return True
    rest = _SITE.sub(" ", _EMAIL.sub(" ", piece))
    numbers = [] if _DATE.search(rest) else list(_PHONE.finditer(rest))
    start, is_number = 0, False
    for number in numbers:
        label, start = rest[start : number.start()], number.end()
        if 7 <= sum(sign.isdigit() for sign in number[1]) <= 15:
            is_number = True
            if not _NO_PHONE.search(label):
                found.setdefault("mobile" if _MOBILE.search(label) else "phone", number[0].strip())
    is_other_number = bool(_NO_PHONE.match(piece)) and any(sign.isdigit() for sign in piece)
    return email is not None or site is not None or is_number or is_other_number


def _read_words(pieces: Sequence[str], found: dict[str, str]) -> None:
    """Tell name, role and company apart among the pieces that are words alone."""
    for written in pieces:
        piece = _NICKNAME.sub("", written)
        role, comma, rest = re.sub(r"\s+(?:at|bei|chez|@)\s+", ", ", piece, count=1).partition(", ")
        named = piece if _is_role(rest) else _LETTERS_AFTER.sub("", piece)
        if len(piece) > 120 or _GREETING.match(piece):
            continue
        if _LEGAL.search(piece) and not (comma and _is_role(role)):
            found.setdefault("company", piece)
        elif "name" not in found and _NAME.match(role) and _is_role(rest) and not _is_role(role):
            found |= {"name": role, "title": rest}
        elif _is_role(role):
            is_whole = bool(rest) and _DEPARTMENTS.issuperset(re.findall(r"\w+", rest.casefold()))
            found.setdefault("title", piece if is_whole else role.strip(" ,"))
            if rest and not is_whole:
                found.setdefault("company", rest)
        elif "name" not in found and _NAME.match(named):
            found["name"] = named
        elif "name" in found and piece.casefold() != found["name"].casefold() and _looks_like_company(piece, found):
            found.setdefault("company", piece)


def _is_role(text: str) -> bool:
    words = re.findall(r"\w+", text.casefold())
    return len(text) <= 80 and any(word in _ROLES or word.endswith(_ROLE_ENDS) for word in words)


def _looks_like_company(piece: str, found: dict[str, str]) -> bool:
    """Tell whether a line may be the company: it is short, and nothing or its domain speaks for it."""
    if len(piece.split()) > 6 or piece.endswith((".", "!", "?", ",", ":")) or not piece[:1].isupper():
        return False
    domain = company_domain(found.get("email", ""), found.get("website", ""))
    if not domain or domain in FREE_MAIL:
        return "company" not in found
    first = company_key(piece).split(" ")[0]
    return bool(first) and (first in plain_words(domain).replace(" ", "") or len(piece.split()) > 1)
