"""Figures as pictures: bars and sparklines, reckoned here and drawn as SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

BAR_HEIGHT, BAR_STEP, BAR_WIDTH = 96, 24, 15
LABEL_ROOM = 14
SPARK_WIDTH, SPARK_HEIGHT = 88, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart.

    Attributes:
        label: what stands below it.
        name: what it is called in full.
        ore: what it shows, in öre.
        x, y, height: where it is drawn; it is always at least a hair high.
        sign: "plus", "minus" or "idle", which is its colour.
    """

    label: str
    name: str
    ore: int
    x: int
    y: float
    height: float
    sign: str

    @property
    def middle(self) -> float:
        """Give where its label is centred."""
        return self.x + BAR_WIDTH / 2


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars over and under a line."""

    bars: tuple[Bar, ...]
    axis_y: float
    width: int
    height: int = BAR_HEIGHT + LABEL_ROOM
    bar_width: int = BAR_WIDTH

    @property
    def label_y(self) -> int:
        """Give the line the labels stand on."""
        return self.height - 2


@dataclass(frozen=True, slots=True)
class Spark:
    """A line without axes, and where its end and its zero are."""

    path: str
    end_x: float
    end_y: float
    zero_y: float

    @property
    def drawing(self) -> SafeString:
        """Draw it; the figures stand beside it, so it says nothing to a screen reader."""
        return format_html(
            '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
            '<path class="zero" d="M0 {}H{}"/><path class="line" d="{}"/><circle cx="{}" cy="{}" r="1.8"/></svg>',
            *(SPARK_WIDTH, SPARK_HEIGHT, self.zero_y, SPARK_WIDTH, self.path, self.end_x, self.end_y),
        )


def bar_chart(figures: Sequence[tuple[str, str, int]]) -> BarChart | None:
    """Lay out bars for (label, name, öre); None when there is nothing to show."""
    if not any(ore for _label, _name, ore in figures):
        return None
    top = max(0, *(ore for *_names, ore in figures))
    bottom = min(0, *(ore for *_names, ore in figures))
    scale = BAR_HEIGHT / (top - bottom)
    axis = top * scale
    bars = tuple(
        _bar(label, name, ore=ore, x=4 + place * BAR_STEP, axis=axis, scale=scale)
        for place, (label, name, ore) in enumerate(figures)
    )
    return BarChart(bars, round(axis, 1), 8 + len(bars) * BAR_STEP - (BAR_STEP - BAR_WIDTH))


def sparkline(values: Sequence[int]) -> Spark | None:
    """Draw values as a line; None for fewer than two, or when nothing changes from zero."""
    if len(values) < 2 or not any(values):  # noqa: PLR2004 -- a line has two ends
        return None
    top, bottom = max(0, *values), min(0, *values)
    step = SPARK_WIDTH / (len(values) - 1)
    points = [(round(place * step, 1), _height_of(value, top, bottom)) for place, value in enumerate(values)]
    path = "M" + " L".join(f"{x} {y}" for x, y in points)
    return Spark(path, *points[-1], _height_of(0, top, bottom))


def _bar(label: str, name: str, *, ore: int, x: int, axis: float, scale: float) -> Bar:
    height = max(abs(ore) * scale, 1)
    y = axis - height if ore > 0 else axis
    sign = "plus" if ore > 0 else "minus" if ore < 0 else "idle"
    return Bar(label, name, ore, x, round(y, 1), round(height, 1), sign)


def _height_of(value: int, top: int, bottom: int) -> float:
    room = SPARK_HEIGHT - 4
    return round(2 + (top - value) * room / (top - bottom), 1)
