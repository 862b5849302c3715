"""Bars and sparklines as figures become places on a page."""

from closing.statements.pictures import BAR_HEIGHT, bar_chart, sparkline


def test_bar_chart_puts_losses_under_the_line() -> None:
    chart = bar_chart([("j", "januari", 300), ("f", "februari", -100), ("m", "mars", 0)])

    assert chart is not None
    assert chart.axis_y == BAR_HEIGHT * 0.75
    assert [(bar.sign, bar.y, bar.height) for bar in chart.bars] == [
        ("plus", 0.0, 72.0),
        ("minus", 72.0, 24.0),
        ("idle", 72.0, 1),
    ]


def test_bar_chart_stands_on_its_foot_without_losses() -> None:
    chart = bar_chart([("j", "januari", 300)])

    assert chart is not None
    assert chart.axis_y == BAR_HEIGHT


def test_bar_chart_of_nothing_is_none() -> None:
    assert bar_chart([("j", "januari", 0)]) is None
    assert bar_chart([]) is None


def test_bars_do_not_overlap() -> None:
    chart = bar_chart([(str(place), str(place), 1) for place in range(18)])

    assert chart is not None
    ends = [bar.x + chart.bar_width for bar in chart.bars]
    assert all(end < bar.x for end, bar in zip(ends, chart.bars[1:], strict=False))
    assert ends[-1] <= chart.width


def test_sparkline_runs_from_left_to_right_and_ends_in_its_dot() -> None:
    spark = sparkline([0, 100, 50])

    assert spark is not None
    assert spark.path == "M0.0 20.0 L44.0 2.0 L88.0 11.0"
    assert (spark.end_x, spark.end_y, spark.zero_y) == (88.0, 11.0, 20.0)


def test_sparkline_needs_two_values_and_something_to_show() -> None:
    assert sparkline([5]) is None
    assert sparkline([0, 0, 0]) is None
