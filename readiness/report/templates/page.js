"use strict";
// Tables and the views. Everything readable is already in the page; this only filters, and places marks others computed.
(() => {
  const $ = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const make = (tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; return e; };

  // ---- filters: by text, and by division where rows name one or lead to what one owns
  const known = JSON.parse($("main").dataset.divisions || "{}"), longest = Object.entries(known.names || {}).sort((a, b) => b[1].length - a[1].length);
  const divisions = (row) => {
    const found = new Set(); let text = row.textContent;
    for (const [id, name] of longest) if (text.includes(name)) { found.add(id); text = text.replaceAll(name, " "); }
    for (const link of row.querySelectorAll("a[href^='#sys/'], a[href^='#contract/']")) for (const id of known.pages[link.getAttribute("href").slice(1)] || []) found.add(id);
    return found;
  };
  for (const input of document.querySelectorAll("input[data-filter]")) {
    const target = $(input.dataset.filter), note = $(input.dataset.filter + "-n"), bodies = [...(target.tBodies || [])];
    const rows = bodies.length > 1 ? bodies : bodies.length ? [...bodies[0].rows] : [...target.querySelectorAll("li")];
    const groups = [...target.querySelectorAll("details")], heading = (row) => [...(row.closest("details.rule")?.querySelectorAll(":scope > summary, :scope > .facts") || [])].map((part) => part.textContent).join(" ");
    let pick = null, of = new Map();
    const filter = () => {
      const wanted = fold(input.value.trim()), mine = pick ? pick.value : "", all = wanted === "" && mine === ""; let shown = 0;
      for (const row of rows) {
        row.hidden = (wanted !== "" && !fold(row.textContent + " " + heading(row)).includes(wanted)) || (mine !== "" && !of.get(row).has(mine));
        shown += row.hidden ? 0 : 1;
      }
      for (const group of groups) {
        group.hidden = !group.querySelector("li:not([hidden])");
        if (!all && !group.hidden) group.open = true;
      }
      note.textContent = all ? "" : `${shown} / ${rows.length}`;
    };
    input.addEventListener("input", filter);
    setTimeout(() => {  // after the page is seen
      of = new Map(rows.map((row) => [row, divisions(row)]));
      const here = Object.keys(known.names || {}).filter((id) => rows.some((row) => of.get(row).has(id)));
      if (here.length < 2) return;
      pick = make("select"); pick.id = `${input.dataset.filter}-d`; pick.setAttribute("aria-label", `${known.said[0]}: ${input.labels[0].textContent}`);
      for (const [value, name] of [["", known.said[1]], ...here.map((id) => [id, known.names[id]])]) { const one = make("option", name); one.value = value; pick.append(one); }
      pick.addEventListener("change", filter); note.before(pick);
    });
  }

  // ---- what is folded: opened all together, for the paper, and where a link leads into it
  const folds = [...document.querySelectorAll("details.fold")], all = (open) => { for (const one of folds) one.open = open; };
  if ($("open-all")) {  // a page of few tables folds nothing
    $("open-all").closest(".folds").hidden = false;
    $("open-all").addEventListener("click", () => all(true));
    $("close-all").addEventListener("click", () => all(false));
  }
  const reveal = (found) => {
    for (let one = found.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    found.scrollIntoView();
  };

  // ---- the decision screen of one division: its own cards, dates and points, as many as the screen has room for
  const mine = $("decide-pick");
  if (mine) {
    mine.closest(".scripted").hidden = false;
    mine.addEventListener("change", () => {
      const fits = (item) => mine.value === "" || item.dataset.d.split(" ").includes(mine.value);
      for (const list of document.querySelectorAll("#decide [data-most]")) {
        let left = Number(list.dataset.most);
        for (const item of list.children) item.hidden = !(fits(item) && left-- > 0);
      }
      const cards = [...document.querySelectorAll("#decide .card")], others = [...document.querySelectorAll("#decide .others li")];
      for (const [at, item] of others.entries()) item.hidden = !(fits(item) && cards[cards.length - others.length + at].hidden);
    });
  }

  const why = $("gantt-why");
  if (why)
    for (const name of ["focusin", "click"]) why.previousElementSibling.addEventListener(name, (event) => {
      const row = event.target.closest(".gantt-row");
      if (row) why.textContent = row.getAttribute("aria-label");
    });

  // ---- views: marks as `report/views/scene.py` tells them, in the same order and with the same classes
  const NS = "http://www.w3.org/2000/svg";
  const svg = (tag, values, text) => {
    const e = document.createElementNS(NS, tag);
    for (const [key, value] of Object.entries(values)) if (value !== "" && value !== undefined) e.setAttribute(key, value);
    if (text !== undefined) e.textContent = text;
    return e;
  };
  // A number in the place of a mark or of words is the number of what is written once for all states of the view.
  const place = (parent, marks, shared) => {
    const said = (value) => (typeof value === "number" ? shared[value] : value);
    for (const mark of marks.map(said)) {
      const kind = mark[0];
      if (kind === "g") place(parent.appendChild(svg("g", { transform: `translate(0 ${mark[1]})` })), mark[2], shared);
      else if (kind === "c") {
        const cell = parent.appendChild(svg("g", { class: "c", "data-links": said(mark[2]) }));
        cell.append(svg("title", {}, said(mark[1]))); place(cell, mark[3], shared);
      } else if (kind === "a") {
        const [address, title, key] = mark.slice(1, 4).map(said);
        const link = parent.appendChild(address ? svg("a", key === "skip" ? { href: address, tabindex: -1 } : { href: address, "data-key": key }) : svg("g", {}));
        if (title) link.append(svg("title", {}, title));
        place(link, mark[4], shared);
      } else if (kind === "r") {
        const [, style, x, y, width, height, rx] = mark;
        parent.append(svg("rect", { class: said(style), x, y, width, height, rx: rx || "" }));
      } else if (kind === "p") {
        const [, style, d, width, ends] = mark;
        parent.append(svg("path", { class: said(style), d: said(d), style: width ? `stroke-width:${width}px` : "", "data-ends": said(ends) }));
      } else if (kind === "u") parent.append(svg("text", { class: said(mark[1]), transform: `translate(${mark[2]} ${mark[3]}) rotate(-90)` }, said(mark[4])));
      else parent.append(svg("text", { class: said(mark[1]), x: mark[2], y: mark[3] }, said(mark[4])));
    }
  };

  // What is touched shows all its lines, the others stand back; looking at it with the keyboard does the same.
  const lit = (picture, key) => {
    for (const one of picture.querySelectorAll(".on")) one.classList.remove("on");
    picture.classList.toggle("lit", key !== "");
    if (key === "") return;
    const near = new Set([key]);
    for (const wire of picture.querySelectorAll("[data-ends]")) {
      const ends = wire.dataset.ends.split(" ");
      if (ends.includes(key)) { wire.classList.add("on"); ends.forEach((end) => near.add(end)); }
    }
    for (const box of picture.querySelectorAll("a[data-key]")) if (near.has(box.dataset.key)) box.classList.add("on");
  };
  const touched = (event) => event.target.closest("a[data-key]")?.dataset.key || "";

  // ---- a matrix: one stop of the Tab key; arrows move through the names of the rows and the cells, Enter opens the
  // page of a name and lists the links of a cell
  const cells = (view, picture) => {
    const found = [...picture.querySelectorAll(".c")], chosen = $(`${view.id}-chosen`);
    if (!found.length) return;
    const at = (cell) => { const box = cell.querySelector("rect"); return [Number(box.getAttribute("x")), Number(box.getAttribute("y"))]; };
    const rows = [...picture.querySelectorAll("a:not([tabindex])")], stops = [...rows, ...found];
    for (const [index, stop] of stops.entries()) stop.setAttribute("tabindex", index ? "-1" : "0");
    for (const cell of found) {
      cell.setAttribute("role", "button");
      cell.setAttribute("aria-label", `${cell.querySelector("title").textContent} ${cell.dataset.links ? cell.dataset.links.split(" ").length : 0}`);
    }
    const beam = (cell) => {
      for (const old of picture.querySelectorAll(".beam")) old.remove();
      if (!cell) return;
      const box = cell.querySelector("rect"), [x, y] = at(cell), size = Number(box.getAttribute("width"));
      picture.prepend(svg("rect", { class: "beam", x: 0, y, width: picture.viewBox.baseVal.width, height: size }), svg("rect", { class: "beam", x, y: 0, width: size, height: picture.viewBox.baseVal.height }));
    };
    const list = (cell) => {
      const links = cell.dataset.links.split(" ").filter((id) => id), items = make("ul");
      for (const id of links) {
        const item = items.appendChild(make("li")), [from, to] = view.data.ends[id].map((end) => { const link = make("a", view.data.names[end]); link.href = `#sys/${end}`; return link; });
        item.append(from, "→", to, " ", view.data.links[id]);
      }
      chosen.replaceChildren(make("b", cell.querySelector("title").textContent), items);
    };
    const go = (from, dx, dy) => {
      const [x, y] = at(from);
      const away = (cell) => { const [a, b] = at(cell), u = a - x, v = b - y; return dx ? (Math.sign(u) === dx ? Math.abs(u) + 3 * Math.abs(v) : Infinity) : (Math.sign(v) === dy ? Math.abs(v) + 3 * Math.abs(u) : Infinity); };
      const next = stops.reduce((best, cell) => (away(cell) < away(best) ? cell : best), from);
      if (away(next) === Infinity) return;
      from.setAttribute("tabindex", "-1"); next.setAttribute("tabindex", "0"); next.focus();
    };
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    picture.addEventListener("keydown", (event) => {
      const stop = event.target.closest(".c, a"), cell = event.target.closest(".c");
      if (!stop) return;
      if (event.key in arrows && stops.includes(stop)) go(stop, ...arrows[event.key]);
      else if (cell && (event.key === "Enter" || event.key === " ")) list(cell);
      else if (event.key === "Escape") chosen.replaceChildren();
      else return;
      event.preventDefault();
    });
    picture.addEventListener("click", (event) => { const cell = event.target.closest(".c"); if (cell) list(cell); });
    picture.addEventListener("pointerover", (event) => beam(event.target.closest(".c")));
    for (const stop of stops) stop.addEventListener("focus", () => beam(stop.matches(".c") ? stop : null));
  };

  const views = new Map();
  for (const source of document.querySelectorAll("section.view > script[type='application/json']")) {
    const id = source.parentElement.id, view = { id, data: JSON.parse(source.textContent), now: "" };
    view.now = view.data.first; view.drawn = { [view.now]: [[...$(`${id}-answer`).childNodes], document.querySelector(`#${id}-pic svg`)] };
    views.set(id, view);
    const pick = $(`${id}-pick`);
    if (pick) {
      pick.closest(".scripted").hidden = false;
      pick.addEventListener("change", () => { location.hash = `#${id}/${encodeURI(pick.value)}`; });
    }
    const frame = $(`${id}-pic`);  // not the picture: a picture that listens to the focus becomes a stop of the Tab key itself
    for (const name of ["pointerover", "focusin"]) frame.addEventListener(name, (event) => lit(frame.firstElementChild, touched(event)));
    for (const name of ["pointerleave", "focusout"]) frame.addEventListener(name, () => lit(frame.firstElementChild, ""));
    cells(view, frame.firstElementChild);
  }
  const drawn = (view, key, label) => {
    const [sentence, width, height, marks] = view.data.states[key];
    const picture = svg("svg", { class: "v", role: "group", "aria-label": label, viewBox: `0 0 ${width} ${height}`, width });
    place(picture, marks, view.data.shared); cells(view, picture);
    return [sentence.map((part) => { if (typeof part === "string") return part; const link = make("a", part[1]); link.href = `#${part[0]}`; return link; }), picture];
  };
  const show = (view, wanted) => {
    const key = wanted in view.data.states ? wanted : view.data.first;
    if (key === view.now) return;
    view.now = key;
    const frame = $(`${view.id}-pic`), old = frame.firstElementChild;
    const held = frame.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const [sentence, picture] = view.drawn[key] || drawn(view, key, old.getAttribute("aria-label"));
    $(`${view.id}-answer`).replaceChildren(...sentence);
    $(`${view.id}-chosen`).replaceChildren();
    old.replaceWith(picture); lit(picture, "");
    if (held) picture.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    for (const link of $(view.id).querySelectorAll("[data-state]")) link.toggleAttribute("aria-current", link.dataset.state === key), link.dataset.state === key && link.setAttribute("aria-current", "true");
    if ($(`${view.id}-pick`)) $(`${view.id}-pick`).value = key;
  };

  // ---- the address tells what is seen: Back works, and every place can be sent to somebody else
  const route = () => {
    const hash = decodeURIComponent(location.hash.slice(1)), [name, ...rest] = hash.split("/"), view = views.get(name);
    for (const tab of document.querySelectorAll(".tabs a")) tab.getAttribute("href") === `#${name}` ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
    const exact = hash && $(hash);
    if (exact && exact.classList.contains("page")) { scrollTo(0, 0); return; }
    if (!hash) for (const one of views.values()) show(one, "");
    if (view && !exact) { show(view, rest.join("/")); $(name).scrollIntoView(); }
    else if (view) show(view, "");
    else if (exact) reveal(exact);
  };
  addEventListener("hashchange", route);
  document.addEventListener("click", (event) => { const link = event.target.closest("a[href^='#']"); if (link && link.getAttribute("href") === location.hash) route(); });
  addEventListener("keydown", (event) => {
    const page = event.key === "Escape" && document.querySelector(".page:target");
    if (page) location.hash = page.querySelector(".way a:last-of-type")?.getAttribute("href") || "#map";
  });
  route();
})();
