"""Imports of data sources: the same folder and helpers as those of the pipeline."""

from tests.importing.conftest import _own_folder, company

__all__ = ["_own_folder", "company"]
