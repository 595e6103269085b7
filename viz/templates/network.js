"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#e8e6e1" : "#1a1a1a";
  const paper = dark ? "#16181b" : "#fdfdfb";
  const stances = { "accepts": "#00614a", "accepts-in-principle": "#e5c35c", "accepts-in-part": "#e5c35c", "rejects": "#b5482a", "welcomes": "#8aa0bd" };
  const states = { "in-place": "#3f8f6b", "done": "#3f8f6b", "under-way": "#8fbf9f", "awaiting": "#f0e1b0" };
  const looks = {
    body: { shape: "dot", color: "#0072B2", size: 13 },
    recommendation: { shape: "box", color: ink, font: { color: paper, size: 18 } },
    position: { shape: "diamond", size: 9 },
    commitment: { shape: "triangle", color: "#D55E00", size: 9 },
    service: { shape: "hexagon", color: "#009E73", size: 12 },
    operation: { shape: "star", color: "#56B4E9", size: 12 },
    initiative: { shape: "star", color: "#56B4E9", size: 6 },
    funding: { shape: "dot", color: { background: paper, border: "#E69F00" }, borderWidth: 4, size: 9 },
    instrument: { shape: "square", color: "#7a7a72", size: 8 },
    partnership: { shape: "dot", color: { background: "#CC79A7", border: "#CC79A7" }, size: 11, borderWidth: 3 },
    letter: { shape: "square", color: { background: paper, border: ink }, size: 10 },
    person: { shape: "triangleDown", color: "#7a7a72", size: 8 },
  };
  const verbPhrase = (edge) => [data.nodes[edge[0]], edge[1], data.nodes[edge[2]]];
  const links = data.nodes.map(() => []);
  data.edges.forEach((edge) => { links[edge[0]].push(edge); links[edge[2]].push(edge); });

  const look = (node) => {
    const base = looks[node.kind] || looks.instrument;
    const out = { id: node.id, x: node.x, y: node.y, label: node.short, borderWidth: 1, font: { color: ink, size: 14, face: "system-ui" }, ...base };
    if (node.kind === "position") {
      const [stance, state] = node.state.split("/");
      out.color = stances[stance] || states[state] || "#c9c5ba";
    }
    if (node.kind === "commitment" && node.state !== "firm") out.color = { background: paper, border: "#D55E00" };
    if (node.kind === "body") out.size = 9 + Math.min(14, Math.sqrt(node.links) * 2);
    return out;
  };

  const nodes = new vis.DataSet(data.nodes.map(look));
  const edges = new vis.DataSet(data.edges.map((edge, id) => ({ id, from: edge[0], to: edge[2] })));
  const stage = byId("network");
  const network = new vis.Network(stage, { nodes, edges }, {
    physics: false,
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 1e9, hideEdgesOnDrag: data.edges.length > 3000 },
    edges: { color: { color: dark ? "#50545a" : "#b9b5aa", highlight: ink, hover: ink }, width: 1, arrows: { to: { enabled: true, scaleFactor: 0.4 } }, smooth: false, font: { size: 12, align: "middle", color: ink, strokeColor: paper, strokeWidth: 4 } },
    nodes: { chosen: true },
  });

  let chosen = null;
  let onlyNear = false;
  const checked = () => new Set([...document.querySelectorAll("#kinds input:checked")].map((box) => box.value));

  const visible = (node, kinds, file, stance, near) =>
    kinds.has(node.kind) && (!file || node.files.includes(file) || node.kind === "recommendation") &&
    (!stance || node.kind !== "position" || node.state.startsWith(stance + "/")) && (!near || near.has(node.id));

  function apply() {
    const kinds = checked();
    const near = onlyNear && chosen !== null ? new Set([chosen, ...links[chosen].flatMap((edge) => [edge[0], edge[2]])]) : null;
    const file = byId("letter").value;
    const stance = byId("stance").value;
    const shown = data.nodes.filter((node) => visible(node, kinds, file, stance, near) || node.id === chosen);
    const ids = new Set(shown.map((node) => node.id));
    nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: !ids.has(node.id) })));
    byId("status").textContent = `${shown.length} of ${data.nodes.length} things shown`;
    fillTable(shown);
    remember();
  }

  function text(tag, words, className) {
    const element = document.createElement(tag);
    element.textContent = words;
    if (className) element.className = className;
    return element;
  }

  function fillTable(shown) {
    const rows = byId("rows");
    rows.replaceChildren(...shown.slice(0, 2000).map((node) => {
      const row = document.createElement("tr");
      const name = document.createElement("td");
      const button = text("button", node.label);
      button.type = "button";
      button.addEventListener("click", () => { choose(node.id); byId("right").focus(); });
      name.append(button);
      row.append(text("td", node.kind), name, text("td", String(node.links)), text("td", node.files.join(", ")));
      return row;
    }));
  }

  function choose(id) {
    chosen = id;
    const panel = byId("right");
    panel.hidden = id === null;
    edges.update(data.edges.map((edge, number) => ({ id: number, label: id !== null && (edge[0] === id || edge[2] === id) ? edge[1] : undefined })));
    if (id === null) { network.unselectAll(); apply(); return; }
    const node = data.nodes[id];
    network.selectNodes([id]);
    byId("what").textContent = node.state ? `${node.kind}: ${node.state.replace("/", ", ").replaceAll("-", " ")}` : node.kind;
    byId("name").textContent = node.label;
    byId("iri").textContent = node.iri;
    byId("links").replaceChildren(...links[id].map(verbPhrase).map(([from, verb, to]) => {
      const item = document.createElement("li");
      const other = from.id === id ? to : from;
      const link = text("a", other.label.length > 90 ? other.label.slice(0, 90) + " …" : other.label);
      link.href = "#" + other.id;
      link.addEventListener("click", (event) => { event.preventDefault(); choose(other.id); });
      if (from.id === id) item.append(verb + " ", link); else item.append(link, ` ${verb} this`);
      return item;
    }));
    byId("quotes").replaceChildren(...node.quotes.map(([before, words, after, role, file]) => {
      const quote = document.createElement("blockquote");
      const footer = text("footer", `${role} · ${file}`);
      quote.append(text("span", before, "around"), text("mark", words), text("span", after, "around"), footer);
      return quote;
    }));
    network.focus(id, { scale: Math.max(network.getScale(), 0.7), animation: false });
    apply();
  }

  const box = byId("search");
  const hits = byId("hits");
  let at = -1;
  function search() {
    const words = box.value.trim().toLowerCase();
    const found = words.length < 2 ? [] : data.nodes.filter((node) => node.label.toLowerCase().includes(words)).sort((a, b) => b.links - a.links).slice(0, 30);
    at = -1;
    box.setAttribute("aria-expanded", String(found.length > 0));
    hits.replaceChildren(...found.map((node, order) => {
      const item = text("li", `${node.label.slice(0, 80)} (${node.kind})`);
      item.id = "hit" + order;
      item.dataset.node = node.id;
      item.setAttribute("role", "option");
      item.addEventListener("click", () => pick(node.id));
      return item;
    }));
    if (words.length >= 2 && !found.length) byId("status").textContent = `Nothing is called “${box.value}”. Try fewer letters.`;
  }
  function pick(id) {
    const kind = document.querySelector(`#kinds input[value="${data.nodes[id].kind}"]`);
    if (kind) kind.checked = true;
    hits.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    choose(id);
  }
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    const items = [...hits.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = Math.max(0, Math.min(items.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      items.forEach((item, order) => item.setAttribute("aria-selected", String(order === at)));
      if (items[at]) box.setAttribute("aria-activedescendant", items[at].id);
      event.preventDefault();
    } else if (event.key === "Enter" && items.length) {
      pick(Number(items[Math.max(0, at)].dataset.node));
    } else if (event.key === "Escape") {
      box.value = "";
      search();
    }
  });

  network.on("click", (event) => choose(event.nodes.length ? event.nodes[0] : null));
  stage.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  byId("close").addEventListener("click", () => choose(null));
  byId("fit").addEventListener("click", () => network.fit({ animation: false }));
  byId("near").addEventListener("click", () => {
    onlyNear = !onlyNear;
    byId("near").setAttribute("aria-pressed", String(onlyNear));
    apply();
  });
  byId("reset").addEventListener("click", () => { location.hash = ""; location.reload(); });
  byId("png").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = "network.png";
    link.href = stage.querySelector("canvas").toDataURL("image/png");
    link.click();
  });
  document.querySelectorAll("#kinds input, #letter, #stance").forEach((control) => control.addEventListener("change", apply));
  document.querySelectorAll(".count").forEach((span) => { span.textContent = data.nodes.filter((node) => node.kind === span.dataset.kind).length; });

  function remember() {
    const view = new URLSearchParams();
    if (chosen !== null) view.set("node", data.nodes[chosen].iri);
    view.set("kinds", [...checked()].join(","));
    if (byId("letter").value) view.set("letter", byId("letter").value);
    if (byId("stance").value) view.set("stance", byId("stance").value);
    if (onlyNear) view.set("near", "1");
    history.replaceState(null, "", "#" + view);
  }
  function recall() {
    const view = new URLSearchParams(location.hash.slice(1));
    if (view.has("kinds")) {
      const kinds = new Set(view.get("kinds").split(","));
      document.querySelectorAll("#kinds input").forEach((control) => { control.checked = kinds.has(control.value); });
    }
    byId("letter").value = view.get("letter") || "";
    byId("stance").value = view.get("stance") || "";
    onlyNear = view.has("near");
    byId("near").setAttribute("aria-pressed", String(onlyNear));
    const node = data.nodes.find((candidate) => candidate.iri === view.get("node"));
    if (node) choose(node.id); else apply();
    if (!node) network.fit({ animation: false });
  }
  recall();
  document.documentElement.dataset.ready = "yes";
})();
