"""Facts of the log that are codes, as words in the reader's language.

What a code means is known to the floor that writes it; `settings.ACTIVITY_WORDS` names, for the facts of an event, the
function that gives its word for a code.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string

from closing.activity.events import Code
from closing.engagements.models import Role


def written(event: str, name: str, fact: Any) -> str:
    """Write a fact as it stands in a sentence.

    Args:
        event: the code of the event.
        name: the name of the fact.
        fact: what the log holds; a list is written with commas.
    """
    if isinstance(fact, list):
        return ", ".join(written(event, name, one) for one in fact)
    path = settings.ACTIVITY_WORDS.get(event, {}).get(name)
    if path:
        return str(_word_of(path)(str(fact)))
    return str(Role(fact).label) if fact in Role.values else str(fact)


def check_words(**_options: object) -> list[CheckMessage]:
    """Check that `ACTIVITY_WORDS` names events there are, and functions that can be called."""
    faults: list[CheckMessage] = []
    for event, facts in settings.ACTIVITY_WORDS.items():
        if event not in set(Code):
            faults.append(Error(f"ACTIVITY_WORDS names the unknown event {event!r}.", id="activity.E001"))
        for path in facts.values():
            try:
                is_there = callable(import_string(path))
            except ImportError:
                is_there = False
            if not is_there:
                faults.append(Error(f"ACTIVITY_WORDS names {path}, which cannot be called.", id="activity.E002"))
    return faults


@cache
def _word_of(path: str) -> Callable[[str], object]:
    found: Callable[[str], object] = import_string(path)
    return found
