"""The papers officials hand over as they are (庁議用1枚・財政協議表・事業者照会書): A4, print-ready, stamped."""
