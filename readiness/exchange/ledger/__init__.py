"""The inventory as a workbook, made from the record classes: out, in, and merged into YAML without a needless byte."""
