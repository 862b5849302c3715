"""Everything that can go wrong at Fortnox, on demand: for one company or for all, for the next so many calls."""
