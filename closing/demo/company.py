"""What the demo knows of a made-up company: who it is, what it lives on, and whom it trades with.

Pure: no Django, no database, no clock. Names are data of made-up companies, so they are not translated.
"""

from dataclasses import dataclass

from sie import Dimension, SieObject

COST_CENTRE, PROJECT = "1", "6"
"""Numbers the SIE standard reserves for cost centres and projects."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """Someone the company buys from: the account it is booked on, and the usual net amount in kronor."""

    name: str
    account: str
    kronor: int


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A made-up company with the rhythm of its trade.

    Attributes:
        seed: makes its figures, always the same.
        sales_a_month: customer invoices in an ordinary month.
        sale_kronor: an ordinary invoice before VAT.
        share_reverse_charge: per cent of the invoices without VAT, to other builders.
        worker_pay_kronor, office_pay_kronor: monthly pay, all employees together.
        rent_kronor: a month's rent before VAT.
    """

    organisation_number: str
    name: str
    seed: int
    sales_a_month: int
    sale_kronor: int
    share_reverse_charge: int
    worker_pay_kronor: int
    office_pay_kronor: int
    rent_kronor: int
    customers: tuple[str, ...]
    suppliers: tuple[Supplier, ...]
    centres: tuple[tuple[str, str], ...]
    projects: tuple[tuple[str, str], ...]

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Give the dimensions the company books on."""
        return (Dimension(COST_CENTRE, "Kostnadsställe"), Dimension(PROJECT, "Projekt"))

    @property
    def objects(self) -> tuple[SieObject, ...]:
        """Give its cost centres and projects."""
        centres = (SieObject(COST_CENTRE, code, name) for code, name in self.centres)
        projects = (SieObject(PROJECT, code, name) for code, name in self.projects)
        return (*centres, *projects)


BUILDER = DemoCompany(
    organisation_number="5566778899",
    name="Åsö Bygg & Måleri AB",
    seed=1,
    sales_a_month=15,
    sale_kronor=38_400,
    share_reverse_charge=35,
    worker_pay_kronor=148_000,
    office_pay_kronor=46_500,
    rent_kronor=18_500,
    customers=(
        "Brf Lärkträdet",
        "Familjen Öberg",
        "Håkansson & Söner Bygg AB",
        "Ängelholms Förskola",
        "Göta Fastigheter KB",
        "Årsta Tandvård AB",
        "Sjöstrand Entreprenad AB",
        "Kyrkans Körgård",
    ),
    suppliers=(
        Supplier("Södermalms Färghandel AB", "4010", 14_200),
        Supplier("Västerås Trä & Virke AB", "4010", 27_600),
        Supplier("Målarnas Grossist i Örebro AB", "4010", 9_800),
        Supplier("Nyström Ställningar HB", "4600", 21_500),
        Supplier("Elfirman Blixt & Åska AB", "4600", 33_000),
        Supplier("Verktygsboden Åtta AB", "5410", 4_300),
        Supplier("Tejp & Täckpapp Norden AB", "5460", 2_150),
        Supplier("Mack & Tvätt Hägersten", "5611", 3_900),
        Supplier("Bilverkstan i Älvsjö AB", "5613", 6_700),
        Supplier("Kontorsgiganten Öst AB", "6110", 1_240),
        Supplier("Ljusfiber Telekom AB", "6212", 2_480),
        Supplier("Siffersmedjan Redovisning AB", "6530", 7_900),
        Supplier("Molnskyar IT AB", "6540", 3_350),
    ),
    centres=(("10", "Bygg"), ("20", "Måleri"), ("90", "Gemensamt")),
    projects=(("P101", "Kv. Ängsklockan"), ("P102", "Förskolan Älgen"), ("P103", "Takbyte Lärkträdet")),
)

CAFE = DemoCompany(
    organisation_number="5561234567",
    name="Örtagårdens Café & Bageri AB",
    seed=2,
    sales_a_month=14,
    sale_kronor=16_400,
    share_reverse_charge=0,
    worker_pay_kronor=52_000,
    office_pay_kronor=31_000,
    rent_kronor=12_800,
    customers=("Dagskassa", "Båstads Kommun", "Kullabygdens Konferens AB", "Höstmarknaden Ekonomisk förening"),
    suppliers=(
        Supplier("Skånemejerierna Väst AB", "4010", 8_600),
        Supplier("Kvarnen i Åhus AB", "4010", 6_900),
        Supplier("Kafferosteriet Böna AB", "4010", 7_450),
        Supplier("Köksteknik i Höör AB", "5410", 3_800),
        Supplier("Städ & Tvätt Åsa HB", "5460", 2_300),
        Supplier("Ljusfiber Telekom AB", "6212", 990),
        Supplier("Siffersmedjan Redovisning AB", "6530", 4_900),
        Supplier("Kassasystem Öresund AB", "6540", 1_890),
    ),
    centres=(("1", "Café"), ("2", "Bageri")),
    projects=(("S25", "Sommarservering"),),
)
