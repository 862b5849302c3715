"""Tests of the Fortnox integration."""
