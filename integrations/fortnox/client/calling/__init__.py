"""How a call of Fortnox is made and its answer taken in, whatever is asked."""
