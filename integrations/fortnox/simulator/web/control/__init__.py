"""The control plane: /_sim/… moves the clock, asks for faults, gives tokens, and changes the companies."""
