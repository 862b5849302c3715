"""Migrations of maintenance."""
