"""The ministries' own workbooks → frozen values, one module per layout, columns found by their header words."""
