"""One folder per outside system, with the same file names in each."""
