"""Migrations of appendices."""
