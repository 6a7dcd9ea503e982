"""Answers to our questions, in whatever came back (回答の読み取り).

`read` opens a workbook, CSV or mail and gives rows of answers (`row`): `tables` and `columns` find the table, `reader`
reads a row; `mail` and the modules beside it read what was pasted from a mail. `words`, `legend`, `statements`,
`no_answer`, `contradiction`, `amounts` say what words, marks and numbers mean. `apply` makes events of the rows:
`asker`, `strayed`, `locked`, `parted` judge whose and what they are. `answers_book` and `proposals` offer answers to
the ledger.
"""
