"""Questions out, answers in: reads the body, lets the pure rooms work, appends to its register."""
