"""Tests of the command that exports closing entries."""
