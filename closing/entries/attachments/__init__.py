"""Files attached to closing entries (bifogade filer): what shows that an entry is right. They stay here."""
