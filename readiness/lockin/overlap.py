"""同一事業者の重なり: how many of the seven layers of one area one party holds."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.graph.build import party_label, party_of
from readiness.lockin.figures import measure
from readiness.model.inventory import Inventory
from readiness.model.lockin.shares import Layer, LayerHold, Overlap
from readiness.model.record import Maybe, VendorId
from readiness.model.ref import Ref
from readiness.model.system import System
from readiness.model.unknown import UNKNOWN, Unknown, known


def overlaps(inventory: Inventory) -> tuple[Overlap, ...]:
    """One row per area that has a system, in the order the areas first appear."""
    areas = dict.fromkeys(area for system in inventory.systems for area in system.areas)
    return tuple(_overlap(inventory, area) for area in areas)


def layer_vendors(inventory: Inventory, system: System) -> Iterator[tuple[Layer, Maybe[VendorId], Ref]]:
    """Vendor of each layer of one system and where it is told. CSP falls back to the system's, then the package's."""
    roles = system.roles
    place = system.ref.child("roles")
    yield Layer.APPLICATION, system.vendor, system.ref.child("vendor")
    yield Layer.OPERATOR, roles.operator, place
    yield Layer.NETWORK, roles.network, place
    yield Layer.LINKAGE, roles.linkage, place
    yield Layer.MIDDLEWARE, roles.middleware, place
    csp = csp_of(inventory, system)  # a provider may be one of the vendors
    yield Layer.CSP, VendorId(csp) if known(csp) else UNKNOWN, place
    printers = [form for form in inventory.forms if form.system == system.id and isinstance(form.print_vendor, str)]
    if isinstance(roles.printing, Unknown) and printers:
        for form in printers:
            yield Layer.PRINTING, form.print_vendor, form.ref
    else:
        yield Layer.PRINTING, roles.printing, place


def csp_of(inventory: Inventory, system: System) -> Maybe[str]:
    """Cloud service provider: the role, else the system's, else the package's."""
    package = None if isinstance(system.package, Unknown) else inventory.package_by_id.get(system.package)
    for stated in (system.roles.csp, system.csp, package.csp if package else UNKNOWN):
        if not isinstance(stated, Unknown):
            return stated
    return UNKNOWN


def _overlap(inventory: Inventory, area: str) -> Overlap:
    parties: dict[Layer, list[str]] = {layer: [] for layer in Layer}
    places: dict[Layer, list[Ref]] = {layer: [] for layer in Layer}
    open_: dict[Layer, bool] = dict.fromkeys(Layer, False)
    for system in inventory.systems:
        if area not in system.areas:
            continue
        for layer, vendor, ref in layer_vendors(inventory, system):
            party = party_of(inventory, vendor)
            if isinstance(party, Unknown):
                open_[layer] = True
            else:
                parties[layer].append(party)
                places[layer].append(ref)
    layers = tuple(
        LayerHold(
            layer=layer,
            parties=tuple(dict.fromkeys(parties[layer])),
            unknown=open_[layer],
            refs=tuple(places[layer]),
        )
        for layer in Layer
    )
    count: dict[str, int] = {}
    for hold in layers:
        for party in hold.parties:
            count[party] = count.get(party, 0) + 1
    # Of several that hold as many, the one with the earlier layer: the application before the printing.
    top = max(count, key=count.__getitem__, default=None)
    held = count[top] if top else 0
    blank = sum(1 for hold in layers if hold.unknown and top not in hold.parties)
    known = sum(1 for hold in layers if not hold.unknown)
    figure = measure(
        "lockin.overlap",
        held if top else UNKNOWN,
        "layers_of_7",
        known=known,
        total=len(layers),
        rows=[(hold.layer.value, hold.refs[0]) for hold in layers if top in hold.parties and hold.refs],
        low=held,
        high=held + blank,
    )
    return Overlap(
        area=area,
        party=top or UNKNOWN,
        label=party_label(inventory, top) if top else "",
        layers=layers,
        held=figure,
    )
