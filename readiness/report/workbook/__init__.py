"""report.xlsx: every row of the analysis in tables people can filter."""
