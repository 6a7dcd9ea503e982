"""The parts of 依存・切替え: concentration, leads, what stops if a party is gone."""
