"""One table, written as page, workbook or CSV (表). Words come resolved; nothing here knows what a table is about."""
