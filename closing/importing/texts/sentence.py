"""What a sentence of the catalogue consists of."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words: TypeAlias = "tuple[StrPromise, StrPromise]"
"""What is the matter, and what to do about it; both with named placeholders for the facts."""

NOTHING_TO_DO = _("Nothing to do.")
