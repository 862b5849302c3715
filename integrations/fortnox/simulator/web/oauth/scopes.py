"""The scopes of an application, their words on the consent page, and the licences they need.

Source: fortnox.se/developer, scopes; for the licences github.com/Tharga/Fortnox, docs/articles/scopes.md.
"""

from dataclasses import dataclass

INTEGRATION = "integration"
"""The licence that every company needs before any application may call. Source: error 2001103."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one word of a scope opens.

    Attributes:
        words: what the consent page says, in Swedish.
        licences: any one of them is enough; none is needed when it is empty.
    """

    words: str
    licences: tuple[str, ...] = ()


_INVOICING = ("order", "kundfaktura")
SCOPES: dict[str, Scope] = {
    "companyinformation": Scope("Företagsuppgifter"),
    "bookkeeping": Scope("Bokföring: konton, verifikationer, räkenskapsår, SIE", ("bokföring", "kundfaktura")),
    "settings": Scope("Inställningar"),
    "customer": Scope("Kunder", _INVOICING),
    "invoice": Scope("Kundfakturor", _INVOICING),
    "supplier": Scope("Leverantörer", ("bokföring", "leverantörsfaktura")),
    "supplierinvoice": Scope("Leverantörsfakturor", ("bokföring", "leverantörsfaktura")),
    "payment": Scope("In- och utbetalningar", ("bokföring", *_INVOICING)),
    "costcenter": Scope("Kostnadsställen"),
    "project": Scope("Projekt"),
    "currency": Scope("Valutor"),
    "order": Scope("Ordrar", ("order",)),
    "article": Scope("Artiklar", _INVOICING),
    "price": Scope("Priser", _INVOICING),
    "print": Scope("Utskrifter", _INVOICING),
    "connectfile": Scope("Kopplade filer", ("bokföring", "anläggning", "arkivplats")),
    "archive": Scope("Arkivplats", ("arkivplats",)),
    "inbox": Scope("Inkorg"),
    "profile": Scope("Din profil"),
}


def is_licensed(scope: str, licences: frozenset[str]) -> bool:
    """Say whether a company with these licences has what the scope needs."""
    needed = SCOPES[scope].licences if scope in SCOPES else ()
    return not needed or bool(licences.intersection(needed))
