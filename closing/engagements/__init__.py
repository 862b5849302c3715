"""The agency (byrå), its members, and the work for one client company (uppdrag)."""
