"""One module per section: `view(context)` makes frozen values, its template prints them."""
