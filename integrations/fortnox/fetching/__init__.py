"""What an import fetches from Fortnox: fiscal years as SIE files, and the two ledgers. Pure but for `fetch`."""
