"""What the registers refuse, in Fortnox's own words where they are known; codes that begin with 20092 are invented."""

from integrations.fortnox.simulator.exchange import Refusal


def wrong_filter() -> Refusal:
    """Refuse a value of `filter` that there is not. Source: recorded answers."""
    return Refusal(400, 2000587, "Ett ogiltigt filter har använts.")


def missing_customer() -> Refusal:
    """Say that a customer is not there. Source: recorded answers."""
    return Refusal(404, 2000433, "Kan inte hitta kunden.", is_missing=True)


def missing_invoice() -> Refusal:
    """Say that a customer invoice is not there. Source: recorded answers."""
    return Refusal(404, 2000434, "Kan inte hitta fakturan.", is_missing=True)


def missing_project() -> Refusal:
    """Say that a project is not there. Source: recorded answers."""
    return Refusal(404, 2001161, "Kan inte hitta projektet.", is_missing=True)


def missing_supplier() -> Refusal:
    """Say that a supplier is not there; invented."""
    return Refusal(404, 2009201, "Kan inte hitta leverantören.", is_missing=True)


def missing_supplier_invoice() -> Refusal:
    """Say that a supplier invoice is not there; invented."""
    return Refusal(404, 2009202, "Kan inte hitta leverantörsfakturan.", is_missing=True)


def missing_payment() -> Refusal:
    """Say that a payment is not there; invented."""
    return Refusal(404, 2009203, "Kan inte hitta betalningen.", is_missing=True)


def missing_cost_centre() -> Refusal:
    """Say that a cost centre is not there; invented."""
    return Refusal(404, 2009204, "Kan inte hitta kostnadsstället.", is_missing=True)


def missing_predefined() -> Refusal:
    """Say that there is no predefined account or series of a name; invented."""
    return Refusal(404, 2009205, "Kan inte hitta det förvalda värdet.", is_missing=True)
