"""Tags of the importing slice: `{% load importing %}`."""
