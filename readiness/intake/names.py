"""Which record a name means: by its spelling, without generic words, by the area it names (名寄せ)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.intake.fold import fold
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import area_word

_GENERIC = re.compile(r"(情報|総合|管理|業務|事務)?(システム|シス|しすてむ|system|sys)$|(業務|事務)$")


def bare_name(name: str) -> str:
    """A name without the generic word behind it: 住民記録システム is 住民記録."""
    folded = fold(name)
    short = _GENERIC.sub("", folded)
    return short if len(short) > 1 or short == folded else short or folded


@dataclass(frozen=True, slots=True)
class Meant:
    """The system a name means, and how surely: exact, bare (without システム), area, inside; ids where several fit."""

    id: str | None
    how: str = ""
    several: tuple[str, ...] = ()


class Systems:
    """Finds systems by name. `rows`: ID → (name, areas)."""

    def __init__(self, rows: Mapping[str, tuple[str, tuple[str, ...]]], words: Vocabulary) -> None:
        self.rows, self.words = rows, words
        self._exact: dict[str, str] = {}
        self._bare: dict[str, list[str]] = {}
        self._area: dict[str, list[str]] = {}
        for key, (name, areas) in rows.items():
            self._exact.setdefault(fold(name), key)
            self._exact.setdefault(fold(key), key)
            self._bare.setdefault(bare_name(name), []).append(key)
            for area in areas:
                self._area.setdefault(area, []).append(key)

    def meant(self, name: str) -> Meant:
        """The system a name means; none where nothing or too much fits."""
        folded = fold(name)
        if not folded:
            return Meant(None)
        if folded in self._exact:
            return Meant(self._exact[folded], "exact")
        for how, found in (("bare", self._bare.get(bare_name(name), [])), ("area", self._by_area(name))):
            if len(found) == 1:
                return Meant(found[0], how)
            if len(found) > 1:
                return Meant(None, how, tuple(found))
        short = bare_name(name)
        inside = [k for k, (told, _) in self.rows.items() if len(short) > 2 and self._within(short, bare_name(told))]
        return Meant(inside[0], "inside") if len(inside) == 1 else Meant(None, "inside", tuple(inside))

    @staticmethod
    def _within(short: str, told: str) -> bool:
        return len(told) > 2 and (short in told or told in short)

    def by_code(self, code: str) -> Meant:
        """The system whose area has this 業務ID."""
        area = self.words.codes.get(code.strip().zfill(3))
        names = area_word(area, self.words) if area else ()
        found = list(dict.fromkeys(key for name in names for key in self._area.get(name, ())))
        return Meant(found[0], "code") if len(found) == 1 else Meant(None, "code", tuple(found))

    def _by_area(self, name: str) -> list[str]:
        areas = area_word(name, self.words)
        if len(areas) != 1:
            return []
        found = self._area.get(areas[0], [])
        return list(dict.fromkeys(found))
