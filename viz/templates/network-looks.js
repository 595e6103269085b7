"use strict";
// how a thing looks: a shape by its kind, a colour and a size by the channel asked for
(() => {
  const { nodes, links, other, stanceOf, data } = answerable;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#e8e6e1" : "#1a1a1a";
  const paper = dark ? "#16181b" : "#fdfdfb";
  const line = dark ? "#50545a" : "#b9b5aa";
  const stances = { "accepts": "#00614a", "accepts-in-principle": "#e5c35c", "accepts-in-part": "#e5c35c", "rejects": "#b5482a", "welcomes": "#8aa0bd", "not-stated": "#c9c5ba" };
  const states = { "in-place": "#3f8f6b", "done": "#3f8f6b", "under-way": "#8fbf9f", "awaiting": "#f0e1b0" };
  const kinds = {
    body: { shape: "circle", color: "#0072B2", size: 9 },
    recommendation: { shape: "box", color: ink, size: 12 },
    position: { shape: "diamond", color: "#c9c5ba", size: 9 },
    commitment: { shape: "triangle", color: "#D55E00", size: 9 },
    service: { shape: "hexagon", color: "#009E73", size: 11 },
    operation: { shape: "star", color: "#56B4E9", size: 12 },
    initiative: { shape: "star", color: "#56B4E9", size: 7 },
    funding: { shape: "circle", color: "#E69F00", size: 9, ring: true },
    instrument: { shape: "square", color: "#7a7a72", size: 8 },
    partnership: { shape: "circle", color: "#CC79A7", size: 10, twice: true },
    letter: { shape: "square", color: ink, size: 9, ring: true },
    person: { shape: "down", color: "#7a7a72", size: 8 },
  };
  const palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8c6bb1", "#a6761d"];
  const rest = "#8a8a82";

  // the bodies that a thing links to, the most linked first, and itself where it is one
  const bodyOf = (node) => {
    if (node.kind === "body") return node.id;
    let best = -1;
    for (const number of links[node.id]) {
      const there = other(number, node.id);
      if (nodes[there].kind === "body" && (best < 0 || nodes[there].links > nodes[best].links)) best = there;
    }
    return best;
  };
  function ranked(keys) {
    const counts = new Map();
    keys.forEach((key) => { if (key !== "" && key !== -1) counts.set(key, (counts.get(key) || 0) + 1); });
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, palette.length).map(([key]) => key);
  }
  const words = (key) => String(key).replaceAll("-", " ");
  const channels = {
    kind: { key: () => "", legend: () => [] },
    stance: { key: stanceOf, color: (key) => stances[key] || rest, legend: (keys) => ranked(keys).map((key) => [words(key), stances[key] || rest]) },
    body: { key: bodyOf, legend: (keys) => ranked(keys).map((key, at) => [nodes[key].label, palette[at]]) },
    letter: { key: (node) => node.files[0] || "", legend: (keys) => ranked(keys).map((key, at) => [key, palette[at]]) },
  };

  let colors = new Map();
  let channel = "kind";
  let size = data.size;
  function channelled(name) {
    channel = name;
    const keys = nodes.map(channels[name].key);
    const order = ranked(keys);
    colors = new Map(order.map((key, at) => [key, channels[name].color ? channels[name].color(key) : palette[at]]));
    return channels[name].legend(keys).concat(name === "kind" ? [] : [["others", rest]]);
  }
  function colorOf(node) {
    if (channel !== "kind") return colors.get(channels[channel].key(node)) || rest;
    if (node.kind !== "position") return (kinds[node.kind] || kinds.instrument).color;
    const [stance, state] = node.state.split("/");
    return stances[stance] && stance !== "not-stated" ? stances[stance] : states[state] || stances["not-stated"];
  }
  function sizeOf(node) {
    const base = (kinds[node.kind] || kinds.instrument).size;
    if (size === "same") return base;
    const by = size === "letters" ? node.files.length * 3 : node.links;
    return base + Math.min(14, Math.sqrt(by) * (node.kind === "body" || size === "letters" ? 2 : 0.6));
  }
  function look(node) {
    const base = kinds[node.kind] || kinds.instrument;
    return { ...base, ring: base.ring || (node.kind === "commitment" && node.state !== "firm"), color: colorOf(node), size: sizeOf(node) };
  }

  const polygon = (count, turn, inner) => Array.from({ length: inner ? count * 2 : count }, (_, at) => {
    const angle = turn + (at * 2 * Math.PI) / (inner ? count * 2 : count);
    const radius = inner && at % 2 ? inner : 1;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius];
  });
  const corners = {
    diamond: polygon(4, 0), square: polygon(4, Math.PI / 4).map(([x, y]) => [x * 1.2, y * 1.2]), box: polygon(4, Math.PI / 4).map(([x, y]) => [x * 1.3, y * 1.3]),
    triangle: polygon(3, -Math.PI / 2), down: polygon(3, Math.PI / 2), hexagon: polygon(6, 0), star: polygon(5, -Math.PI / 2, 0.45),
  };
  // black or white, whichever reads on a colour
  function onColor(color) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    return r * 0.299 + g * 0.587 + b * 0.114 > 140 ? "#1a1a1a" : "#fdfdfb";
  }

  // where to look from so that some spots fill the part of a view that nothing covers on its right
  function framed(spots, width, height, covered) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of spots) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
    const free = Math.max(120, width - covered);
    const [aside, above] = [Math.min(80, free * 0.07), 32];
    const scale = Math.min(1.5, (free - aside * 2) / Math.max(1, right - left), (height - above * 2) / Math.max(1, bottom - top));
    return { x: (left + right) / 2 + covered / 2 / scale, y: (top + bottom) / 2, scale };
  }

  // which names fit without touching another name, a large sign or the edge of the view, the most linked first;
  // first holds those that must be named, view is the view's left, top, right and bottom in scaled places
  function fitting(shown, place, scale, first, font = 14, most = 400, view = null) {
    const taken = new Map();
    const cell = 60;
    const hits = (box, write) => {
      for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x += 1) for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y += 1) {
        const key = x * 100003 + y;
        const there = taken.get(key);
        if (write) { if (there) there.push(box); else taken.set(key, [box]); }
        else if (there && there.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) return true;
      }
      return false;
    };
    const cut = (box) => view && box[0] < view[2] && box[2] > view[0] && box[1] < view[3] && box[3] > view[1] && (box[0] < view[0] || box[2] > view[2] || box[3] > view[3]);
    for (const node of shown) {
      if (node.kind !== "recommendation" && node.kind !== "body") continue;
      const [x, y] = place(node).map((at) => at * scale);
      const radius = sizeOf(node) * Math.min(1, scale) - 1;
      if (radius > 4) hits([x - radius, y - radius, x + radius, y + radius], true);
    }
    const named = new Set();
    const wanted = shown.filter((node) => node.short && node.kind !== "recommendation").sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || b.links - a.links || a.id - b.id);
    for (const node of wanted.slice(0, most * 4)) {
      if (named.size >= most) break;
      const [x, y] = place(node);
      const half = (node.short.length * font * 0.54) / 2 + 3;
      const top = y * scale + sizeOf(node) * Math.min(1, scale) + 1;
      const box = [x * scale - half, top, x * scale + half, top + font * 1.35];
      if (!first.has(node.id) && (hits(box, false) || cut(box))) continue;
      hits(box, true);
      named.add(node.id);
    }
    return named;
  }

  Object.assign(answerable, { ink, paper, line, look, sizeOf, channelled, corners, fitting, framed, onColor, setSize: (name) => { size = name; } });
})();
