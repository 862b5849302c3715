"""Each validation: what passes, what fails, and the edge between."""
