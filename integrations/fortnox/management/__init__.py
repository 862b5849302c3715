"""Commands about Fortnox."""
