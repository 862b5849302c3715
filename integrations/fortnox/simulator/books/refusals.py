"""What Fortnox refuses, in its own words where they are known.

Source: the error codes of fortnox.se/developer, recorded answers, and the help pages of integrators. Where a docstring
says "invented", neither the code nor the sentence is known publicly; such codes begin with 2009.
"""

from integrations.fortnox.simulator.exchange import Refusal


def no_body() -> Refusal:
    """Refuse a request without a usable body."""
    return Refusal(400, 2001392, "Ingen eller felaktig typ av data.")


def unknown_field(name: str) -> Refusal:
    """Refuse a field that does not exist. That its name stands in the sentence is invented."""
    return Refusal(400, 2001399, f"Felaktigt fältnamn ({name}).")


def missing_field(name: str) -> Refusal:
    """Refuse a record that lacks a field; the sentence is invented."""
    return Refusal(400, 2001795, f"Obligatoriskt fält saknas ({name}).")


def not_numeric(value: object) -> Refusal:
    """Refuse what should be a number."""
    return Refusal(400, 2000108, f"Värdet måste vara numeriskt ({value})")


def bad_characters(value: str) -> Refusal:
    """Refuse a text with characters that Fortnox does not take; which these are is invented: control characters."""
    return Refusal(400, 2000359, f"Värdet innehåller ej tillåtna tecken. ({value})")


def wrong_length(name: str, most: int) -> Refusal:
    """Refuse a text that is too long, or empty where it must not be; invented."""
    return Refusal(400, 2009001, f"Felaktig längd på fältet {name} (högst {most} tecken).")


def wrong_day(value: object) -> Refusal:
    """Refuse what should be a day; invented."""
    return Refusal(400, 2009002, f"Felaktigt datum ({value}).")


def no_year() -> Refusal:
    """Refuse a year that the company does not have; the code is invented."""
    return Refusal(400, 2009003, "Räkenskapsår finns inte upplagt.")


def missing_year() -> Refusal:
    """Say that a financial year is not there; invented."""
    return Refusal(404, 2009004, "Kan inte hitta räkenskapsåret.", is_missing=True)


def day_outside_year(day: str) -> Refusal:
    """Refuse a voucher whose day is not in the year; invented."""
    return Refusal(400, 2009005, f"Transaktionsdatumet {day} ligger utanför räkenskapsåret.")


def locked(by: str, until: str) -> Refusal:
    """Refuse a voucher in a locked period."""
    return Refusal(400, 2000401, f"{by} har låst perioden t.o.m. {until}. Lås upp perioden för att fortsätta.")


def series_unknown(code: str) -> Refusal:
    """Refuse a series that the year does not have; the code is invented."""
    return Refusal(400, 2009006, f'Verifikationsserien "{code}" finns inte')


def missing_series() -> Refusal:
    """Say that a series is not there; invented."""
    return Refusal(404, 2009007, "Kan inte hitta verifikationsserien.", is_missing=True)


def series_not_manual(code: str) -> Refusal:
    """Refuse a series that is not manual in that year; the code is invented."""
    return Refusal(400, 2009008, f"Verifikationsserien är inte manuell ({code}).")


def missing_voucher() -> Refusal:
    """Say that a voucher is not there; invented."""
    return Refusal(404, 2009009, "Kan inte hitta verifikationen.", is_missing=True)


def too_few_rows() -> Refusal:
    """Refuse a voucher with fewer than two rows; invented."""
    return Refusal(400, 2009010, "En verifikation måste ha minst två rader.")


def unbalanced(debit: str, credit: str) -> Refusal:
    """Refuse a voucher whose debit is not its credit; invented."""
    return Refusal(400, 2009011, f"Verifikationen balanserar inte (debet {debit}, kredit {credit}).")


def missing_account() -> Refusal:
    """Say that an account is not in the chart of the year."""
    return Refusal(404, 2000423, "Kan inte hitta kontot.", is_missing=True)


def account_unknown(number: str) -> Refusal:
    """Refuse an account that is not in the chart of the year; that its number stands there is invented."""
    return Refusal(400, 2001304, f"Kunde inte hitta konto {number}")


def account_inactive(number: str) -> Refusal:
    """Refuse an account that is not active in that year."""
    return Refusal(400, 2000550, f'Konto "{number}" är inte aktivt')


def cost_centre_wanted(account: str) -> Refusal:
    """Refuse a row without the cost centre that its account demands; the sentence is invented."""
    return Refusal(400, 2000946, f"Kostnadsställe måste anges på konto {account}.")


def cost_centre_inactive(code: str) -> Refusal:
    """Refuse a cost centre that is not active; the sentence is invented."""
    return Refusal(400, 2000947, f"Kostnadsstället {code} är inte aktivt.")


def cost_centre_unknown(code: str) -> Refusal:
    """Refuse a cost centre that does not exist; invented."""
    return Refusal(400, 2009012, f"Kan inte hitta kostnadsstället {code}.")


def cost_centre_not_allowed(account: str) -> Refusal:
    """Refuse a cost centre on an account that takes none; invented."""
    return Refusal(400, 2009013, f"Kostnadsställe får inte anges på konto {account}.")


def project_wanted(account: str) -> Refusal:
    """Refuse a row without the project that its account demands; invented."""
    return Refusal(400, 2009014, f"Projekt måste anges på konto {account}.")


def project_unknown() -> Refusal:
    """Refuse a project that does not exist; that it has the code of a missing record is invented."""
    return Refusal(400, 2001161, "Kan inte hitta projektet.")


def project_not_allowed(account: str) -> Refusal:
    """Refuse a project on an account that takes none; invented."""
    return Refusal(400, 2009015, f"Projekt får inte anges på konto {account}.")


def wrong_sie_type() -> Refusal:
    """Refuse a type of SIE file that there is not; invented."""
    return Refusal(400, 2009016, "Ogiltig SIE-typ.")
