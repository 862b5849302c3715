"""The kinds of jobs, named in `settings.JOB_KINDS`.

An entry is `{"work": …, "right": …, "texts": …}`: the dotted path of the function that does the work, the right the one
who started it must still have when it runs, and the dotted path of the sentences for its steps and errors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from closing.engagements.access import Right

Work = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: `work` is called with a Progress and the job's parameters; `texts` maps codes to sentences."""

    work: Work
    right: Right
    texts: Mapping[str, Any]


def kind(name: str) -> Kind:
    """Look a kind up.

    Raises:
        KeyError: the settings name no such kind.
        ImportError: the settings name something that does not exist.
        TypeError: what they name as the work cannot be called.
    """
    entry = settings.JOB_KINDS[name]
    work = import_string(entry["work"])
    if not callable(work):
        raise TypeError(entry["work"])
    texts = import_string(entry["texts"]) if "texts" in entry else {}
    return Kind(work=work, right=right_for(name), texts=texts)


def right_for(name: str) -> Right:
    """Give the right that a kind takes, to start it and to stop it; a kind that is gone takes the usual one."""
    return Right(settings.JOB_KINDS.get(name, {}).get("right", Right.WORK))
