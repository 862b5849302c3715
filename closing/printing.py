"""Printing what a command found, line by line, to whoever reads."""

import os
import sys
from collections.abc import Iterable

from django.core.management.base import OutputWrapper


def show(out: OutputWrapper, lines: Iterable[str]) -> None:
    """Print lines; a reader that has seen enough, such as `head`, makes the rest go unheard, and is no fault."""
    try:
        for line in lines:
            out.write(line)
        out.flush()
    except BrokenPipeError:
        # What still waits to be written is written at the end of the program, and would fail there once more.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
