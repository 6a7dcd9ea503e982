"""Write `specs/calendars/holidays.yaml` from the `holidays` library.

The library needs most of a second to import, which a command must not pay for: the table is read instead, and a test
keeps it equal to the library. Run with the development environment: `.venv/bin/python tools/holidays_table.py`.
"""

from __future__ import annotations

from pathlib import Path

TARGET = Path(__file__).parents[1] / "specs" / "calendars" / "holidays.yaml"
FIRST, LAST = 2023, 2035
HEAD = """\
# 国民の祝日(holidays ライブラリから tools/holidays_table.py で作成。手で直さない)。
# 春分・秋分の日と、それで決まる休日は、前年2月の官報で決まるまで見込みである。
# closed は地方公共団体の年末年始の休日(多くの団体の条例による)。
closed: {from: "12-29", to: "01-03", reason: 年末年始の休日, confidence: assumption, source: [practice]}
source: [national-holidays]
confidence: official
"""


def table() -> str:
    """The file's text."""
    from holidays.countries.japan import Japan

    japan = Japan(years=range(FIRST, LAST + 1), language="ja")
    lines = [f'  "{day.isoformat()}": {name}' for day, name in sorted(japan.items())]
    return f"{HEAD}first_year: {FIRST}\nlast_year: {LAST}\nholidays:\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
