"""The data sources there are, and changing between them."""

import pytest
from django.core.checks import CheckMessage
from pytest_django.fixtures import Settings

from closing.engagements.models import Engagement
from closing.importing.sources import (
    DataSource,
    UnknownSourceError,
    check_data_sources,
    chosen_source,
    label_of,
    refusal_of_change,
    source_of,
    sources,
)
from closing.users.models import User

IN_THE_GUIDES_ORDER = ["sie_file", "sie_balances", "trial_balance", "manual_entry", "fortnox"]


class NotASource:
    """Something else."""


def _ids(found: list[CheckMessage]) -> list[str | None]:
    return [one.id for one in found]


def test_sources_stand_in_the_order_of_the_guide() -> None:
    assert [source.key for source in sources()] == IN_THE_GUIDES_ORDER


@pytest.mark.parametrize("key", IN_THE_GUIDES_ORDER)
def test_every_source_keeps_to_the_port(key: str) -> None:
    source = source_of(key)

    assert isinstance(source, DataSource)
    assert str(source.label)
    assert str(source.description)
    assert set(source.sie_types) <= {"1", "2", "3", "4"}
    assert bool(source.suffixes) == source.takes_file


@pytest.mark.parametrize("key", ["sie_file", "sie_balances", "trial_balance"])
def test_file_sources_have_nothing_to_visit_first(key: str) -> None:
    assert source_of(key).connect_url(Engagement(), User()) is None


@pytest.mark.parametrize("key", ["", "spiris"])
def test_engagement_without_an_installed_source_has_none(key: str) -> None:
    assert chosen_source(Engagement(data_source=key)) is None


def test_source_that_is_no_longer_installed_goes_by_its_key() -> None:
    assert (label_of("fortnox"), label_of("spiris")) == ("Fortnox", "spiris")


def test_unknown_source_is_an_error() -> None:
    with pytest.raises(UnknownSourceError):
        source_of("spiris")


@pytest.mark.parametrize(
    ("current", "key", "refused"),
    [
        ("", "manual_entry", False),
        ("manual_entry", "manual_entry", False),
        ("sie_file", "manual_entry", True),
        ("trial_balance", "manual_entry", True),
        ("manual_entry", "sie_file", False),
        ("sie_file", "sie_balances", False),
        ("", "sie_file", False),
    ],
)
def test_manual_entry_is_chosen_in_the_guide_alone(current: str, key: str, *, refused: bool) -> None:
    assert (refusal_of_change(current, source_of(key)) is not None) is refused


def test_sources_in_the_settings_pass_the_check() -> None:
    assert check_data_sources() == []


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["integrations.none.source.Source"], ["importing.E001"]),
        (["tests.importing.test_sources.NotASource"], ["importing.E002"]),
        (["integrations.sie_file.source.SieFileSource"] * 2, ["importing.E003"]),
    ],
)
def test_fault_in_the_settings_is_found(settings: Settings, paths: list[str], ids: list[str]) -> None:
    settings.DATA_SOURCES = paths

    assert _ids(check_data_sources()) == ids
