"use strict";
// Filters of tables and the dependency picture. Everything readable is already in the page; this only helps to look.
(() => {
  const $ = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const make = (tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; return e; };

  for (const input of document.querySelectorAll("input[data-filter]")) {
    const target = $(input.dataset.filter), note = $(input.dataset.filter + "-n"), bodies = [...(target.tBodies || [])];
    const rows = bodies.length > 1 ? bodies : bodies.length ? [...bodies[0].rows] : [...target.querySelectorAll("li")];
    const groups = [...target.querySelectorAll("details")], heading = (row) => row.closest("details.rule")?.firstElementChild.textContent || "";
    input.addEventListener("input", () => {
      const wanted = fold(input.value.trim()); let shown = 0;
      for (const row of rows) {
        row.hidden = wanted !== "" && !fold(row.textContent + " " + heading(row)).includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      for (const group of groups) {
        group.hidden = !group.querySelector("li:not([hidden])");
        if (wanted !== "" && !group.hidden) group.open = true;
      }
      note.textContent = wanted === "" ? "" : `${shown} / ${rows.length}`;
    });
  }

  // ---- what is folded: opened all together, for the paper, and where a link leads into it
  const folds = [...document.querySelectorAll("details.fold")], all = (open) => { for (const one of folds) one.open = open; };
  if ($("open-all")) {  // a page of few tables folds nothing
    $("open-all").closest(".folds").hidden = false;
    $("open-all").addEventListener("click", () => all(true));
    $("close-all").addEventListener("click", () => all(false));
  }
  let closed = [];
  window.addEventListener("beforeprint", () => { closed = folds.filter((one) => !one.open); all(true); });
  window.addEventListener("afterprint", () => { for (const one of closed) one.open = false; closed = []; });
  const reveal = () => {
    const found = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!found) return;
    for (let one = found.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    found.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => { const link = event.target.closest("a[href^='#']"); if (link && link.hash === location.hash) reveal(); });
  reveal();

  const why = $("gantt-why");
  for (const row of document.querySelectorAll(".gantt-row[tabindex]"))
    for (const event of ["focus", "click"]) row.addEventListener(event, () => { why.textContent = row.getAttribute("aria-label"); });

  const graph = document.querySelector("#map-canvas svg"), source = $("map-data");
  if (!graph || !source) return;
  const data = JSON.parse(source.textContent), words = data.words;
  const canvas = $("map-canvas"), details = $("map-details"), status = $("map-status"), tools = $("map-tools");
  const nodes = [...graph.querySelectorAll(".node")], edges = [...graph.querySelectorAll(".edge")];
  for (const [index, node] of nodes.entries()) {
    node.setAttribute("role", "button"); node.setAttribute("tabindex", index === 0 ? "0" : "-1");
    node.setAttribute("aria-label", node.querySelector("title").textContent);
  }
  const byId = new Map(nodes.map((node) => [node.dataset.id, node]));
  const name = (id) => data.nodes[id] ? data.nodes[id].label : id;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // ---- zoom and pan: the canvas scrolls, so the keyboard and a touch screen work as everywhere
  const width = graph.viewBox.baseVal.width, height = graph.viewBox.baseVal.height;
  let scale = 1;
  const zoom = (next) => {
    const x = (canvas.scrollLeft + canvas.clientWidth / 2) / scale, y = (canvas.scrollTop + canvas.clientHeight / 2) / scale;
    scale = Math.min(4, Math.max(0.1, next));
    graph.setAttribute("width", width * scale); graph.setAttribute("height", height * scale);
    canvas.scrollLeft = x * scale - canvas.clientWidth / 2; canvas.scrollTop = y * scale - canvas.clientHeight / 2;
  };
  const fit = () => zoom(Math.min((canvas.clientWidth - 4) / width, (window.innerHeight * 0.8 - 4) / height, 1.5));
  $("map-in").addEventListener("click", () => zoom(scale * 1.3));
  $("map-out").addEventListener("click", () => zoom(scale / 1.3));
  $("map-fit").addEventListener("click", fit);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault(); zoom(scale * (event.deltaY < 0 ? 1.1 : 0.9));
  }, { passive: false });
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".node") || event.pointerType !== "mouse") return;
    held = [event.clientX + canvas.scrollLeft, event.clientY + canvas.scrollTop]; canvas.classList.add("drag");
  });
  window.addEventListener("pointermove", (event) => {
    if (held) { canvas.scrollLeft = held[0] - event.clientX; canvas.scrollTop = held[1] - event.clientY; }
  });
  window.addEventListener("pointerup", () => { held = null; canvas.classList.remove("drag"); });

  const centre = (node) => {
    const box = node.getBoundingClientRect(), frame = canvas.getBoundingClientRect();
    canvas.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
    canvas.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
  };

  // ---- details and neighbours
  const list = (title, links, other) => {
    const found = document.createDocumentFragment();
    found.append(make("dt", `${title} ${links.length}`));
    const body = make("dd"), items = make("ul");
    for (const link of links) {
      const via = link.hub ? ` ${words.via} ${name(link.hub)}` : "";
      items.append(make("li", `${name(link[other])}: ${link.what}${link.how ? ` (${link.how}${via})` : ""}`));
    }
    if (links.length) body.append(items); else body.append(words.none);
    found.append(body);
    return found;
  };
  const pick = (id) => {
    for (const item of graph.querySelectorAll(".pick, .near")) item.classList.remove("pick", "near");
    graph.classList.toggle("picked", id !== null);
    if (id === null) { details.replaceChildren(make("p", words.choose)); return; }
    const links = Object.values(data.links), out = links.filter((l) => l.from === id), into = links.filter((l) => l.to === id);
    byId.get(id).classList.add("pick");
    const own = new Set(Object.entries(data.links).filter(([, l]) => l.from === id || l.to === id || l.hub === id).map(([key]) => key));
    for (const edge of edges) if (edge.dataset.id.split(" ").some((key) => own.has(key))) edge.classList.add("near");
    for (const key of own) for (const end of [data.links[key].from, data.links[key].to, data.links[key].hub])
      if (end && end !== id && byId.has(end)) byId.get(end).classList.add("near");
    const facts = make("dl");
    for (const [label, value] of data.nodes[id].facts) facts.append(make("dt", label), make("dd", value));
    facts.append(list(words.outgoing, out, "to"), list(words.incoming, into, "from"));
    details.replaceChildren(make("h4", name(id)), facts);
  };
  const go = (index) => {
    const node = nodes[(index + nodes.length) % nodes.length];
    for (const other of nodes) other.setAttribute("tabindex", other === node ? "0" : "-1");
    node.focus({ preventScroll: true });
    centre(node);
  };
  graph.addEventListener("click", (event) => { const node = event.target.closest(".node"); pick(node ? node.dataset.id : null); });
  graph.addEventListener("keydown", (event) => {
    const at = nodes.indexOf(event.target.closest(".node"));
    if (at < 0) return;
    const moves = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 };
    if (event.key in moves) go(moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") pick(nodes[at].dataset.id);
    else if (event.key === "Escape") pick(null);
    else return;
    event.preventDefault();
  });

  // ---- search and filters
  const dense = nodes.length > 80 || edges.length > 150; // so many lines hide each other: they stand back until something is chosen
  const query = $("map-q"), selects = [...tools.querySelectorAll("select")];
  const matches = (node) => selects.every((select) => {
    if (select.value === "") return true;
    const own = node.dataset[select.dataset.key] || "";
    return select.dataset.key === "area" ? own.split(" ").includes(select.value) : own === select.value;
  });
  const apply = () => {
    const wanted = fold(query.value.trim()); let shown = 0;
    for (const node of nodes) {
      const fits = matches(node), hit = wanted !== "" && fold(name(node.dataset.id) + " " + data.nodes[node.dataset.id].vendor).includes(wanted);
      node.classList.toggle("dim", !fits || (wanted !== "" && !hit)); node.classList.toggle("hit", fits && hit);
      shown += fits && (wanted === "" || hit) ? 1 : 0;
    }
    const on = (id) => byId.has(id) && !byId.get(id).classList.contains("dim");
    for (const edge of edges) edge.classList.toggle("dim", !on(edge.dataset.source) && !on(edge.dataset.target));
    const all = wanted === "" && selects.every((select) => select.value === "");
    graph.classList.toggle("dense", dense && all);
    status.textContent = all ? (dense ? words.dense : "") : fill(words.shown, { n: shown, total: nodes.length });
    const first = nodes.find((node) => node.classList.contains("hit"));
    if (first) centre(first);
  };
  query.addEventListener("input", apply);
  for (const select of selects) select.addEventListener("change", apply);
  if (dense) apply();
  tools.addEventListener("submit", (event) => event.preventDefault());

  // ---- the month: which links are temporary, who has moved
  const month = $("map-month"), said = $("map-month-out");
  const show = () => {
    const [value, label] = data.months[month.value];
    const open = new Set(Object.keys(data.spans).filter((id) => data.spans[id][0] <= value && value < data.spans[id][1]));
    const count = open.size;
    for (const edge of edges) edge.classList.toggle("temp", edge.dataset.id.split(" ").some((id) => (data.links[id].members || [id]).some((one) => open.has(one))));
    for (const node of nodes) {
      const moved = node.dataset.migrated === "true" || (node.dataset.cutover || "9").slice(0, 7) <= value;
      node.classList.toggle("moved", moved);
    }
    said.textContent = fill(words.temporary, { month: label, n: count });
    month.setAttribute("aria-valuetext", said.textContent);
  };
  if (month) { month.addEventListener("input", show); show(); }
  tools.addEventListener("reset", () => setTimeout(() => { apply(); pick(null); fit(); if (month) show(); }));
  if (canvas.clientWidth / width > 0.55) fit(); else {
    zoom(0.8);
    const degree = (node) => edges.filter((edge) => edge.dataset.source === node.dataset.id || edge.dataset.target === node.dataset.id).length;
    centre(nodes.reduce((best, node) => (degree(node) > degree(best) ? node : best), nodes[0]));
  }
})();
