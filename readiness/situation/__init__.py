"""Where each system of an inventory stands on a day: the one place that answers (システムの現況)."""
