"""事業継続の想定: what stops when a party is gone."""
