"""The bar of ages: its parts lie side by side and fill it."""

from decimal import Decimal

from closing.appendices.ledgers import Bucket
from closing.appendices.pictures import BAR_WIDTH, ageing_bar


def _totals(*ore: int) -> dict[Bucket, int]:
    return dict(zip(Bucket, ore, strict=True))


def test_parts_lie_side_by_side_and_fill_the_bar() -> None:
    parts = ageing_bar(_totals(100, 100, 0, 50, 50))

    assert [(part.start, part.width) for part in parts] == [(0, 333), (333, 333), (666, 0), (666, 167), (833, 167)]
    assert parts[-1].start + parts[-1].width == BAR_WIDTH
    assert [part.share.quantize(Decimal("0.01")) for part in parts[:2]] == [Decimal("33.33")] * 2


def test_credits_take_no_room() -> None:
    parts = ageing_bar(_totals(-500, 200, 0, 0, 0))

    assert [(part.ore, part.width) for part in parts][:2] == [(-500, 0), (200, 1000)]


def test_there_is_no_bar_when_nothing_is_owed() -> None:
    assert (ageing_bar(_totals(0, 0, 0, 0, 0)), ageing_bar(_totals(-5, 0, 0, 0, 0))) == ((), ())
