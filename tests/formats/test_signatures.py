"""Signatures, mails and forms as people in different countries write them, and whom each is read as."""

from __future__ import annotations

import pytest

from salesdesk.formats.capture import capture

TEXTS: dict[str, tuple[str, dict[str, str]]] = {
    "german": (
        """Thanks again for the call.

Kind regards

Dr. Anna-Lena Hoffmann
Leiterin Einkauf

Brandner Werkzeuge GmbH & Co. KG
Industriestraße 14
D-72764 Reutlingen
Tel. +49 (0)7121 555-123
Mobil: 0171 5550199
a.hoffmann@brandner-werkzeuge.example
www.brandner-werkzeuge.example

Geschäftsführer: Karl Brandner – Amtsgericht Stuttgart HRB 12345""",
        {
            "title": "Leiterin Einkauf",
            "company": "Brandner Werkzeuge GmbH & Co. KG",
            "website": "www.brandner-werkzeuge.example",
            "street": "Industriestraße 14",
            "city": "Reutlingen",
            "postal_code": "72764",
            "first_name": "Dr. Anna-Lena",
            "last_name": "Hoffmann",
            "email": "a.hoffmann@brandner-werkzeuge.example",
            "phone": "+49 (0)7121 555-123",
            "mobile": "0171 5550199",
        },
    ),
    "french": (
        """Jean-Pierre Dubois
Directeur des systèmes d'information
Transports Dubois SARL
12 rue de la République
69002 Lyon, France
Tél : 04 72 55 01 23 | Port. 06 12 34 56 78
jp.dubois@transports-dubois.example""",
        {
            "title": "Directeur des systèmes d'information",
            "company": "Transports Dubois SARL",
            "street": "12 rue de la République",
            "city": "Lyon",
            "postal_code": "69002",
            "country": "France",
            "first_name": "Jean-Pierre",
            "last_name": "Dubois",
            "email": "jp.dubois@transports-dubois.example",
            "phone": "+33 4 72 55 01 23",
            "mobile": "+33 6 12 34 56 78",
        },
    ),
    "british": (
        """--
Sarah O'Neill | Head of Procurement
Northgate Foods Ltd
Unit 4, Castle Park, Bristol BS2 0JA
m: 07700 900123 | e: sarah.oneill@northgate.example | w: northgate.example""",
        {
            "title": "Head of Procurement",
            "company": "Northgate Foods Ltd",
            "website": "northgate.example",
            "street": "Unit 4, Castle Park",
            "city": "Bristol",
            "postal_code": "BS2 0JA",
            "first_name": "Sarah",
            "last_name": "O'Neill",
            "email": "sarah.oneill@northgate.example",
            "mobile": "07700 900123",
        },
    ),
    "american": (
        """Michael "Mike" Thompson, PMP
Senior Vice President, Operations
Acme Freight, Inc.
1200 Market St, Suite 400
Philadelphia, PA 19107
Office: (215) 555-0142 ext. 12
Cell: 215.555.0199
mthompson@acmefreight.example""",
        {
            "title": "Senior Vice President, Operations",
            "company": "Acme Freight, Inc.",
            "street": "1200 Market St, Suite 400",
            "city": "Philadelphia",
            "region": "PA",
            "postal_code": "19107",
            "first_name": "Michael",
            "last_name": "Thompson",
            "email": "mthompson@acmefreight.example",
            "phone": "(215) 555-0142 ext. 12",
            "mobile": "215.555.0199",
        },
    ),
    "spanish reply": (
        """From: Carla Gómez <carla.gomez@iberlog.example>
Sent: Tuesday, 3 November 2026 09:12
To: Sam
Subject: Re: Pricing

Hola Sam,

¿Podéis enviarme una oferta para 40 usuarios?

Saludos,
Carla Gómez
Responsable de Compras
Iberlog S.L.
C/ Alcalá 45, 28014 Madrid
+34 91 555 01 23""",
        {
            "title": "Responsable de Compras",
            "company": "Iberlog S.L.",
            "street": "C/ Alcalá 45",
            "city": "Madrid",
            "postal_code": "28014",
            "first_name": "Carla",
            "last_name": "Gómez",
            "email": "carla.gomez@iberlog.example",
            "phone": "+34 91 555 01 23",
        },
    ),
    "quoted alone": (
        """Sent from my iPhone

> On 3 Nov 2026, at 10:00, Tom Baker <tom.baker@riverside.example> wrote:
> Could we talk on Friday?
> Tom""",
        {"first_name": "Tom", "last_name": "Baker", "email": "tom.baker@riverside.example"},
    ),
    "japanese company": (
        """Yuki Tanaka
Tanaka Trading K.K.
yuki@tanaka.example""",
        {"company": "Tanaka Trading K.K.", "first_name": "Yuki", "last_name": "Tanaka", "email": "yuki@tanaka.example"},
    ),
    "polish in capitals": (
        """MARTA KOWALCZYK
PROCUREMENT MANAGER
HELIOTROPE ENERGY SP. Z O.O.
ul. Prosta 20, 00-850 Warszawa
tel. +48 22 555 01 23
marta.kowalczyk@heliotrope.example""",
        {
            "title": "Procurement Manager",
            "company": "HELIOTROPE ENERGY SP. Z O.O.",
            "street": "ul. Prosta 20",
            "city": "Warszawa",
            "postal_code": "00-850",
            "first_name": "Marta",
            "last_name": "Kowalczyk",
            "email": "marta.kowalczyk@heliotrope.example",
            "phone": "+48 22 555 01 23",
        },
    ),
    "pronouns and at": (
        """Best,
Priya
--
Priya Raghavan (she/her)
Director of Operations @ Cobalt Freight Systems
linkedin.com/in/priyaraghavan
priya@cobalt.example""",
        {
            "title": "Director of Operations",
            "company": "Cobalt Freight Systems",
            "first_name": "Priya",
            "last_name": "Raghavan",
            "email": "priya@cobalt.example",
        },
    ),
    "dutch": (
        """Met vriendelijke groet,

Sanne de Vries
Inkoopmanager

Van der Berg Logistiek B.V.
Postbus 1234
3000 BC Rotterdam
T 010 - 555 01 42
M 06 - 12 34 56 78
E s.devries@vdberglogistiek.example
KvK 12345678""",
        {
            "title": "Inkoopmanager",
            "company": "Van der Berg Logistiek B.V.",
            "street": "Postbus 1234",
            "city": "Rotterdam",
            "postal_code": "3000 BC",
            "first_name": "Sanne",
            "last_name": "de Vries",
            "email": "s.devries@vdberglogistiek.example",
            "phone": "010 - 555 01 42",
            "mobile": "06 - 12 34 56 78",
        },
    ),
    "web form": (
        """Name: Ken Adams
Company: Adams & Sons Ltd.
Job title: Owner
Email: ken@adams.example
Phone: 020 7946 0958
Message: Please call me about the pilot.""",
        {
            "title": "Owner",
            "company": "Adams & Sons Ltd.",
            "first_name": "Ken",
            "last_name": "Adams",
            "email": "ken@adams.example",
            "phone": "020 7946 0958",
            "notes": "Please call me about the pilot.",
        },
    ),
    "italian in one line": (
        """Giulia Rossi - Responsabile Acquisti - Rossi Tessuti S.p.A.
Via Roma 10, 20121 Milano (MI)
Tel. 02 5550123 - Cell. 333 5550123
giulia.rossi@rossitessuti.example""",
        {
            "title": "Responsabile Acquisti",
            "company": "Rossi Tessuti S.p.A.",
            "street": "Via Roma 10",
            "city": "Milano",
            "region": "MI",
            "postal_code": "20121",
            "first_name": "Giulia",
            "last_name": "Rossi",
            "email": "giulia.rossi@rossitessuti.example",
            "phone": "02 5550123",
            "mobile": "333 5550123",
        },
    ),
    "prose": (
        """Hi, this is Laura Becker from Becker Dental. We spoke at the fair;
my number is +49 30 5550123 and my mail laura@becker-dental.example. Can you send a quote?""",
        {
            "company": "Becker Dental",
            "first_name": "Laura",
            "last_name": "Becker",
            "email": "laura@becker-dental.example",
            "phone": "+49 30 5550123",
        },
    ),
    "name and address": (
        """Thomas Müller <t.mueller@werk.example>""",
        {"first_name": "Thomas", "last_name": "Müller", "email": "t.mueller@werk.example"},
    ),
    "pictures": (
        """Amélie Rousseau
Maison Delorme
Directrice générale
📞 +33 1 55 50 01 23  ✉ amelie@delorme.example  🌐 delorme.example
📍 5 avenue Foch, 75116 Paris""",
        {
            "title": "Directrice générale",
            "company": "Maison Delorme",
            "website": "delorme.example",
            "street": "5 avenue Foch",
            "city": "Paris",
            "postal_code": "75116",
            "first_name": "Amélie",
            "last_name": "Rousseau",
            "email": "amelie@delorme.example",
            "phone": "+33 1 55 50 01 23",
        },
    ),
    "australian": (
        """Cheers
Dave

David Nguyen
Founder & CEO, Brightside Software Pty Ltd
Level 3, 100 Collins Street
Melbourne VIC 3000
Australia
0412 555 012
david@brightside.example""",
        {
            "title": "Founder & CEO",
            "company": "Brightside Software Pty Ltd",
            "street": "Level 3, 100 Collins Street",
            "city": "Melbourne",
            "region": "VIC",
            "postal_code": "3000",
            "country": "Australia",
            "first_name": "David",
            "last_name": "Nguyen",
            "email": "david@brightside.example",
            "phone": "+61 412 555 012",
        },
    ),
    "numbers that are no phone": (
        """Ina Berg
Berg Metall GmbH
IBAN DE89 3704 0044 0532 0130 00
KvK 12345678
see offer.pdf
ina@berg.example""",
        {"company": "Berg Metall GmbH", "first_name": "Ina", "last_name": "Berg", "email": "ina@berg.example"},
    ),
    "german prose": (
        """Hallo Sam,
mein Name ist Peter Lang von Lang & Söhne. Bitte rufen Sie mich an: 030 555 0123.""",
        {"company": "Lang & Söhne", "first_name": "Peter", "last_name": "Lang", "phone": "030 555 0123"},
    ),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_is_read_as_somebody(kind: str) -> None:
    text, expected = TEXTS[kind]
    found = capture(text)
    assert [dict(lead.fields) for lead in found.leads] == [expected]
    assert found.faults == ()


def test_an_initial_is_no_fax_and_a_short_title_keeps_its_capitals() -> None:
    (lead,) = capture("F. Lindqvist\nVP SALES\nNorrland Pumps AB\nF +46 8 555 01 24\nfl@norrland.example").leads
    assert lead.fields == {
        "first_name": "F.",
        "last_name": "Lindqvist",
        "title": "VP Sales",
        "company": "Norrland Pumps AB",
        "email": "fl@norrland.example",
    }
