"use strict";
(() => {
  const letter = document.querySelector(".letter");
  document.querySelectorAll("#filter input").forEach((box) => {
    const show = () => letter.classList.toggle("show-" + box.value, box.checked);
    box.addEventListener("change", show);
    show();
  });
  const narrow = document.getElementById("narrow");
  if (narrow) narrow.addEventListener("input", () => {
    const words = narrow.value.trim().toLowerCase();
    document.querySelectorAll("#things li").forEach((item) => { item.hidden = !item.textContent.toLowerCase().includes(words); });
  });
  const slider = document.getElementById("slider");
  const standing = (day, from, due, event) => (due && due < day ? "overdue" : due && from && from <= day ? "due" : due ? "open" : event ? "waiting" : "undated");
  if (slider) slider.addEventListener("input", () => {
    const years = Number(slider.value);
    const month = Math.min(12, Math.floor((years % 1) * 12) + 1);
    const day = `${Math.floor(years)}-${String(month).padStart(2, "0")}-01`;
    document.getElementById("day").textContent = day;
    document.querySelectorAll("#promises tbody tr").forEach((row) => {
      const now = standing(day, row.dataset.from, row.dataset.due, row.dataset.event);
      row.cells[0].textContent = now;
      row.cells[0].className = "standing " + now;
    });
  });
  document.querySelectorAll("table.sortable th").forEach((head, column) => {
    head.tabIndex = 0;
    const sort = () => {
      const body = head.closest("table").tBodies[0];
      const rows = [...body.rows].sort((a, b) => a.cells[column].textContent.localeCompare(b.cells[column].textContent));
      if (head.getAttribute("aria-sort") === "ascending") { rows.reverse(); head.setAttribute("aria-sort", "descending"); } else head.setAttribute("aria-sort", "ascending");
      body.append(...rows);
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", (event) => { if (event.key === "Enter") sort(); });
  });
})();
