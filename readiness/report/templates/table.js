"use strict";
// Sorting of tables: a button in each head; up, down, and back to the order of the page. What is unknown stays last.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const table of document.querySelectorAll("main table:not([data-ordered])")) {
    const bodies = [...table.tBodies], split = bodies.length > 1, heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
    const items = split ? bodies : bodies.flatMap((body) => [...body.rows]), into = split ? table : bodies[0];
    if (items.length < 2) continue;
    const key = (item, at) => {
      const cell = (split ? item.rows[0] : item).cells[at];
      return cell.querySelector(".tag-unknown") || cell.textContent.trim() === "" ? null : cell.dataset.v ?? cell.textContent.trim();
    };
    const sort = (at, way) => {
      const keys = new Map(items.map((item) => [item, key(item, at)]));
      const numbers = [...keys.values()].every((value) => value === null || (value !== "" && isFinite(value)));
      const compare = (one, other) => (numbers ? one - other : collator.compare(one, other)) * way;
      const order = (one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        return a === null || b === null ? (a === null) - (b === null) : compare(a, b);
      };
      into.append(...(way === 0 ? items : [...items].sort(order)));
    };
    for (const [at, head] of heads.entries()) {
      const button = document.createElement("button"), ways = { none: ["ascending", 1], ascending: ["descending", -1], descending: ["none", 0] };
      button.type = "button"; button.className = "sort"; button.append(...head.childNodes); head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const [name, way] = ways[head.getAttribute("aria-sort")];
        for (const other of heads) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", name);
        sort(at, way);
      });
    }
  }
})();
