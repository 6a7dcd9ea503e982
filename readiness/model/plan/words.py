"""Words of the plan (移行計画の用語)."""

from __future__ import annotations

from readiness.model.record import Word


class PlanMode(Word):
    """How the dates were found (算出方法)."""

    HOLD = "hold", "採用計画の評価"
    REPAIR = "repair", "変更を最小にした再計画"
    OPTIMISE = "optimise", "最適化"


class PlanState(Word):
    """What is known about the quality of the order (計算の確からしさ)."""

    OPTIMAL = "optimal", "最小を計算で確認"
    BOUNDED = "bounded", "最小との差の上限を確認"
    EVALUATED = "evaluated", "評価のみ"
    RELAXED = "relaxed", "不適合の条件あり"
    NO_PREMISES = "no_premises", "日程の前提が未記入"
    EMPTY = "empty", "移行対象なし"


class PlanBasis(Word):
    """What the order was compared by (比較の基準)."""

    COUNTED = "counted", "暫定連携の本数と月数、要調整の期間及び待つ期間"
    MIXED = "mixed", "見積額・契約額、暫定連携の本数と月数、要調整の期間及び待つ期間"
    PRICED = "priced", "見積額・契約額、要調整の期間及び待つ期間"


class DateBasis(Word):
    """Where the date of a placement comes from (日付の根拠)."""

    PINNED = "pinned", "固定"
    ADOPTED = "adopted", "採用計画"
    OWN = "own", "団体の候補日・予定日"
    ASSUMED = "assumed", "仮置き"


class CostNature(Word):
    """How the finance division keeps a row (一時・経常・後年度負担)."""

    ONE_OFF = "one_off", "一時"
    RECURRING = "recurring", "経常"
    LATER = "later", "後年度負担"


class RuleKind(Word):
    """What kind of condition a plan can break (条件の種類)."""

    DUE = "due", "期限"
    GATE = "gate", "準備期間"
    WINDOW = "window", "切替不可期間"
    DELIVERY = "delivery", "納品"
    REHEARSAL = "rehearsal", "再確認"
    ORDER = "order", "前後関係"
    CAP = "cap", "同日上限"
    PIN = "pin", "固定"
    NOT_A_DATE = "not_a_date", "候補日外"


class GateKind(Word):
    """A gate before a cut-over (関門)."""

    RFI = "rfi", "RFI"
    BUDGET = "budget", "予算要求"
    ASSEMBLY = "assembly", "議会"
    NOTICE = "notice", "公告・見積"
    PROPERTY = "property", "財産の取得の議決"
    CONTRACT = "contract", "契約"
    MULTI_YEAR = "multi_year", "債務負担行為・長期継続契約"
    WORK = "work", "移行作業"
    PRIVACY = "privacy", "特定個人情報保護評価"
    ORDINANCE = "ordinance", "条例・規則"
    EXTERNAL = "external", "対外調整"
    CHARACTERS = "characters", "文字同定"
    PRINT_PROOF = "print_proof", "帳票印刷校正"
    RESIDENTS = "residents", "住民周知"
    TRAINING = "training", "研修"


class GateStanding(Word):
    """How a gate stands (関門の状況). The first two judge the body's own date by the cut-over; the third is its day, or
    the last day to begin, gone by.
    """

    IN_TIME = "in_time", "間に合う"
    TO_AGREE = "to_agree", "要調整"
    PASSED = "passed", "経過"
    OPEN = "open", "未着手"
    DONE = "done", "済み"


class StrategyKind(Word):
    """Ways to go that are laid side by side (進め方)."""

    ALL_AT_ONCE = "all_at_once", "一括"
    PHASED = "phased", "段階"
    INCUMBENT = "incumbent", "現行事業者提案"
    REGISTRY_FIRST = "registry_first", "住民記録先行"
    NOTHING = "nothing", "現状維持"
