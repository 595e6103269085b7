"use strict";
// many things: two canvases, one for everything and one above it for what is chosen, and a grid to find what is pointed at
answerable.canvasStage = (element, heard) => {
  const { nodes: things, edges: verbs, line, ink, accent, look, sign, name, sizeOf, fitting, framed, covered, place } = answerable;
  const base = document.createElement("canvas");
  const over = document.createElement("canvas");
  element.append(base, over);
  element.classList.add("canvases");
  const view = { x: 0, y: 0, scale: 1 };
  const painted = { x: 0, y: 0, scale: 1 };
  const cell = 160;
  let ids = new Set();
  let shown = [];
  let grid = new Map();
  let named = new Set();
  let marks = { ids: new Set(), about: [], steps: [] };
  let cost = 0;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const width = () => element.clientWidth;
  const height = () => element.clientHeight;
  const screen = ([x, y]) => [(x - view.x) * view.scale + width() / 2, (y - view.y) * view.scale + height() / 2];

  function cleared(canvas) {
    if (canvas.width !== width() * ratio || canvas.height !== height() * ratio) {
      canvas.width = width() * ratio;
      canvas.height = height() * ratio;
    }
    canvas.style.transform = "";
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width(), height());
    return context;
  }
  const beside = (a, b) => (a[0] < 0 && b[0] < 0) || (a[1] < 0 && b[1] < 0) || (a[0] > width() && b[0] > width()) || (a[1] > height() && b[1] > height());
  function lines(context) {
    context.strokeStyle = line;
    context.lineWidth = view.scale < 0.3 ? 0.5 : 1;
    context.globalAlpha = verbs.length > 8000 && view.scale < 0.3 ? 0.5 : 1;
    context.beginPath();
    let count = 0;
    for (const [from, , to] of verbs) {
      if (!ids.has(from) || !ids.has(to)) continue;
      const a = screen(place(things[from]));
      const b = screen(place(things[to]));
      if (beside(a, b)) continue;
      context.moveTo(a[0], a[1]);
      context.lineTo(b[0], b[1]);
      count += 1;
      if (count % 200 === 0) { context.stroke(); context.beginPath(); }
    }
    context.stroke();
    context.globalAlpha = 1;
  }
  function paint() {
    const began = performance.now();
    const context = cleared(base);
    lines(context);
    const inside = [];
    for (const node of shown) {
      const [x, y] = screen(place(node));
      if (x < -40 || y < -40 || x > width() + 40 || y > height() + 40) continue;
      inside.push(node);
      if (view.scale > 0.25) sign(context, node, x, y, view.scale, false);
      else {
        const { color, size } = look(node);
        const side = Math.max(1.5, size * view.scale * 2);
        context.fillStyle = color;
        context.fillRect(x - side / 2, y - side / 2, side, side);
      }
    }
    const most = view.scale > 0.25 ? 300 : 40;
    const [left, top] = [view.x * view.scale - width() / 2, view.y * view.scale - height() / 2];
    named = fitting(inside, place, view.scale, marks.ids, 13, most, [left, top, left + width() - covered(), top + height()]);
    for (const node of inside) if (named.has(node.id)) { const [x, y] = screen(place(node)); name(context, node.short, x, y + sizeOf(node) * Math.min(1, view.scale) + 2, 13); }
    Object.assign(painted, view);
    cost = performance.now() - began;
    above();
  }
  function above() {
    const context = cleared(over);
    const stroke = (number, color, thick) => {
      const a = screen(place(things[verbs[number][0]]));
      const b = screen(place(things[verbs[number][2]]));
      context.strokeStyle = color;
      context.lineWidth = thick;
      context.beginPath();
      context.moveTo(a[0], a[1]);
      context.lineTo(b[0], b[1]);
      context.stroke();
    };
    marks.about.slice(0, 2000).forEach((number) => { if (ids.has(verbs[number][0]) && ids.has(verbs[number][2])) stroke(number, ink, 1.2); });
    marks.steps.forEach((number) => stroke(number, accent, 4));
    for (const id of marks.ids) {
      const [x, y] = screen(place(things[id]));
      sign(context, things[id], x, y, Math.max(0.5, view.scale), true);
      if (things[id].short && things[id].kind !== "recommendation") name(context, things[id].short, x, y + sizeOf(things[id]) * Math.max(0.5, view.scale) + 4, 14);
    }
  }

  let frame = 0;
  let late = 0;
  // a cheap picture is painted anew; a dear one is shifted, and painted when the hand rests
  function moved() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (cost < 12) { paint(); return; }
      const by = view.scale / painted.scale;
      const x = (painted.x - view.x) * view.scale + (width() / 2) * (1 - by);
      const y = (painted.y - view.y) * view.scale + (height() / 2) * (1 - by);
      for (const canvas of [base, over]) canvas.style.transform = `translate(${x}px,${y}px) scale(${by})`;
    });
    clearTimeout(late);
    late = setTimeout(() => { paint(); heard.view(); }, 140);
  }
  function regrid() {
    grid = new Map();
    for (const node of shown) {
      const [x, y] = place(node);
      const key = Math.floor(x / cell) * 1000003 + Math.floor(y / cell);
      const there = grid.get(key);
      if (there) there.push(node.id); else grid.set(key, [node.id]);
    }
  }
  function found(left, top) {
    const x = (left - width() / 2) / view.scale + view.x;
    const y = (top - height() / 2) / view.scale + view.y;
    const reach = Math.max(30, 8 / view.scale);
    let best = null;
    let least = Infinity;
    for (let column = Math.floor((x - reach) / cell); column <= Math.floor((x + reach) / cell); column += 1) for (let row = Math.floor((y - reach) / cell); row <= Math.floor((y + reach) / cell); row += 1) {
      for (const id of grid.get(column * 1000003 + row) || []) {
        const [nx, ny] = place(things[id]);
        const far = Math.hypot(nx - x, ny - y) - Math.max(sizeOf(things[id]), 6 / view.scale);
        if (far <= 0 && far < least) { least = far; best = id; }
      }
    }
    return best;
  }
  function zoomed(by, left = width() / 2, top = height() / 2) {
    const scale = Math.min(6, Math.max(0.005, view.scale * by));
    view.x += (left - width() / 2) * (1 / view.scale - 1 / scale);
    view.y += (top - height() / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    moved();
  }

  let down = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const id = found(event.offsetX, event.offsetY);
    down = { x: event.clientX, y: event.clientY, id, went: false, vx: view.x, vy: view.y };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (!down) return;
    const [dx, dy] = [event.clientX - down.x, event.clientY - down.y];
    if (Math.hypot(dx, dy) > 4) down.went = true;
    if (!down.went || down.id !== null) return;
    view.x = down.vx - dx / view.scale;
    view.y = down.vy - dy / view.scale;
    moved();
  });
  element.addEventListener("pointerup", (event) => {
    if (!down) return;
    if (!down.went) heard.pick(down.id);
    else if (down.id !== null) {
      const [x, y] = place(things[down.id]);
      heard.move(down.id, x + (event.clientX - down.x) / view.scale, y + (event.clientY - down.y) / view.scale);
    }
    down = null;
  });
  element.addEventListener("wheel", (event) => { event.preventDefault(); zoomed(Math.exp(-event.deltaY / 500), event.offsetX, event.offsetY); }, { passive: false });
  new ResizeObserver(() => moved()).observe(element);

  return {
    show(kept) { ids = kept; shown = things.filter((node) => kept.has(node.id)); regrid(); paint(); },
    mark(chosen, about, steps) { marks = { ids: chosen, about, steps }; above(); },
    recolour: paint,
    fit(wanted) {
      Object.assign(view, framed((wanted ? things.filter((node) => wanted.has(node.id)) : shown.length ? shown : things).map(place), width(), height(), covered()));
      paint();
    },
    focus(id) { view.scale = Math.max(view.scale, 0.7); const [x, y] = place(things[id]); Object.assign(view, { x: x + covered() / 2 / view.scale, y }); paint(); },
    look({ x, y, scale }) { Object.assign(view, { x, y, scale }); paint(); },
    view: () => ({ ...view, width: width(), height: height() }),
    pan(dx, dy) { view.x += dx / view.scale; view.y += dy / view.scale; moved(); },
    zoom: (by) => zoomed(by),
    named: () => named,
    canvases: () => [base, over],
  };
};
