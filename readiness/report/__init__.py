"""What is printed: page, papers, workbook, findings, pictures. Nothing is computed here that another room could want.

`outputs` lists every file of an output folder; `context` is one report being written: the analysis, its language, its
reader. `html` puts `sections` and `views` on the page, `papers` makes what is handed over, `workbook` report.xlsx,
`findings` one module a format, `pictures` with `gantt` and `graph_*` the drawings. `portfolio` is the page of many
bodies; `diff`, `plan`, `spec`, `what_if`, `explain` are what single commands print.
"""
