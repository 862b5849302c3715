"""Benches: what reading, importing and paging cost. Each is run as `python -m bench.<name>`; `--help` tells more."""
