"""One path for processes, a cluster and what was kept: the same bytes, nothing lost, and one edit recomputes one."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL
from threading import Thread
from time import sleep

import pytest

from bench.nation import write_nation
from readiness.app import portfolio as app
from readiness.app.kept import Kept, share_name
from readiness.app.portfolio import PortfolioError, body_paths, survey
from readiness.model.codec import from_plain, to_plain
from readiness.model.plan import PlanState
from readiness.portfolio.plans import deadlines
from readiness.portfolio.share import BodyShare, body_share
from tests.command import run


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    write_nation(folder, 6)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "portfolio").rglob("*")) if path.is_file()}


def counted(monkeypatch: pytest.MonkeyPatch, stop_after: int = 99) -> list[str]:
    made: list[str] = []

    def counting(inputs: object, *, plans: bool = False) -> BodyShare:
        if len(made) == stop_after:
            raise KeyboardInterrupt
        made.append(inputs.inventory.body.id)  # type: ignore[attr-defined]
        return body_share(inputs, plans=plans)  # type: ignore[arg-type]

    monkeypatch.setattr(app, "body_share", counting)
    return made


def test_a_share_comes_back_from_json_as_it_was(nation: Path) -> None:
    for path in list(body_paths(nation))[:3]:
        inputs = app.read_inputs(path, app.read_body(path, app.common_standard(None)), app.common_standard(None), None)
        assert inputs is not None
        share = body_share(inputs, plans=True)
        assert from_plain(BodyShare, json.loads(json.dumps(to_plain(share)))) == share


def test_interrupted_and_resumed_gives_the_same_bytes(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, again = tmp_path / "whole", tmp_path / "again"
    assert run("portfolio", str(nation), "--plans", "--jobs", "2", "--out", str(whole)).returncode == 0
    made = counted(monkeypatch, stop_after=4)
    with pytest.raises(KeyboardInterrupt):
        survey([nation], plans=True, kept=Kept(again / "shares"))
    made = counted(monkeypatch)
    assert run("portfolio", str(nation), "--plans", "--resume", "--out", str(again)).returncode == 0
    assert len(made) == 2  # the four that were finished are not made again
    assert files(again) == files(whole)


def test_one_edit_recomputes_one(nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path / "shares", reuse=True)
    first = survey([nation], kept=kept)
    made = counted(monkeypatch)
    assert survey([nation], kept=kept) == first and not made
    path = sorted(nation.iterdir())[2]
    file = next(path.glob("*.yaml"))
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "\n# ", encoding="utf-8")
    try:
        survey([nation], kept=kept)
        assert made == [path.name]
        survey([nation], kept=kept, plans=True)  # other options are another share
        assert len(made) == 7
    finally:
        file.write_text(before, encoding="utf-8")
    for damaged in (tmp_path / "shares").iterdir():
        damaged.write_text('{"row": 3}', encoding="utf-8")
    assert survey([nation], kept=kept) == first  # what is no share is made anew
    digit = re.compile(r"(?<=\d)[1-8](?=\d)")
    for damaged in (tmp_path / "shares").iterdir():
        stated = damaged.read_text(encoding="utf-8")
        if not (places := [match.start() for match in digit.finditer(stated)]):
            continue
        at = places[-1]
        damaged.write_text(f"{stated[:at]}9{stated[at + 1 :]}", encoding="utf-8")
    assert survey([nation], kept=kept) == first  # nor is one of which a single digit is another


def test_a_lost_worker_is_told_and_what_was_finished_is_kept(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = sorted(nation.iterdir())[-1].name

    def dying(inputs: object, *, plans: bool = False) -> BodyShare:
        if inputs.inventory.body.id == last:  # type: ignore[attr-defined]
            os._exit(1)
        return body_share(inputs, plans=plans)  # type: ignore[arg-type]

    monkeypatch.setattr(app, "body_share", dying)
    with pytest.raises(PortfolioError) as lost:
        survey([nation], jobs=2, kept=Kept(tmp_path / "shares"))
    assert lost.value.message.key == "portfolio.worker-lost"
    assert len(list((tmp_path / "shares").glob("*.json"))) >= 3


def test_another_program_in_a_worker_is_refused(nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "loaded_code", lambda: "another")
    with pytest.raises(PortfolioError) as refused:
        survey([nation])
    assert refused.value.message.key == "portfolio.other-program"


def test_bodies_without_premises_get_no_date_and_are_told_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "body: {id: a, name: 甲町, fictional: true, as_of: 2026-11-02}\n"
        "systems: [{id: s, areas: [介護保険], due: 省令等の特例期限, due_date: 2028-03-31, migrated: いいえ}]\n",
        encoding="utf-8",
    )
    surveyed = survey([tmp_path / "a.yaml"], plans=True)
    (plan,) = surveyed.portfolio.plans
    assert plan is not None and plan.state is PlanState.NO_PREMISES and plan.dated == ()
    assert dict(plan.missing) == {"vendor": 1, "contract": 1, "date": 1}
    (row,) = surveyed.portfolio.bodies
    (one,) = deadlines([row])
    assert (one.kind, one.areas, one.months, one.rate) == ("until", 1, 16, 1 / 16)
    (both,) = deadlines([row, replace(row, id="b")])
    assert (both.bodies, both.areas, both.rate) == (2, 2, 2 / 16)


def test_what_was_decided_beside_a_single_file_makes_its_share_anew(tmp_path: Path) -> None:
    """Decisions of a file lie in a folder named after the body, not after the file."""
    file = tmp_path / "台帳.yaml"
    file.write_text("body: {id: t, name: 架空町, body_class: 町, as_of: 2026-12-01}\n", encoding="utf-8")

    def name() -> str:
        return share_name(file, as_of=None, specs=None, plans=True, code="c")

    seen = [name()]
    for place in ("decisions/t/pins.yaml", "register/t/gaps.jsonl", "台帳.map.yaml", "specs/pack.yaml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("pins: []\n", encoding="utf-8")
        seen.append(name())
    assert len(set(seen)) == len(seen)
    (tmp_path / "別の台帳.yaml").write_text("body: {}\n", encoding="utf-8")
    assert name() == seen[-1]


@pytest.mark.long
def test_a_lost_worker_of_a_cluster_is_told_and_the_rest_goes_on(nation: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    shares = tmp_path / "shares"
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
    ):
        with distributed.Client(cluster) as client:
            (worker,) = client.run(os.getpid).values()

        def kill() -> None:
            while not list(shares.glob("*.json")):
                sleep(0.02)
            os.kill(worker, SIGKILL)

        Thread(target=kill, daemon=True).start()
        with pytest.raises(PortfolioError) as lost:
            survey([nation], cluster=cluster.scheduler_address, kept=Kept(shares))
    assert lost.value.message.key == "portfolio.cluster-lost"
    finished = len(list(shares.glob("*.json")))
    assert finished >= 1
    assert survey([nation], kept=Kept(shares, reuse=True)) == survey([nation])
