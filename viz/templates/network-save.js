"use strict";
// the view as a picture: PNG from the canvas, SVG from the same signs
(() => {
  const { nodes, edges, ink, paper, line, accent, look, corners, onColor, place } = answerable;
  const SPACE = "http://www.w3.org/2000/svg";
  // eslint-disable-next-line no-control-regex
  const clean = (words) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ");

  function element(tag, attributes, words) {
    const made = document.createElementNS(SPACE, tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
    if (words) made.textContent = clean(words);
    return made;
  }
  function svg(stage, ids, steps, title) {
    const view = stage.view();
    const { width, height, scale } = view;
    const at = (node) => { const [x, y] = place(node); return [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2]; };
    const inside = ([x, y]) => x > -60 && y > -60 && x < width + 60 && y < height + 60;
    const root = element("svg", { xmlns: SPACE, width, height, viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, "font-family": "system-ui, sans-serif" });
    root.append(element("title", {}, title), element("rect", { width: "100%", height: "100%", fill: paper }));
    const thick = new Set(steps);
    edges.forEach(([from, , to], number) => {
      if (!ids.has(from) || !ids.has(to)) return;
      const [a, b] = [at(nodes[from]), at(nodes[to])];
      if (!inside(a) && !inside(b)) return;
      root.append(element("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: thick.has(number) ? accent : line, "stroke-width": thick.has(number) ? 3 : 0.7 }));
    });
    const names = [];
    for (const node of nodes) {
      const [x, y] = at(node);
      if (!ids.has(node.id) || !inside([x, y])) continue;
      const { shape, color, size, ring } = look(node);
      const radius = Math.max(1.2, size * scale);
      const paint = { fill: ring ? paper : color, stroke: ring ? color : paper, "stroke-width": Math.max(0.5, (ring ? 3 : 1) * scale) };
      const sign = shape === "circle" ? element("circle", { cx: x, cy: y, r: radius, ...paint })
        : element("polygon", { points: corners[shape].map(([dx, dy]) => `${(x + dx * radius).toFixed(2)},${(y + dy * radius).toFixed(2)}`).join(" "), ...paint });
      sign.append(element("title", {}, node.label));
      root.append(sign);
      if (node.kind === "recommendation" && radius > 5) names.push(element("text", { x, y: y + radius * 0.35, "font-size": Math.min(radius, 18), "text-anchor": "middle", fill: onColor(color) }, node.short.slice(0, 4)));
      else if (stage.named().has(node.id)) names.push(element("text", { x, y: y + radius + 13, "font-size": 13, "text-anchor": "middle", fill: ink, stroke: paper, "stroke-width": 3, "paint-order": "stroke" }, node.short));
    }
    root.append(...names);
    return new XMLSerializer().serializeToString(root);
  }
  function png(stage) {
    const layers = stage.canvases();
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [layers[0].width, layers[0].height];
    const context = sheet.getContext("2d");
    context.fillStyle = paper;
    context.fillRect(0, 0, sheet.width, sheet.height);
    layers.forEach((layer) => context.drawImage(layer, 0, 0));
    return new Promise((done) => { sheet.toBlob(done, "image/png"); });
  }
  function download(blob, name) {
    const link = document.createElement("a");
    link.download = name;
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  Object.assign(answerable, {
    saveSvg: (stage, ids, steps) => download(new Blob([svg(stage, ids, steps, document.title)], { type: "image/svg+xml" }), "network.svg"),
    savePng: async (stage) => download(await png(stage), "network.png"),
  });
})();
