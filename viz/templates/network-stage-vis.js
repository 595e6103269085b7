"use strict";
// up to some 1,500 things: vis-network, with our own signs
answerable.visStage = (element, heard) => {
  const { nodes: things, edges: verbs, ink, paper, line, accent, sign, name, sizeOf, fitting, framed, covered, place } = answerable;
  const marked = new Set();
  let shown = things;
  let named = new Set();
  const drawn = (node) => {
    const [x, y] = place(node);
    const size = sizeOf(node);
    return {
      id: node.id, x, y, shape: "custom", label: undefined, size,
      ctxRenderer: ({ ctx, x: left, y: top }) => ({
        drawNode: () => {
          ctx.save();
          sign(ctx, node, left, top, 1, marked.has(node.id));
          ctx.restore();
        },
        drawExternalLabel: () => {
          if (!named.has(node.id)) return;
          ctx.save();
          name(ctx, node.short, left, top + sizeOf(node) + 2, font());
          ctx.restore();
        },
        nodeDimensions: { width: size * 2.4, height: size * 2.4 },
      }),
    };
  };
  const nodes = new vis.DataSet(things.map(drawn));
  const edges = new vis.DataSet(verbs.map((edge, id) => ({ id, from: edge[0], to: edge[2] })));
  const network = new vis.Network(element, { nodes, edges }, {
    physics: false,
    interaction: { hover: false, selectConnectedEdges: false, keyboard: false, tooltipDelay: 1e9, hideEdgesOnDrag: verbs.length > 3000 },
    edges: { color: { color: line, highlight: ink }, width: 1, arrows: { to: { enabled: true, scaleFactor: 0.4 } }, smooth: false, font: { size: 12, align: "middle", color: ink, strokeColor: paper, strokeWidth: 4 } },
  });
  const font = () => Math.max(14, 13 / network.getScale());
  function rename() {
    const scale = network.getScale();
    const at = network.getViewPosition();
    const [left, top] = [at.x * scale - element.clientWidth / 2, at.y * scale - element.clientHeight / 2];
    named = fitting(shown, place, scale, marked, font() * scale, 400, [left, top, left + element.clientWidth - covered(), top + element.clientHeight]);
  }
  let waits = 0;
  const soon = () => { clearTimeout(waits); waits = setTimeout(() => { rename(); network.redraw(); heard.view(); }, 60); };
  network.on("click", (event) => heard.pick(event.nodes.length ? event.nodes[0] : null));
  network.on("dragEnd", (event) => { if (event.nodes.length) { const at = network.getPosition(event.nodes[0]); heard.move(event.nodes[0], at.x, at.y); } else soon(); });
  element.firstChild.tabIndex = -1;
  network.on("zoom", soon);
  let before = new Map();
  return {
    show(ids) {
      shown = things.filter((node) => ids.has(node.id));
      nodes.update(things.map((node) => ({ id: node.id, hidden: !ids.has(node.id), x: place(node)[0], y: place(node)[1] })));
      rename();
      network.redraw();
    },
    mark(ids, about, steps) {
      marked.clear();
      ids.forEach((id) => marked.add(id));
      const now = new Map([...about.map((number) => [number, { id: number, label: verbs[number][1], width: 1, color: { color: ink } }]), ...steps.map((number) => [number, { id: number, label: verbs[number][1], width: 4, color: { color: accent } }])]);
      const plain = [...before.keys()].filter((number) => !now.has(number)).map((number) => ({ id: number, label: " ", width: 1, color: { color: line } }));
      edges.update([...plain, ...now.values()]);
      before = now;
      rename();
      network.redraw();
    },
    recolour() { nodes.update(things.map(drawn)); rename(); network.redraw(); },
    fit(ids) { this.look(framed((ids ? things.filter((node) => ids.has(node.id)) : shown.length ? shown : things).map(place), element.clientWidth, element.clientHeight, covered())); network.redraw(); },
    focus(id) { const scale = Math.max(network.getScale(), 0.7); const [x, y] = place(things[id]); this.look({ x: x + covered() / 2 / scale, y, scale }); network.redraw(); },
    look({ x, y, scale }) { network.moveTo({ position: { x, y }, scale, animation: false }); rename(); },
    view: () => ({ ...network.getViewPosition(), scale: network.getScale(), width: element.clientWidth, height: element.clientHeight }),
    pan(dx, dy) { const at = network.getViewPosition(); const scale = network.getScale(); network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, animation: false }); soon(); },
    zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); soon(); },
    named: () => named,
    canvases: () => [element.querySelector("canvas")],
  };
};
