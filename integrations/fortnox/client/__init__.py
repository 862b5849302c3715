"""The client of Fortnox: every call of its interface goes through here."""
