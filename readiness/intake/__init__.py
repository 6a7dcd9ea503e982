"""Ledgers that nobody made for us → sections of an inventory, each value with its place and its doubts (読み取り).

`read` goes the whole way: `structure` cuts a sheet into tables (`lists`, `forms`, `paired`, `inner`), `columns` says
what each column holds, `rows` which lines are records, `cells` what one line says, `build` makes records of lines and
`finish` what only the whole can tell. One kind of value is one module: `dates`, `money`, `areas`, `parties`, `steps`.
Tables of other shapes are read whole: `linkgrid`, `circled`, `crossed`, `costs`, `work`. What is not sure is a `doubt`;
`answers` is the gate it passes, `reading` the result. The words of offices are data: specs/vocabulary.
"""
