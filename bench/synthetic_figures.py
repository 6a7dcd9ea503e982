"""Published national figures that the synthetic bodies are calibrated on. Counts only; no body is named.

Sources: 総務省 標準化の進捗状況 (令和8年1月, 1,741 市区町村 × 20 業務) for class mix and groups of movement;
デジタル庁 特定移行支援システムの該当見込み一覧 (令和7年12月末, 935 of 1,788 団体) for designations and
co-movement. The figures were counted from those tables; the method stands beside each.
"""

from __future__ import annotations

from readiness.model.body import BodyClass

# Bodies by class. Of 792 cities, 20 are 指定都市 and the 58 中核市 are those the designation list names as such; core
# cities without any designation are counted as 市 here.
CLASS_COUNTS: dict[BodyClass, int] = {
    BodyClass.DESIGNATED_CITY: 20,
    BodyClass.CORE_CITY: 58,
    BodyClass.SPECIAL_WARD: 23,
    BodyClass.CITY: 714,
    BodyClass.TOWN: 743,
    BodyClass.VILLAGE: 183,
}

# Groups of movement per body: how many different completion rates its 20 areas show (mean 3.45).
GROUP_COUNTS: dict[int, int] = {
    1: 142,
    2: 461,
    3: 437,
    4: 316,
    5: 179,
    6: 85,
    7: 63,
    8: 26,
    9: 18,
    10: 5,
    11: 6,
    12: 1,
    14: 2,
}

# Designated systems per body; 0 = not on the list. Two humps: one stubborn system, or the whole package (16–19).
DESIGNATED_COUNTS: dict[int, int] = {
    0: 853,
    1: 203,
    2: 93,
    3: 44,
    4: 34,
    5: 31,
    6: 18,
    7: 17,
    8: 15,
    9: 15,
    10: 13,
    11: 11,
    12: 16,
    13: 18,
    14: 25,
    15: 39,
    16: 72,
    17: 108,
    18: 67,
    19: 77,
    20: 6,
    21: 13,
}

# Which area it is where a body has exactly one.
SINGLE_DESIGNATIONS: dict[str, int] = {
    "long_term_care_insurance": 61,
    "health_management": 52,
    "child_rearing_allowance": 28,
    "public_assistance": 23,
    "disability_welfare": 9,
    "common_functions": 9,
    "corporate_inhabitant_tax": 9,
    "childcare_support": 6,
    "school_enrolment": 3,
    "late_elderly_medical_care": 2,
    "electoral_roll": 1,
}

# Co-movement: Jaccard of designations over the 935 bodies, as the tree of average-linkage clustering. Each branch joins
# the cluster of its two areas at that similarity.
CO_MOVEMENT: tuple[tuple[str, str, float], ...] = (
    ("resident_registry", "seal_registration", 1.0),
    ("individual_inhabitant_tax", "light_vehicle_tax", 0.998),
    ("family_register", "family_register_supplement", 0.992),
    ("fixed_asset_tax", "individual_inhabitant_tax", 0.974),
    ("corporate_inhabitant_tax", "fixed_asset_tax", 0.95),
    ("national_pension", "resident_registry", 0.939),
    ("electoral_roll", "national_pension", 0.928),
    ("child_allowance", "childcare_support", 0.913),
    ("individual_inhabitant_tax", "resident_registry", 0.874),
    ("national_health_insurance", "individual_inhabitant_tax", 0.8),
    ("late_elderly_medical_care", "national_health_insurance", 0.78),
    ("school_enrolment", "resident_registry", 0.763),
    ("common_functions", "resident_registry", 0.727),
    ("disability_welfare", "child_allowance", 0.714),
    ("long_term_care_insurance", "national_health_insurance", 0.657),
    ("disability_welfare", "long_term_care_insurance", 0.642),
    ("health_management", "disability_welfare", 0.488),
    ("child_rearing_allowance", "child_allowance", 0.465),
    ("public_assistance", "child_rearing_allowance", 0.282),
    ("family_register", "resident_registry", 0.097),
)
