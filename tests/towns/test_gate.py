"""The gate: what the three towns give is what was accepted, byte for byte; no ID of a gap or finding is ever lost."""

from pathlib import Path

import pytest

from tools import towns


@pytest.mark.parametrize("name", sorted(towns.TOWNS))
def test_every_output_is_as_accepted(name, town):
    pinned, twice = towns.read(towns.DIGESTS)
    own = {key: value for key, value in pinned.items() if key.startswith(f"{name} ")}
    found = towns.changed(own, towns.digests(name, town(name)))
    assert not twice, f"two digests for {twice}. {towns.HOW}"
    assert not found, "\n".join([*found, towns.HOW])


@pytest.mark.parametrize("name", sorted(towns.TOWNS))
def test_no_gap_id_and_no_fingerprint_is_lost(name, town):
    pinned, twice = towns.read(towns.IDENTITIES)
    own = {key: value for key, value in pinned.items() if key.startswith(f"{name} ")}
    now = towns.identities(name, town(name))
    gone, _ = towns.read(towns.GONE)
    lost = towns.lost(own, now, gone)
    assert not twice, twice
    assert not lost, "\n".join([*lost, f"They stand in registers and waivers. What is really gone: {towns.GONE.name}"])
    new = sorted(now.keys() - own.keys())
    assert not new, "\n".join([*new, towns.HOW])


def test_what_is_gone_was_there_and_has_a_reason():
    pinned, _ = towns.read(towns.IDENTITIES)
    gone, _ = towns.read(towns.GONE)
    for about, why in gone.items():
        assert about in pinned, about
        assert len(why) >= 10, f"{about}: say why"


def test_every_town_is_pinned_and_every_line_is_of_a_town():
    for path in (towns.DIGESTS, towns.IDENTITIES):
        pinned, _ = towns.read(path)
        assert {key.split(" ")[0] for key in pinned} == set(towns.TOWNS)
    assert all((towns.ROOT / place).is_dir() for place in towns.TOWNS.values())


def test_accepting_rewrites_digests_and_only_adds_identities(tmp_path, monkeypatch, town):
    """And after a merge, when both sides' lines stand in the files."""
    name = "karamari-cho"
    for constant in ("DIGESTS", "IDENTITIES", "GONE"):
        monkeypatch.setattr(towns, constant, tmp_path / getattr(towns, constant).name)
    towns.DIGESTS.write_text(
        f"{name} index.html 0000\n<<<<<<< one\n{name} index.html 1111\n=======\n{name} old.html 2222\n>>>>>>> two\n",
        encoding="utf-8",
    )
    towns.IDENTITIES.write_text(f"{name} finding ffff CT102 contract c-old\n", encoding="utf-8")
    assert towns.read(towns.DIGESTS)[1] == [f"{name} index.html"]
    said = list(towns.accept({name: town(name)}))
    assert f"no longer written: {name} old.html" in said
    assert f"differs: {name} index.html" in said
    assert f"new: {name} analysis.json#plan.cost_rows" in said
    assert [line for line in said if line.startswith("GONE")] == [
        f"GONE, and it stands in registers and waivers: {name} finding ffff CT102 contract c-old"
    ]
    pinned, twice = towns.read(towns.DIGESTS)
    assert not twice
    assert pinned == towns.digests(name, town(name))
    ids, _ = towns.read(towns.IDENTITIES)
    assert ids == {f"{name} finding ffff": "CT102 contract c-old", **towns.identities(name, town(name))}
    towns.GONE.write_text(f"{name} finding ffff the contract was renewed\n", encoding="utf-8")
    assert list(towns.accept({name: town(name)})) == []


def test_a_changed_byte_a_moved_member_and_a_changed_key_are_told_by_name(tmp_path: Path, town):
    import json
    import shutil

    name = "midori-cho"
    copy = tmp_path / name
    shutil.copytree(town(name), copy)
    before = towns.digests(name, copy)
    page = copy / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    analysis = copy / "analysis.json"
    whole = json.loads(analysis.read_text(encoding="utf-8"))
    whole["plan"]["cost_rows"] = []
    analysis.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    (copy / "wbs.xlsx").unlink()
    assert towns.changed(before, towns.digests(name, copy)) == [
        f"no longer written: {name} wbs.xlsx",
        f"differs: {name} analysis.json",
        f"differs: {name} analysis.json#plan.cost_rows",
        f"differs: {name} index.html",
    ]


@pytest.mark.parametrize("name", sorted(towns.TOWNS))
def test_no_label_is_missing_in_any_output(name, town):
    """Where the catalogue lacks a word its key is shown in ⟦⟧."""
    from tools.same_output import contents

    missing = "⟦".encode()
    found = {file: content.index(missing) for file, content in contents(town(name)).items() if missing in content}
    shown = {file: contents(town(name))[file][at : at + 60].decode("utf-8", "replace") for file, at in found.items()}
    assert shown == {}
