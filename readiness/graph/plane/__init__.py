"""Views as values: what stands where in a picture of the report, in pixels, before any word is written on it."""
