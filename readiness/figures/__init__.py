"""The numbers that page, papers, workbook and letters print: each derived once, by its key, for one reader (数値)."""
