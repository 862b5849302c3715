"""The pure part of profit planning: rates and rules, choices, and the plan they make; no Django, no clock."""
