"""What other programs and other languages call the fields of a lead.

English, German, French, Dutch and Spanish, and the exports of Salesforce, HubSpot, Pipedrive, Zoho, LinkedIn,
Google and Outlook. Case, accents, spaces and punctuation do not count. The best names of a field come first.
"""

SYNONYMS: dict[str, str] = {
    "uid": "lead uid; salesdesk uid",
    "name": (
        "full name; contact name; lead name; person name; person; contact; display name; vollständiger name; "
        "ansprechpartner; kontakt; nom complet; volledige naam; naam; contactpersoon; nombre completo; "
        "contacto; associated contact; nombre y apellidos; vor- und nachname"
    ),
    "first_name": (
        "first; given name; forename; vorname; prénom; voornaam; nombre; nombre de pila; person - first name;"
        " contact first name; lead first name"
    ),
    "last_name": (
        "last; surname; family name; nachname; familienname; nom; nom de famille; achternaam; apellido; "
        "apellidos; person - last name; contact last name; lead last name"
    ),
    "title": (
        "job title; position; role; function; designation; job; berufsbezeichnung; stellung; funktion; titel;"
        " position im unternehmen; poste; fonction; titre; intitulé du poste; functie; functietitel; cargo; "
        "puesto; organization title; organization 1 - title; person - job title; contact title; headline"
    ),
    "company": (
        "company name; account; account name; organization; organisation; organization name; employer; "
        "business name; firma; firmenname; unternehmen; unternehmensname; organisation - name; société; "
        "entreprise; raison sociale; nom de l'entreprise; bedrijf; bedrijfsnaam; organisatie; empresa; "
        "compañía; nombre de la empresa; organization 1 - name; associated company; primary associated "
        "company; current company; company / account; person - organization; lead company"
    ),
    "email": (
        "email address; mail; work email; business email; email work; primary email; e-mail 1 - value; email "
        "1; emailadresse; mailadresse; courriel; adresse e-mail; adresse mail; adresse électronique; "
        "e-mailadres; correo; correo electrónico; person - email - work; person - email; contact email; email"
        " id; person - email - home; person - email - other; lead email"
    ),
    "phone": (
        "phone number; telephone; tel; telephone number; work phone; business phone; office phone; direct "
        "phone; phone work; phone 1 - value; primary phone; telefon; telefonnummer; rufnummer; festnetz; "
        "numéro de téléphone; telefoon; telefoonnummer; teléfono; número de teléfono; person - phone - work; "
        "person - phone; company main phone; contact phone; telefon geschäftlich; lead phone"
    ),
    "mobile": (
        "mobile phone; mobile phone number; mobile number; cell; cell phone; handy; handynummer; mobil; "
        "mobiltelefon; mobilnummer; portable; téléphone portable; tél. mobile; mobiel; mobiel nummer; móvil; "
        "teléfono móvil; celular; person - phone - mobile; phone 2 - value; gsm"
    ),
    "website": (
        "web; homepage; website url; web page; company website; url; webseite; internetseite; site web; site "
        "internet; sitio web; página web; website 1 - value; organization - website; company domain name; "
        "domain"
    ),
    "street": (
        "street address; address; address line 1; address 1; business street; mailing street; billing street;"
        " strasse; straße und hausnummer; adresse; anschrift; rue; straat; adres; straat en huisnummer; "
        "calle; dirección; domicilio; address 1 - street; organization - address; business address"
    ),
    "city": (
        "town; business city; mailing city; billing city; ort; stadt; wohnort; ville; localité; plaats; stad;"
        " woonplaats; ciudad; población; localidad; address 1 - city"
    ),
    "region": (
        "state; province; state/province; state/region; county; business state; mailing state/province; "
        "billing state/province; bundesland; land/region; kanton; département; provincie; regio; provincia; "
        "estado; address 1 - region; state or province; mailing state; billing state"
    ),
    "postal_code": (
        "zip; zip code; postcode; zip/postal code; business postal code; mailing zip/postal code; billing "
        "zip/postal code; plz; postleitzahl; code postal; cp; código postal; address 1 - postal code"
    ),
    "country": (
        "country/region; nation; business country/region; business country; mailing country; billing country;"
        " country code; staat; land; pays; país; address 1 - country; country/territory"
    ),
    "industry": (
        "sector; vertical; line of business; branche; wirtschaftszweig; secteur; secteur d'activité; "
        "bedrijfstak; industria; organization - industry"
    ),
    "employees": (
        "number of employees; no. of employees; employee count; company size; headcount; staff; mitarbeiter; "
        "mitarbeiterzahl; anzahl mitarbeiter; effectif; nombre d'employés; nombre de salariés; medewerkers; "
        "aantal medewerkers; empleados; número de empleados; fte; organization - employee count; company "
        "headcount"
    ),
    "annual_revenue": (
        "revenue; turnover; yearly revenue; jahresumsatz; umsatz; chiffre d'affaires; ca; jaaromzet; omzet; "
        "ingresos anuales; facturación; organization - annual revenue; company revenue"
    ),
    "source": (
        "lead source; original source; channel; origin; quelle; leadquelle; herkunft; origine; source du "
        "lead; bron; leadbron; herkomst; fuente; origen; lead - source channel; original traffic source"
    ),
    "campaign": (
        "campaign name; utm_campaign; campaign source; kampagne; kampagnenname; campagne; campaña; most "
        "recent campaign; lead campaign"
    ),
    "high_intent": "hot; hot lead; heißer lead; intent; demo requested",
    "amount": (
        "value; deal value; lead value; expected revenue; budget; betrag; wert; montant; valeur; bedrag; "
        "waarde; importe; valor; monto; deal amount; estimated value; opportunity amount"
    ),
    "currency": "currency code; currencyisocode; lead - currency; währung; devise; valuta; moneda; divisa",
    "tags": (
        "tag; labels; label; categories; category; lead - labels; person - label; schlagworte; etiketten; "
        "kategorien; étiquettes; etiquetas; categorías"
    ),
    "notes": (
        "note; description; comments; comment; remarks; notizen; bemerkung; bemerkungen; beschreibung; "
        "kommentar; remarques; commentaires; notitie; notities; opmerkingen; opmerking; notas; comentarios; "
        "observaciones; message"
    ),
    "created_at": (
        "created; create date; created date; date created; created time; created on; creation date; reg. "
        "date; registration date; registered; signup date; lead created; lead - lead created; connected on; "
        "date added; erstellt; erstellt am; angelegt am; erstelldatum; anmeldedatum; créé le; date de "
        "création; aangemaakt; aangemaakt op; aanmaakdatum; creado; creado el; fecha de creación; timestamp; "
        "submitted at"
    ),
}
