"""Migrations of overview."""
