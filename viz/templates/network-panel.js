"use strict";
// what the page says in words: the evidence of the chosen thing, the path, the table, and the boxes to search with
(() => {
  const { nodes, edges, links, stanceOf } = answerable;
  const byId = (id) => document.getElementById(id);
  const cut = (words, most = 90) => (words.length > most ? `${words.slice(0, most)} …` : words);
  const MOST = 200;

  function text(tag, words, className) {
    const element = document.createElement(tag);
    element.textContent = words;
    if (className) element.className = className;
    return element;
  }
  function link(id, heard) {
    const element = text("a", cut(nodes[id].label));
    element.href = `#node=${encodeURIComponent(nodes[id].iri)}`;
    element.addEventListener("click", (event) => { event.preventDefault(); heard.choose(id); });
    return element;
  }
  function sentence(number, id, heard) {
    const [from, verb, to] = edges[number];
    const item = document.createElement("li");
    if (from === id) item.append(`${verb} `, link(to, heard));
    else if (to === id) item.append(link(from, heard), ` ${verb} this`);
    else item.append(link(from, heard), ` ${verb} `, link(to, heard));
    return item;
  }

  function fillPath(state, steps, heard) {
    const asked = state.from !== null || state.to !== null;
    byId("route").hidden = !asked;
    if (!asked) return;
    const [from, to] = [state.from, state.to].map((id) => (id === null ? null : cut(nodes[id].label, 50)));
    byId("route-says").textContent = from === null || to === null ? `${from === null ? "To" : "From"} ${from || to}. Choose the other end: search in the left panel, or open a thing and say “Path ${from === null ? "from" : "to"} here”.`
      : steps === null ? `Nothing connects ${from} and ${to} in what is drawn.`
      : steps.length ? `${from} and ${to} are ${steps.length === 1 ? "1 link" : `${steps.length} links`} apart:` : `Both ends are ${from}.`;
    byId("route-steps").replaceChildren(...(steps || []).map((number) => sentence(number, -1, heard)));
  }
  function fill(state, steps, heard) {
    const id = state.focus;
    byId("right").hidden = id === null && state.from === null && state.to === null;
    fillPath(state, steps, heard);
    byId("thing").hidden = id === null;
    if (id === null) return;
    const node = nodes[id];
    byId("what").textContent = node.state ? `${node.kind}: ${node.state.replace("/", ", ").replaceAll("-", " ")}` : node.kind;
    byId("name").textContent = node.label;
    byId("iri").textContent = node.iri;
    byId("pin").setAttribute("aria-pressed", String(state.pins.has(id)));
    const items = links[id].slice(0, MOST).map((number) => sentence(number, id, heard));
    if (links[id].length > MOST) items.push(text("li", `and ${links[id].length - MOST} more`));
    if (!items.length) items.push(text("li", "Nothing is linked to it in what is drawn."));
    byId("links").replaceChildren(...items);
    const quotes = node.quotes.map(([before, words, after, role, file]) => {
      const quote = document.createElement("blockquote");
      quote.append(text("span", before, "around"), text("mark", words), text("span", after, "around"), text("footer", `${role} · ${file}`));
      return quote;
    });
    byId("quotes").replaceChildren(...(quotes.length ? quotes : [text("p", "No words are kept for it.", "small")]));
  }

  let rest = [];
  function row(node, heard) {
    const line = document.createElement("tr");
    const name = document.createElement("td");
    const button = text("button", node.label);
    button.type = "button";
    button.addEventListener("click", () => { heard.choose(node.id); byId("right").focus(); });
    name.append(button);
    const [links, letters] = [text("td", String(node.links)), text("td", node.files.join(", ") || "–")];
    links.dataset.label = "Links";
    letters.dataset.label = "Letters";
    line.append(text("td", node.kind), name, links, letters);
    return line;
  }
  function more(heard) {
    byId("rows").append(...rest.splice(0, MOST).map((node) => row(node, heard)));
    byId("more").hidden = !rest.length;
    byId("more").textContent = `Show ${Math.min(MOST, rest.length)} more of ${rest.length}`;
  }
  function fillTable(shown, heard) {
    rest = shown.slice();
    byId("rows").replaceChildren();
    more(heard);
  }

  // a box that finds things by their words: arrows, Enter, Escape
  function combo(box, list, picked, say) {
    let at = -1;
    const close = () => { list.replaceChildren(); box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const pick = (id) => { close(); picked(id); };
    box.addEventListener("input", () => {
      const words = box.value.trim().toLowerCase();
      const found = words.length < 2 ? [] : nodes.filter((node) => node.label.toLowerCase().includes(words)).sort((a, b) => b.links - a.links).slice(0, 30);
      at = -1;
      close();
      box.setAttribute("aria-expanded", String(found.length > 0));
      list.replaceChildren(...found.map((node, order) => {
        const item = text("li", `${node.label.slice(0, 80)} (${node.kind})`);
        item.id = `${list.id}-${order}`;
        item.dataset.node = node.id;
        item.setAttribute("role", "option");
        item.addEventListener("click", () => pick(node.id));
        return item;
      }));
      if (words.length >= 2) say(found.length ? `${found.length === 30 ? "The first 30" : found.length} found` : `Nothing is called “${box.value}”. Try fewer letters.`);
      if (!box.value) picked(null);
    });
    box.addEventListener("keydown", (event) => {
      const items = [...list.children];
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
        at = Math.max(0, Math.min(items.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
        items.forEach((item, order) => item.setAttribute("aria-selected", String(order === at)));
        box.setAttribute("aria-activedescendant", items[at].id);
        items[at].scrollIntoView({ block: "nearest" });
        event.preventDefault();
      } else if (event.key === "Enter" && items.length) pick(Number(items[Math.max(0, at)].dataset.node));
      else if (event.key === "Escape") { event.preventDefault(); box.value = ""; box.dispatchEvent(new Event("input")); }
    });
  }

  // the choices of a filter, from the data, with how many things each has
  function options(select, pairs) {
    select.append(...pairs.map(([value, words]) => { const option = text("option", cut(words, 60)); option.value = value; return option; }));
    select.disabled = !pairs.length;
  }
  function fillFilters() {
    const of = (kind) => nodes.filter((node) => node.kind === kind);
    options(byId("body"), of("body").sort((a, b) => a.label.localeCompare(b.label, "en")).map((node) => [node.iri, node.label]));
    options(byId("recommendation"), of("recommendation").sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true })).map((node) => [node.iri, node.label]));
    const stances = new Map();
    nodes.forEach((node) => { const stance = stanceOf(node); if (stance) stances.set(stance, (stances.get(stance) || 0) + 1); });
    options(byId("stance"), [...stances].sort().map(([stance, count]) => [stance, `${stance.replaceAll("-", " ")} (${count})`]));
    const counts = new Map();
    nodes.forEach((node) => counts.set(node.kind, (counts.get(node.kind) || 0) + 1));
    document.querySelectorAll(".count").forEach((span) => { span.textContent = counts.get(span.dataset.kind) || 0; });
  }
  function fillLegend(pairs) {
    byId("legend").replaceChildren(...pairs.map(([words, color]) => {
      const item = text("li", cut(words, 40));
      const mark = text("span", "", "mark");
      mark.style.background = color;
      mark.setAttribute("aria-hidden", "true");
      item.prepend(mark);
      return item;
    }));
  }
  // how much of the network's right side the panel lies on
  const covered = () => (byId("right").hidden || getComputedStyle(byId("right")).position !== "absolute" ? 0 : byId("right").offsetWidth);
  Object.assign(answerable, { byId, covered, cut, fill, fillTable, more, combo, fillFilters, fillLegend });
})();
