"""No line costs more than its length: shown by counting what is looked at, not by a clock."""

import importlib
import pkgutil
import re
import re._parser as pattern_parser  # type: ignore[import-not-found]  # the only way to see how a pattern is made
from collections.abc import Iterator
from typing import SupportsIndex

import pytest

import sie
from sie.fields import MAX_LINE_CHARACTERS, Fields, _Line
from tests.sie.sample import HEAD, VOUCHER

EVIL = (
    '"',
    '" ',
    ' "',
    '\\"',
    '"a" ',
    '"a"b ',
    '"a" b" ',
    "{",
    "}",
    "{}",
    "{ ",
    '{" ',
    "#VER ",
    "#TRANS {} ",
    '#TRANS 1 {"',
    "a ",
    "1 ",
    "111 ",
    "\t",
)
GREEDY = ("MAX_REPEAT", "MIN_REPEAT")


class CountedText(str):
    """Text that counts how many of its characters are looked at."""

    __slots__ = ("looked_at",)

    looked_at: int

    def find(self, sub: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        """Count from the start to what was found."""
        found = super().find(sub, start, end)
        self.looked_at += (found if found >= 0 else len(self)) - int(start or 0) + 1
        return found

    def __getitem__(self, key: SupportsIndex | slice, /) -> str:
        """Count what is taken out."""
        part = super().__getitem__(key)
        self.looked_at += len(part)
        return part


def looked_at(line: str) -> int:
    """Count the looks that splitting a line takes."""
    text = CountedText(line)
    text.looked_at = 0
    _Line(text, record=Fields("")).pieces()
    return text.looked_at


def repeats(parsed: pattern_parser.SubPattern) -> Iterator[tuple[str, bool]]:
    """Give the repeats of a pattern, and whether each is without bound."""
    for operation, argument in parsed:
        if str(operation).endswith("REPEAT"):
            yield str(operation), argument[1] == pattern_parser.MAXREPEAT
        for part in argument if isinstance(argument, tuple | list) else [argument]:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, pattern_parser.SubPattern):
                    yield from repeats(inner)


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Find the patterns of the package."""
    modules = [importlib.import_module(f"sie.{found.name}") for found in pkgutil.iter_modules(sie.__path__)]
    return {
        f"{module.__name__}.{name}": pattern
        for module in modules
        for name, pattern in vars(module).items()
        if isinstance(pattern, re.Pattern)
    }


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("label", ["#VER ", "#TRANS ", "#KONTO ", '#TRANS 1 {} 1 "'])
def test_splitting_a_line_looks_at_each_character_a_few_times(label: str, evil: str) -> None:
    line = (label + evil * MAX_LINE_CHARACTERS)[: MAX_LINE_CHARACTERS // 4]

    assert looked_at(line) <= 20 * len(line)


@pytest.mark.parametrize("evil", EVIL)
def test_splitting_a_line_of_twice_the_length_costs_twice_as_much(evil: str) -> None:
    line = evil * 2_000

    assert looked_at(line + line) <= 2.1 * looked_at(line) + 100


def test_patterns_never_go_back_over_a_line() -> None:
    found = patterns()

    greedy = {
        name
        for name, pattern in found.items()
        for operation, is_unbounded in repeats(pattern_parser.parse(pattern.pattern, pattern.flags))
        if is_unbounded and operation in GREEDY and len(pattern_parser.parse(pattern.pattern)) > 1
    }
    assert len(found) > 15
    assert greedy == set()


def test_walker_over_patterns_sees_a_greedy_one() -> None:
    parsed = pattern_parser.parse(r"(?:a(b*))?c{2,3}d++")

    assert sorted(repeats(parsed)) == [
        ("MAX_REPEAT", False),
        ("MAX_REPEAT", False),
        ("MAX_REPEAT", True),
        ("POSSESSIVE_REPEAT", True),
    ]


def test_line_of_more_than_64_kb_is_refused() -> None:
    text = HEAD + '#PROSA "' + "x" * MAX_LINE_CHARACTERS + '"\n'

    with pytest.raises(sie.SieLineTooLongError) as caught:
        sie.read(text.encode("cp437"))

    assert (caught.value.line, caught.value.facts) == (8, {"longest": 65_536})


@pytest.mark.parametrize("evil", EVIL)
def test_longest_line_of_any_kind_is_read_or_refused(evil: str) -> None:
    line = ("#TRANS 1930 {} 1 " + evil * MAX_LINE_CHARACTERS)[:MAX_LINE_CHARACTERS]
    text = HEAD + VOUCHER.replace("}\n", f"{line}\n}}\n")

    try:
        file = sie.read(text.encode("cp437"))
    except sie.SieError:
        return

    assert len(file.notices) <= 300
