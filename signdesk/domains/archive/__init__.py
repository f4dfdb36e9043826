"""The archive: dossiers taken in complete, numbered once, found at once, lent and given back."""
