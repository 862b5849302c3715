"""Maintenance (underhåll): import, settings, chart of accounts, users."""
