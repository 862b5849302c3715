"""The client of Fortnox's interface: one class, typed answers, one error for each cause."""
