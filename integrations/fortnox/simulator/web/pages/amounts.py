"""Amounts as a Swede reads them: 1 713,94, with a true minus sign."""

from django.template import Library

register = Library()
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@register.filter
def kronor(ore: int) -> str:
    """Write öre as kronor with two decimals."""
    whole, part = divmod(abs(ore), 100)
    written = f"{whole:,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS if ore < 0 else ''}{written},{part:02d}"


@register.filter
def kronor_or_nothing(ore: int) -> str:
    """Write an amount; nothing for none, as in the debit and credit columns."""
    return kronor(ore) if ore else ""
