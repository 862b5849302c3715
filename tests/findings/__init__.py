"""One example file for each finding, and the exact words it is told in."""
