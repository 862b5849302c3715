"""The two ledgers (reskontra): their records, how amounts become kronor, and which rows an event posts."""
