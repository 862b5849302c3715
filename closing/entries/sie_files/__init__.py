"""Closing entries in SIE files: an SI file for the bookkeeping program, and the adjusted books as SIE 4E."""
