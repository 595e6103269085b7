"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const up = document.documentElement.dataset.up;
  const long = (iso) => new Date(iso + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const make = (name, text, className) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // the index is fetched when somebody wants to search, so that pages stay light
  const box = one("#search");
  const hits = one("#hits");
  let chosen = -1;
  one(".search").hidden = false;
  const load = () => {
    if (one("#index")) return;
    const script = document.createElement("script");
    script.id = "index";
    script.src = up + "search.js";
    script.addEventListener("load", find);
    document.head.append(script);
  };
  const close = () => {
    hits.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  function find() {
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    close();
    if (!words.length || !self.answerableIndex) return;
    const starts = (row) => (row[1].toLowerCase().startsWith(words[0]) ? 0 : 1);
    const found = self.answerableIndex.filter((row) => words.every((word) => row[1].toLowerCase().includes(word)));
    found.sort((a, b) => starts(a) - starts(b));
    hits.replaceChildren(...found.slice(0, 12).map(([kind, label, path], at) => {
      const item = make("li", "");
      const link = make("a", label);
      link.href = up + path;
      link.tabIndex = -1;
      item.id = "hit" + at;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(link, make("span", kind, "small"));
      return item;
    }));
    one("#found").textContent = found.length ? `${found.length} found` : "Nothing is called so; try fewer words";
    if (!found.length) {
      const none = make("li", "Nothing is called so; try fewer words");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      hits.replaceChildren(none);
    }
    hits.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }
  box.addEventListener("focus", load);
  box.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    const items = all("li[id]", hits);
    if (event.key === "Escape") {
      box.value = "";
      close();
    } else if (event.key === "Enter" && items.length) {
      one("a", items[Math.max(0, chosen)]).click();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
      chosen = Math.max(0, Math.min(items.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      items[chosen].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", items[chosen].id);
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });

  // the words of a cell, shown beside it while it is pointed at or has the focus
  const tip = make("div", "", "tip");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  const show = (link) => {
    tip.replaceChildren(make("p", `“${link.dataset.words}”`, "tip-words"), make("p", link.dataset.from, "small"));
    tip.hidden = false;
    link.setAttribute("aria-describedby", "tip");
    const place = link.getBoundingClientRect();
    const below = place.bottom + tip.offsetHeight + 12 < innerHeight || place.top < tip.offsetHeight + 12;
    tip.style.left = Math.max(8, Math.min(place.left, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (below ? place.bottom + 8 : place.top - tip.offsetHeight - 8) + "px";
  };
  const hide = () => { tip.hidden = true; };
  all("[data-words]").forEach((link) => {
    link.addEventListener("pointerenter", () => show(link));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("pointerleave", hide);
    link.addEventListener("blur", hide);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true, capture: true });

  // a letter's marks and notes
  const letter = one(".letter");
  const lit = (numbers, name) => all("[data-n]", letter).forEach((part) => {
    part.classList.toggle(name, part.dataset.n.split(" ").some((number) => numbers.includes(number)));
  });
  const arrive = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place || !letter.contains(place)) return;
    const note = one(`.note a.cite[href="#${CSS.escape(place.id)}"]`, letter);
    if (!note) return;
    const item = note.closest(".note");
    const kind = [...item.classList].find((name) => name.startsWith("n-")).slice(2);
    letter.classList.add("show-" + kind);
    const control = one(`#filter input[value="${CSS.escape(kind)}"]`);
    if (control) control.checked = true;
    lit([item.dataset.n], "target");
    place.scrollIntoView({ block: "center" });
  };
  if (letter) {
    const filter = one("#filter");
    if (filter) filter.hidden = false;
    all("#filter input").forEach((control) => {
      const apply = () => letter.classList.toggle("show-" + control.value, control.checked);
      control.addEventListener("change", apply);
      apply();
    });
    all(".note").forEach((note) => {
      note.addEventListener("pointerenter", () => lit([note.dataset.n], "near-note"));
      note.addEventListener("focusin", () => lit([note.dataset.n], "near-note"));
      note.addEventListener("pointerleave", () => lit([], "near-note"));
      note.addEventListener("focusout", () => lit([], "near-note"));
    });
    addEventListener("hashchange", arrive);
    arrive();
  }

  // promises on another day: the rules are those of queries/ledger.py
  const standing = (day, from, due, event) => (due && due < day ? "overdue" : due && from && from <= day ? "due" : due ? "open" : event ? "waiting" : "undated");
  const table = one("#promises");
  const narrow = one("#narrow");
  const chooser = (id) => (one("#" + id) ? one("#" + id).value : "");
  const filterRows = () => {
    const words = narrow.value.trim().toLowerCase();
    const rows = narrow.dataset.table ? [...table.tBodies[0].rows] : all("#things > li");
    let left = 0;
    rows.forEach((row) => {
      const fits = (name) => !chooser(name) || row.dataset[name] === chooser(name);
      row.hidden = !(row.textContent.toLowerCase().includes(words) && fits("standing") && fits("strength"));
      left += row.hidden ? 0 : 1;
    });
    one("#count").textContent = left === rows.length ? "" : left ? `${left} of ${rows.length} shown` : "None fits; ask for less";
  };
  if (narrow) [narrow, one("#standing"), one("#strength")].filter(Boolean).forEach((control) => control.addEventListener("input", filterRows));
  const slider = one("#slider");
  const pick = one("#pick");
  if (slider) {
    const first = Date.parse(slider.dataset.first + "T00:00:00Z");
    const set = (iso) => {
      one("#day").textContent = long(iso);
      one("#day").dataset.day = iso;
      const at = Math.round((Date.parse(iso + "T00:00:00Z") - first) / 86400000);
      slider.value = at;
      slider.setAttribute("aria-valuetext", long(iso));
      pick.value = iso;
      const x = Math.max(0, Math.min(100, (at * 100) / Number(slider.max))) + "%";
      one("#now").setAttribute("x1", x);
      one("#now").setAttribute("x2", x);
      [...table.tBodies[0].rows].forEach((row) => {
        const now = standing(iso, row.dataset.from, row.dataset.due, row.dataset.event);
        if (now === row.dataset.standing) return;
        row.dataset.standing = now;
        one(".standing", row).textContent = now;
        one(".standing", row).className = "standing " + now;
      });
      filterRows();
    };
    const iso = (at) => new Date(first + at * 86400000).toISOString().slice(0, 10);
    slider.addEventListener("input", () => set(iso(Number(slider.value))));
    pick.addEventListener("change", () => { if (pick.value) set(pick.value); });
    const picture = one("#timeline svg");
    let dragging = false;
    const drag = (event) => {
      const place = picture.getBoundingClientRect();
      const part = Math.max(0, Math.min(1, (event.clientX - place.left) / place.width));
      set(iso(Math.round(part * Number(slider.max))));
    };
    const near = (event) => Math.abs(event.clientX - one("#now").getBoundingClientRect().left) < 14;
    picture.addEventListener("pointerdown", (event) => {
      if (!near(event)) return;
      dragging = true;
      picture.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    picture.addEventListener("pointermove", (event) => {
      picture.classList.toggle("grab", dragging || near(event));
      if (dragging) drag(event);
    });
    picture.addEventListener("pointerup", () => { dragging = false; });
    picture.addEventListener("pointercancel", () => { dragging = false; });
  }

  all("table.sortable").forEach((sorted) => {
    const heads = all("thead th", sorted);
    heads.forEach((head, column) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      const key = (row) => (row.cells[column].dataset.key || row.cells[column].textContent).trim();
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...sorted.tBodies[0].rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
        sorted.tBodies[0].append(...(down ? rows.reverse() : rows));
      });
    });
  });
  // narrow pages: cells say what their column is, and a picture of links is a list
  all("table.stacked").forEach((table) => {
    const heads = all("thead th", table).map((head) => head.textContent.trim());
    all("tbody tr", table).forEach((row) => [...row.cells].forEach((cell, at) => { if (heads[at] && !("label" in cell.dataset)) cell.dataset.label = heads[at]; }));
  });
  const near = one("svg.near");
  if (near) {
    const list = make("ul", "", "plain near-list");
    all("text", near).forEach((text) => {
      const line = make("li", "");
      const link = text.closest("a");
      const name = make(link ? "a" : "span", text.textContent);
      if (link) name.href = link.getAttribute("href");
      line.append(name, " ", make("span", one("title", text.parentElement).textContent, "small"));
      list.append(line);
    });
    near.parentElement.before(list);
  }
  document.documentElement.dataset.ready = "yes";
})();
