"""The strict grammar: regular lines of a block to columns of places and numbers, thousands of lines at a time."""
