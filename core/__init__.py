"""The partnership itself: what every module of a prison's voluntary sector desk speaks of. No HTTP here."""
