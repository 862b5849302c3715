"""Closing entries (bokslutsverifikationer): what the accountant, or the system, books on top of the imported books."""
