"use strict";
// the things and links, and what can be asked of them without a page: paths, neighbourhoods, filters
const answerable = {};
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, edges } = data;
  const links = nodes.map(() => []);
  edges.forEach((edge, number) => {
    links[edge[0]].push(number);
    if (edge[2] !== edge[0]) links[edge[2]].push(number);
  });
  const other = (number, id) => (edges[number][0] === id ? edges[number][2] : edges[number][0]);
  const byIri = new Map(nodes.map((node) => [node.iri, node.id]));

  // the fewest links between two things, as numbers of links in order; null where there is no path
  function path(from, to) {
    if (from === to) return [];
    const came = new Map([[from, null]]);
    let edge = [from];
    while (edge.length) {
      const next = [];
      for (const id of edge) {
        for (const number of links[id]) {
          const there = other(number, id);
          if (came.has(there)) continue;
          came.set(there, [number, id]);
          if (there === to) {
            const steps = [];
            for (let at = to; came.get(at); at = came.get(at)[1]) steps.unshift(came.get(at)[0]);
            return steps;
          }
          next.push(there);
        }
      }
      edge = next;
    }
    return null;
  }

  // everything at most so many links away
  function around(id, depth) {
    const near = new Set([id]);
    let rim = [id];
    for (let step = 0; step < depth; step += 1) {
      const next = [];
      for (const at of rim) for (const number of links[at]) {
        const there = other(number, at);
        if (!near.has(there)) { near.add(there); next.push(there); }
      }
      rim = next;
    }
    return near;
  }

  const ends = new Set(["body", "recommendation", "letter"]);
  // what is said by, of or under some things: their neighbours, and the bodies and recommendations of these
  function concerning(ids) {
    const found = new Set(ids);
    for (const id of ids) for (const number of links[id]) {
      const there = other(number, id);
      found.add(there);
      if (ends.has(nodes[there].kind)) continue;
      for (const further of links[there]) if (ends.has(nodes[other(further, there)].kind)) found.add(other(further, there));
    }
    return found;
  }
  const stanceOf = (node) => (node.kind === "position" ? node.state.split("/")[0] : "");
  function ofLetter(file) {
    const said = nodes.filter((node) => node.files.includes(file)).map((node) => node.id);
    const found = new Set(said);
    for (const id of said) for (const number of links[id]) if (nodes[other(number, id)].kind === "recommendation") found.add(other(number, id));
    return found;
  }

  const remembered = new Map();
  function filtered(name, value) {
    const key = `${name} ${value}`;
    if (!remembered.has(key)) {
      remembered.set(key, name === "letter" ? ofLetter(value)
        : name === "stance" ? concerning(nodes.filter((node) => stanceOf(node) === value).map((node) => node.id))
        : concerning(byIri.has(value) ? [byIri.get(value)] : []));
      if (name === "stance") for (const id of [...remembered.get(key)]) if (nodes[id].kind === "position" && stanceOf(nodes[id]) !== value) remembered.get(key).delete(id);
    }
    return remembered.get(key);
  }

  // the things in sight: of the kinds and filters, near the chosen one; with the path's and the pinned
  function inSight(state) {
    const sets = ["letter", "body", "recommendation", "stance"].filter((name) => state[name]).map((name) => filtered(name, state[name]));
    if (state.depth && state.focus !== null) sets.push(around(state.focus, state.depth));
    const kept = new Set();
    for (const node of nodes) if (state.kinds.has(node.kind) && sets.every((set) => set.has(node.id))) kept.add(node.id);
    if (state.focus !== null) kept.add(state.focus);
    for (const id of state.pins.keys()) kept.add(id);
    for (const id of pathThings(state)) kept.add(id);
    return kept;
  }
  function pathOf(state) {
    return state.from === null || state.to === null ? null : path(state.from, state.to);
  }
  function pathThings(state) {
    const steps = pathOf(state) || [];
    return new Set([state.from, state.to, ...steps.flatMap((number) => [edges[number][0], edges[number][2]])].filter((id) => id !== null));
  }

  // where a thing stands: where the reader put it, else where the layout did; the page says which
  answerable.moved = () => undefined;
  const place = (node) => answerable.moved(node) || [node.x, node.y];

  Object.assign(answerable, { place, data, nodes, edges, links, other, byIri, path, around, inSight, pathOf, pathThings, stanceOf });
})();
