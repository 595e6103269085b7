"use strict";
// signs and lines on a canvas, the same for both stages
(() => {
  const { ink, paper, look, corners, onColor } = answerable;
  const accent = matchMedia("(prefers-color-scheme: dark)").matches ? "#ffbf47" : "#b5482a";

  function outline(context, shape, x, y, radius) {
    context.beginPath();
    if (shape === "circle") { context.arc(x, y, radius, 0, 2 * Math.PI); return; }
    corners[shape].forEach(([dx, dy], at) => (at ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
    context.closePath();
  }
  function sign(context, node, x, y, scale, marked) {
    const { shape, color, size, ring, twice } = look(node);
    const radius = Math.max(1.2, size * scale);
    if (marked) {
      context.beginPath();
      context.arc(x, y, radius + 5 * Math.max(0.6, scale), 0, 2 * Math.PI);
      context.lineWidth = 3;
      context.strokeStyle = accent;
      context.stroke();
    }
    outline(context, shape, x, y, radius);
    context.fillStyle = ring ? paper : color;
    context.fill();
    context.lineWidth = Math.max(0.5, (ring ? 3 : 1) * scale);
    context.strokeStyle = ring ? color : paper;
    context.stroke();
    if (twice && radius > 4) { outline(context, shape, x, y, radius * 0.65); context.stroke(); }
    if (node.kind === "recommendation" && radius > 5) {
      context.fillStyle = onColor(color);
      context.font = `${Math.round(Math.min(radius, 18))}px system-ui, sans-serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(node.short.slice(0, 4), x, y + 1);
    }
  }
  function name(context, words, x, y, font) {
    context.font = `${font}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineWidth = font / 4;
    context.lineJoin = "round";
    context.strokeStyle = paper;
    context.strokeText(words, x, y);
    context.fillStyle = ink;
    context.fillText(words, x, y);
  }
  Object.assign(answerable, { sign, name, accent });
})();
