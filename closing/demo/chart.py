"""The chart of accounts the demo companies use: BAS numbers with their Swedish names and SRU codes.

The names are data of a made-up company, as they would stand in its own file, so they are not translated.
Source of the numbers: the BAS chart; SRU codes as in INK2R.
"""

from sie import Account

_ASSET, _DEBT, _INCOME, _COST = "T", "S", "I", "K"

_ROWS = (
    ("1220", "Inventarier och verktyg", _ASSET, "7215"),
    ("1229", "Ackumulerade avskrivningar på inventarier", _ASSET, "7215"),
    ("1240", "Bilar och andra transportmedel", _ASSET, "7215"),
    ("1249", "Ackumulerade avskrivningar på bilar", _ASSET, "7215"),
    ("1460", "Lager av färg och virke", _ASSET, "7241"),
    ("1510", "Kundfordringar", _ASSET, "7251"),
    ("1630", "Skattekonto", _ASSET, "7261"),
    ("1710", "Förutbetalda hyreskostnader", _ASSET, "7263"),
    ("1910", "Kassa", _ASSET, "7281"),
    ("1930", "Företagskonto", _ASSET, "7281"),
    ("2081", "Aktiekapital", _DEBT, "7301"),
    ("2091", "Balanserad vinst", _DEBT, "7302"),
    ("2098", "Vinst från föregående år", _DEBT, "7302"),
    ("2099", "Årets resultat", _DEBT, "7302"),
    ("2350", "Banklån", _DEBT, "7352"),
    ("2440", "Leverantörsskulder", _DEBT, "7365"),
    ("2510", "Skatteskulder", _DEBT, "7368"),
    ("2512", "Beräknad inkomstskatt", _DEBT, "7368"),
    ("2518", "Betald F-skatt", _DEBT, "7368"),
    ("2611", "Utgående moms, 25 %", _DEBT, "7369"),
    ("2641", "Ingående moms", _DEBT, "7369"),
    ("2650", "Redovisningskonto för moms", _DEBT, "7369"),
    ("2710", "Personalskatt", _DEBT, "7369"),
    ("2731", "Lagstadgade sociala avgifter", _DEBT, "7369"),
    ("2920", "Upplupna semesterlöner", _DEBT, "7370"),
    ("2940", "Upplupna sociala avgifter", _DEBT, "7370"),
    ("3001", "Försäljning inom Sverige, 25 % moms", _INCOME, "7410"),
    ("3231", "Försäljning inom byggsektorn, omvänd moms", _INCOME, "7410"),
    ("3740", "Öres- och kronutjämning", _INCOME, "7410"),
    ("4010", "Inköp av material", _COST, "7511"),
    ("4600", "Underentreprenörer", _COST, "7511"),
    ("5010", "Lokalhyra", _COST, "7513"),
    ("5020", "El för belysning", _COST, "7513"),
    ("5410", "Förbrukningsinventarier", _COST, "7513"),
    ("5460", "Förbrukningsmaterial", _COST, "7513"),
    ("5611", "Drivmedel för personbilar", _COST, "7513"),
    ("5613", "Reparation och underhåll av bilar", _COST, "7513"),
    ("6071", "Representation, avdragsgill", _COST, "7513"),
    ("6110", "Kontorsmateriel", _COST, "7513"),
    ("6212", "Mobiltelefon", _COST, "7513"),
    ("6310", "Företagsförsäkringar", _COST, "7513"),
    ("6530", "Redovisningstjänster", _COST, "7513"),
    ("6540", "IT-tjänster", _COST, "7513"),
    ("6570", "Bankkostnader", _COST, "7513"),
    ("6970", "Tidningar och facklitteratur", _COST, "7513"),
    ("7010", "Löner till kollektivanställda", _COST, "7514"),
    ("7090", "Förändring av semesterlöneskuld", _COST, "7514"),
    ("7210", "Löner till tjänstemän", _COST, "7514"),
    ("7510", "Lagstadgade sociala avgifter", _COST, "7514"),
    ("7519", "Sociala avgifter för semesterlöner", _COST, "7514"),
    ("7690", "Övriga personalkostnader", _COST, "7514"),
    ("7832", "Avskrivningar på inventarier och verktyg", _COST, "7515"),
    ("7834", "Avskrivningar på bilar", _COST, "7515"),
    ("8311", "Ränteintäkter från bank", _INCOME, "7417"),
    ("8410", "Räntekostnader för långfristiga skulder", _COST, "7522"),
    ("8910", "Skatt på årets resultat", _COST, "7528"),
    ("8999", "Årets resultat", _COST, "7450"),
)

CHART = tuple(Account(number, name, kind=kind, sru=(sru,)) for number, name, kind, sru in _ROWS)


def is_balance_account(number: str) -> bool:
    """Say whether the account belongs to the balance sheet (classes 1 and 2)."""
    return number[:1] in {"1", "2"}
