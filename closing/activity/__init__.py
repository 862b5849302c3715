"""The activity log (aktivitetslogg): append-only, hash-chained, told in the reader's language."""
