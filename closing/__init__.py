"""The closing product: settings, addresses, and one slice per noun of the trade."""
