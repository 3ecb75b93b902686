"""Two spellings of one person or company have one key."""

import pytest

from salesdesk.domain.keys import company_domain, company_key, email_key, name_key, plain_words, web_domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme GmbH", "ACME"),
        ("Müller & Söhne KG", "muller and sohne"),
        ("Norrland Pumps AB", "Norrland  Pumps"),
        ("Sierra Verde, S.A.", "Sierra Verde SA"),
        ("Cobalt Freight Systems, Inc.", "cobalt freight systems"),
        ("Texel Cold Store B.V.", "Texel Cold Store"),
        ("Ørsted A/S", "Orsted"),
    ],
)
def test_companies_are_the_same_whatever_their_legal_form(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_different_companies_differ() -> None:
    assert company_key("Ardent Packaging") != company_key("Ardent Pumps")


def test_a_company_named_only_by_a_legal_form_keeps_it() -> None:
    assert company_key("AG") == "ag"


def test_names_fold_case_accents_and_marks() -> None:
    assert name_key("José", "Núñez") == name_key("JOSE", " Nunez") == "jose nunez"
    assert name_key("Liam", "O’Neill") == name_key("Liam", "O'Neill")
    assert name_key("", "") == ""


def test_other_alphabets_keep_their_letters() -> None:
    assert plain_words("Иван  Петров!") == "иван петров"
    assert plain_words("山田 太郎") == "山田 太郎"


def test_addresses_and_sites_have_one_form() -> None:
    assert email_key(" Ann@Acme.example ") == "ann@acme.example"
    assert web_domain("https://www.acme.example/about?x=1") == "acme.example"
    assert web_domain("none") == ""


def test_a_free_mail_service_is_nobodys_domain() -> None:
    assert company_domain("ann@gmail.com") == ""
    assert company_domain("ann@acme.example") == "acme.example"
    assert company_domain("ann@gmail.com", "www.acme.example") == "acme.example"
