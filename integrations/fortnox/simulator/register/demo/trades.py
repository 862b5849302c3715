"""Who the made-up companies are, what they live on, and whom they trade with. All of them are invented."""

from dataclasses import dataclass

from integrations.fortnox.simulator.books.companies import Company


@dataclass(frozen=True, slots=True)
class Buying:
    """Someone the company buys from: the account of the cost, and the usual net amount in kronor."""

    name: str
    account: str
    kronor: int


@dataclass(frozen=True, slots=True)
class Trade:
    """A company with the rhythm of its trade.

    Attributes:
        seed: makes its figures, always the same.
        sales_a_month: customer invoices in an ordinary month, and sale_kronor: what one of them is before VAT.
        income: the account of its sales, vat_account: of their VAT, and vat_per_cent: how much that is.
        worker_pay_kronor, office_pay_kronor: monthly pay, all employees together.
        till_kronor: a week's takings before VAT; 0 without a till.
        purchases_a_month: how often each supplier sends an invoice.
        opening: the balances of its first day, in kronor, debit positive.
        centres: codes and names of its cost centres; projects: numbers and names.
    """

    company: Company
    seed: int
    sales_a_month: int
    sale_kronor: int
    income: str
    vat_account: str
    vat_per_cent: int
    worker_pay_kronor: int
    office_pay_kronor: int
    till_kronor: int
    purchases_a_month: int
    customers: tuple[str, ...]
    suppliers: tuple[Buying, ...]
    opening: tuple[tuple[str, int], ...]
    centres: tuple[tuple[str, str], ...]
    projects: tuple[tuple[str, str], ...]


BUILDER = Trade(
    company=Company(
        1204501,
        "Åsö Bygg & Måleri AB",
        "556677-8899",
        address="Åsögatan 999",
        zip_code="116 00",
        city="Stockholm",
        contact_first_name="Åsa",
        contact_last_name="Öberg",
        phone="08-555 010 01",
        email="info@asobygg.example",
    ),
    seed=1,
    sales_a_month=15,
    sale_kronor=34_600,
    income="3001",
    vat_account="2611",
    vat_per_cent=25,
    worker_pay_kronor=148_000,
    office_pay_kronor=46_500,
    till_kronor=0,
    purchases_a_month=1,
    customers=(
        "Brf Lärkträdet",
        "Familjen Öberg-Lind",
        "Håkansson & Söner Bygg AB",
        "Ängelholms Friförskola",
        "Göta Fastigheter KB",
        "Årsta Tandvård AB",
        "Sjöstrand Entreprenad AB",
        "Kyrkbyns Körgård",
    ),
    suppliers=(
        Buying("Fastighetsbolaget Hörnstenen KB", "5010", 18_500),
        Buying("Södermalms Färghandel AB", "4010", 14_200),
        Buying("Västerås Trä & Virke AB", "4010", 27_600),
        Buying("Målarnas Grossist i Örebro AB", "4010", 9_800),
        Buying("Nyström Ställningar HB", "4600", 21_500),
        Buying("Elfirman Blixt & Åska AB", "4600", 33_000),
        Buying("Verktygsboden Åtta AB", "5410", 4_300),
        Buying("Tejp & Täckpapp Norden AB", "5460", 2_150),
        Buying("Mack & Tvätt Hägersten", "5611", 3_900),
        Buying("Bilverkstan i Älvsjö AB", "5613", 6_700),
        Buying("Ljusfiber Telekom AB", "6212", 2_480),
        Buying("Siffersmedjan Redovisning AB", "6530", 7_900),
        Buying("Molnskyar IT AB", "6540", 3_350),
    ),
    opening=(
        ("1220", 480_000),
        ("1229", -192_000),
        ("1460", 85_000),
        ("1930", 912_000),
        ("2081", -50_000),
        ("2091", -935_000),
        ("2350", -300_000),
    ),
    centres=(("10", "Bygg"), ("20", "Måleri"), ("90", "Gemensamt")),
    projects=(("P101", "Kv. Ängsklockan"), ("P102", "Förskolan Älgen"), ("P103", "Takbyte Lärkträdet")),
)
CAFE = Trade(
    company=Company(
        1204502,
        "Örtagårdens Café & Bageri AB",
        "556123-4567",
        address="Örtagatan 7",
        zip_code="269 00",
        city="Båstad",
        contact_first_name="Göran",
        contact_last_name="Åhs",
        phone="0431-555 02",
        email="hej@ortagarden.example",
        accounting_method="CASH",
    ),
    seed=2,
    sales_a_month=7,
    sale_kronor=14_400,
    income="3002",
    vat_account="2621",
    vat_per_cent=12,
    worker_pay_kronor=52_000,
    office_pay_kronor=31_000,
    till_kronor=24_500,
    purchases_a_month=2,
    customers=(
        "Båstads Kulturförening",
        "Kullabygdens Konferens AB",
        "Höstmarknaden Ekonomisk förening",
        "Hotell Skäret AB",
        "Bjäre Golfrestaurang HB",
    ),
    suppliers=(
        Buying("Lokalvärden i Skåne AB", "5010", 6_400),
        Buying("Skånebygdens Mejeri AB", "4010", 8_600),
        Buying("Kvarnen i Åhus AB", "4010", 6_900),
        Buying("Kafferosteriet Böna AB", "4010", 7_450),
        Buying("Köksteknik i Höör AB", "5410", 1_900),
        Buying("Städ & Tvätt Åsa HB", "5460", 1_150),
        Buying("Ljusfiber Telekom AB", "6212", 490),
        Buying("Siffersmedjan Redovisning AB", "6530", 2_450),
        Buying("Kassasystem Öresund AB", "6540", 940),
    ),
    opening=(
        ("1220", 260_000),
        ("1229", -104_000),
        ("1460", 38_000),
        ("1910", 4_000),
        ("1930", 341_000),
        ("2081", -25_000),
        ("2091", -364_000),
        ("2350", -150_000),
    ),
    centres=(("1", "Café"), ("2", "Bageri")),
    projects=tuple((f"K{number:03}", f"Catering {number}") for number in range(1, 541)),
)
WHOLESALER = Trade(
    company=Company(
        1204503,
        "Norrskens Grossist & Logistik AB",
        "559312-4554",
        address="Terminalvägen 88",
        zip_code="973 00",
        city="Luleå",
        contact_first_name="Märta",
        contact_last_name="Sjödin",
        phone="0920-555 03",
        email="ekonomi@norrskensgrossist.example",
    ),
    seed=3,
    sales_a_month=0,
    sale_kronor=23_100,
    income="3001",
    vat_account="2611",
    vat_per_cent=25,
    worker_pay_kronor=900_000,
    office_pay_kronor=400_000,
    till_kronor=0,
    purchases_a_month=0,
    customers=tuple(f"Butik {number:03} Norrland AB" for number in range(1, 241)),
    suppliers=tuple(
        Buying(f"{kind} {number:02} AB", account, kronor)
        for kind, account, kronor in (
            ("Livsmedelsproducenten", "4010", 31_900),
            ("Importören Väst", "4010", 24_800),
            ("Frakt & Spedition", "5710", 13_600),
            ("Bemanning Norr", "4600", 19_400),
            ("Reklambyrån Sken", "5910", 8_200),
        )
        for number in range(1, 25)
    ),
    opening=(
        ("1220", 6_400_000),
        ("1229", -2_100_000),
        ("1460", 9_800_000),
        ("1930", 14_600_000),
        ("2081", -1_000_000),
        ("2091", -21_700_000),
        ("2350", -6_000_000),
    ),
    centres=(("100", "Lager"), ("200", "Transport"), ("900", "Kontor")),
    projects=(),
)
