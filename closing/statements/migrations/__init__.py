"""Migrations of statements."""
