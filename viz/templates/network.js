"use strict";
// the page: what is chosen, how it changes, what of it the address keeps, and what can be undone
(() => {
  const { data, nodes, links, byIri, inSight, pathOf, pathThings, byId, fill, fillTable, more, combo, fillFilters, fillLegend, cut } = answerable;
  const FILTERS = ["letter", "body", "recommendation", "stance"];
  const boxes = [...document.querySelectorAll("#kinds input")];
  const start = { kinds: boxes.filter((box) => box.checked).map((box) => box.value), color: data.color, size: data.size };
  const fresh = () => ({ focus: null, depth: 0, from: null, to: null, kinds: new Set(start.kinds), letter: "", body: "", recommendation: "", stance: "", pins: new Map(), color: start.color, size: start.size });
  const copy = (one) => ({ ...one, kinds: new Set(one.kinds), pins: new Map(one.pins) });
  let state = fresh();
  let past = [];
  let future = [];
  let ids = null;
  let steps = [];
  let look = "";
  let moved = false;
  const say = (words) => { byId("status").textContent = words; };
  const heard = {
    pick: (id) => choose(id, false),
    choose: (id) => choose(id, true),
    move: (id, x, y) => change((next) => next.pins.set(id, [Math.round(x), Math.round(y)]), `${name(id)} pinned where you put it.`),
    view: () => { moved = true; remember(); },
  };
  answerable.moved = (node) => state.pins.get(node.id);
  const stage = (data.many ? answerable.canvasStage : answerable.visStage)(byId("network"), heard);
  const name = (id) => cut(nodes[id].label, 50);
  const same = (a, b) => a !== null && a.size === b.size && [...a].every((id) => b.has(id));

  function apply(words) {
    if (look !== `${state.color} ${state.size}`) {
      look = `${state.color} ${state.size}`;
      answerable.setSize(state.size);
      fillLegend(answerable.channelled(state.color));
      if (ids !== null) stage.recolour();
    }
    const found = pathOf(state);
    steps = found || [];
    const kept = inSight(state);
    const places = [...state.pins].join(";");
    if (!same(ids, kept) || apply.places !== places) {
      ids = kept;
      apply.places = places;
      stage.show(ids);
      const table = () => fillTable(nodes.filter((node) => ids.has(node.id)), heard);
      if (data.many) setTimeout(table, 30); else table();
    }
    const marked = pathThings(state);
    if (state.focus !== null) marked.add(state.focus);
    stage.mark(marked, state.focus === null ? [] : links[state.focus].slice(0, data.many ? 2000 : 60), steps);
    fill(state, found, heard);
    show();
    say(`${words ? `${words} ` : ""}${ids.size} of ${nodes.length} things shown.`);
    remember();
  }
  // controls say what the state is
  function show() {
    boxes.forEach((box) => { box.checked = state.kinds.has(box.value); });
    FILTERS.forEach((filter) => { byId(filter).value = state[filter]; });
    byId("depth").value = String(state.depth);
    byId("color").value = state.color;
    byId("size").value = state.size;
    for (const end of ["from", "to"]) if (document.activeElement !== byId(end) || state[end] !== null) byId(end).value = state[end] === null ? "" : nodes[state[end]].label;
    byId("undo").disabled = !past.length;
    byId("redo").disabled = !future.length;
  }
  function change(how, words) {
    past.push(copy(state));
    if (past.length > 200) past.shift();
    future = [];
    how(state);
    apply(words);
  }
  function travel(back) {
    const [away, towards] = back ? [past, future] : [future, past];
    if (!away.length) { say(back ? "Nothing to undo." : "Nothing to redo."); return; }
    const active = document.activeElement;
    towards.push(copy(state));
    state = away.pop();
    apply(back ? "Undone." : "Done again.");
    if (active.disabled) byId(back ? "redo" : "undo").focus();
  }
  function choose(id, go) {
    if (id === state.focus && !go) return;
    if (id !== state.focus) change((next) => { next.focus = id; }, id === null ? "Nothing chosen." : `${name(id)} chosen.`);
    if (go && id !== null) stage.focus(id);
  }
  function end(which, id) {
    if (state[which] === id) return;
    change((next) => { next[which] = id; });
    const found = pathOf(state);
    if (found === null) say(byId("route-says").textContent || "No path.");
    else say(`A path of ${found.length === 1 ? "1 link" : `${found.length} links`} is drawn and told in the panel.`);
    if (found && found.length) {
      stage.fit(pathThings(state));
      moved = true;
      remember();
    }
  }
  function close() {
    change((next) => { next.focus = null; next.from = null; next.to = null; }, "Nothing chosen.");
    byId("network").focus({ preventScroll: true });
  }

  function remember() {
    const view = new URLSearchParams();
    if (state.focus !== null) view.set("node", nodes[state.focus].iri);
    if (state.depth) view.set("depth", state.depth);
    for (const which of ["from", "to"]) if (state[which] !== null) view.set(which, nodes[state[which]].iri);
    FILTERS.forEach((filter) => { if (state[filter]) view.set(filter, state[filter]); });
    if ([...state.kinds].sort().join() !== [...start.kinds].sort().join()) view.set("kinds", [...state.kinds].join(","));
    for (const channel of ["color", "size"]) if (state[channel] !== start[channel]) view.set(channel, state[channel]);
    state.pins.forEach(([x, y], id) => view.append("pin", `${x},${y},${nodes[id].iri}`));
    const { x, y, scale } = stage.view();
    if (moved) view.set("at", `${Math.round(x)},${Math.round(y)},${scale.toFixed(4)}`);
    history.replaceState(null, "", `#${view}`);
  }
  const chosenOf = (view, key) => (byIri.has(view.get(key)) ? byIri.get(view.get(key)) : null);
  const allowed = (id, value, otherwise) => ([...byId(id).options].some((option) => option.value === value) ? value : otherwise);
  function recall() {
    const view = new URLSearchParams(location.hash.slice(1));
    state = fresh();
    if (view.has("kinds")) state.kinds = new Set(view.get("kinds").split(","));
    FILTERS.forEach((filter) => { state[filter] = allowed(filter, view.get(filter), ""); });
    state.depth = Number(allowed("depth", view.get("depth"), "0"));
    state.color = allowed("color", view.get("color"), start.color);
    state.size = allowed("size", view.get("size"), start.size);
    for (const [key, iri] of [["focus", "node"], ["from", "from"], ["to", "to"]]) state[key] = chosenOf(view, iri);
    for (const pin of view.getAll("pin")) {
      const [, x, y, iri] = pin.match(/^(-?\d+),(-?\d+),(.*)$/) || [];
      if (byIri.has(iri)) state.pins.set(byIri.get(iri), [Number(x), Number(y)]);
    }
    const at = (view.get("at") || "").split(",").map(Number);
    apply("");
    moved = at.length === 3 && at.every(Number.isFinite) && at[2] > 0;
    if (moved) stage.look({ x: at[0], y: at[1], scale: at[2] });
    else if (steps.length) stage.fit(pathThings(state));
    else { stage.fit(); if (state.focus !== null) stage.focus(state.focus); }
    remember();
  }

  boxes.forEach((box) => box.addEventListener("change", () => change((next) => { if (box.checked) next.kinds.add(box.value); else next.kinds.delete(box.value); })));
  FILTERS.forEach((filter) => byId(filter).addEventListener("change", (event) => change((next) => { next[filter] = event.target.value; })));
  byId("depth").addEventListener("change", (event) => change((next) => { next.depth = Number(event.target.value); }, state.focus === null ? "Choose a thing first: its neighbourhood is shown then." : ""));
  for (const channel of ["color", "size"]) byId(channel).addEventListener("change", (event) => change((next) => { next[channel] = event.target.value; }));
  combo(byId("search"), byId("hits"), (id) => { if (id !== null) choose(id, true); }, say);
  for (const which of ["from", "to"]) {
    combo(byId(which), byId(`${which}-hits`), (id) => end(which, id), say);
    byId(`${which}-here`).addEventListener("click", () => end(which, state.focus));
  }
  byId("swap").addEventListener("click", () => change((next) => { [next.from, next.to] = [next.to, next.from]; }, "Start and end exchanged."));
  byId("no-route").addEventListener("click", () => change((next) => { next.from = null; next.to = null; }, "No path."));
  byId("pin").addEventListener("click", () => change((next) => {
    if (!next.pins.delete(next.focus)) next.pins.set(next.focus, answerable.place(nodes[next.focus]).map(Math.round));
  }, `${name(state.focus)} ${state.pins.has(state.focus) ? "no longer pinned." : "pinned: it stays in sight. Shift and an arrow key move it."}`));
  byId("close").addEventListener("click", close);
  byId("fit").addEventListener("click", () => { stage.fit(); moved = false; remember(); say("All that is shown fits the page."); });
  byId("undo").addEventListener("click", () => travel(true));
  byId("redo").addEventListener("click", () => travel(false));
  byId("reset").addEventListener("click", () => { change((next) => Object.assign(next, fresh()), "As at first."); moved = false; stage.fit(); remember(); });
  byId("png").addEventListener("click", async () => { await answerable.savePng(stage); say("Saved network.png."); });
  byId("svg").addEventListener("click", () => { answerable.saveSvg(stage, ids, steps); say("Saved network.svg."); });
  byId("more").addEventListener("click", () => more(heard));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.target.matches("input[type=search]") && event.target.value && !event.target.dataset.picked && document.activeElement.id === "search") return;
    if (key === "z" || key === "y") { event.preventDefault(); travel(key === "z" && !event.shiftKey); }
  });
  byId("network").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "+" || event.key === "=") stage.zoom(1.25);
    else if (event.key === "-") stage.zoom(0.8);
    else if (event.key === "0") byId("fit").click();
    else if (step && event.shiftKey && state.focus !== null) {
      const [x, y] = answerable.place(nodes[state.focus]);
      heard.move(state.focus, x + step[0] * 20, y + step[1] * 20);
    } else if (step) stage.pan(step[0] * 60, step[1] * 60);
    else return;
    event.preventDefault();
  });
  addEventListener("hashchange", () => { if (location.hash.includes("=")) recall(); });

  fillFilters();
  const narrow = matchMedia("(max-width: 900px)");
  const fold = () => document.querySelectorAll("#left details").forEach((part) => { part.open = !narrow.matches; });
  narrow.addEventListener("change", fold);
  fold();
  recall();
  document.documentElement.dataset.ready = "yes";
})();
