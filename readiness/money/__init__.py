"""What an order costs: terms from quotes and contracts, charges, rows by fiscal year, running cost (費用)."""
