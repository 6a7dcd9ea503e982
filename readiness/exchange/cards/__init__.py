"""Product cards (製品カード): made for a vendor to fill in, read back, held against the open points of one body."""
