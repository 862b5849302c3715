"""The chart of accounts of the made-up companies: BAS numbers, their names, SRU codes of INK2R and codes of VAT."""

import sqlite3

from integrations.fortnox.simulator.books.accounts import Account, add_accounts, is_balance_number

_ROWS = """
1220 7215 - Inventarier och verktyg
1229 7215 - Ackumulerade avskrivningar på inventarier och verktyg
1460 7241 - Lager av handelsvaror
1510 7251 - Kundfordringar
1513 7251 - Kundfordringar, delad faktura
1630 7261 - Avräkning för skatter och avgifter (skattekonto)
1710 7263 - Förutbetalda hyreskostnader
1910 7281 - Kassa
1930 7281 - Företagskonto
2081 7301 - Aktiekapital
2091 7302 - Balanserad vinst eller förlust
2098 7302 - Vinst eller förlust från föregående år
2099 7302 - Årets resultat
2350 7352 - Andra långfristiga skulder till kreditinstitut
2440 7365 - Leverantörsskulder
2512 7368 - Beräknad inkomstskatt
2518 7368 - Betald F-skatt
2611 7369 U1 Utgående moms på försäljning inom Sverige, 25 %
2621 7369 U2 Utgående moms på försäljning inom Sverige, 12 %
2641 7369 I Debiterad ingående moms
2650 7369 R2 Redovisningskonto för moms
2710 7369 - Personalskatt
2731 7369 - Avräkning lagstadgade sociala avgifter
2890 7369 - Övriga kortfristiga skulder
2920 7370 - Upplupna semesterlöner
2990 7370 - Övriga upplupna kostnader och förutbetalda intäkter
3001 7410 MP1 Försäljning inom Sverige, 25 % moms
3002 7410 MP2 Försäljning inom Sverige, 12 % moms
3105 7410 E Försäljning varor till land utanför EU
3740 7410 - Öres- och kronutjämning
3960 7413 - Valutakursvinster på fordringar och skulder av rörelsekaraktär
4010 7511 - Inköp av material och varor
4545 7511 - Import av varor, 25 % moms
4600 7511 - Legoarbeten och underentreprenader
5010 7513 - Lokalhyra
5020 7513 - El för belysning
5410 7513 - Förbrukningsinventarier
5460 7513 - Förbrukningsmaterial
5611 7513 - Drivmedel för personbilar
5613 7513 - Reparation och underhåll av personbilar
5710 7513 - Frakter, transporter och försäkringar vid varudistribution
5910 7513 - Annonsering
6110 7513 - Kontorsmateriel
6212 7513 - Mobiltelefon
6310 7513 - Företagsförsäkringar
6351 7513 - Konstaterade förluster på kundfordringar
6530 7513 - Redovisningstjänster
6540 7513 - IT-tjänster
6570 7513 - Bankkostnader
7010 7514 - Löner till kollektivanställda
7210 7514 - Löner till tjänstemän
7510 7514 - Lagstadgade sociala avgifter
7832 7515 - Avskrivningar på inventarier och verktyg
7960 7517 - Valutakursförluster på fordringar och skulder av rörelsekaraktär
8311 7417 - Ränteintäkter från bank
8410 7522 - Räntekostnader för långfristiga skulder
8910 7528 - Skatt som belastar årets resultat
8999 7450 - Årets resultat
"""


def add_demo_chart(connection: sqlite3.Connection, tenant: int, *, year: int) -> None:
    """Make the chart of a year."""
    parts = [line.split(" ", 3) for line in _ROWS.strip().splitlines()]
    add_accounts(
        connection,
        [
            Account(
                tenant,
                year,
                number,
                name,
                is_balance=is_balance_number(number),
                sru=int(sru),
                vat_code=None if code == "-" else code,
            )
            for number, sru, code, name in parts
        ],
    )
