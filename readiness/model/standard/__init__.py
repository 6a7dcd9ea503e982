"""The standard as values: areas, flows, procedure, calendar, assumptions, editions (標準仕様)."""
