"""The overview (översikt) of one engagement, and the agency's start page."""
