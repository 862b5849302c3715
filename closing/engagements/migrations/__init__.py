"""Migrations of engagements."""
