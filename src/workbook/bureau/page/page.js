
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const search = form.elements.namedItem("q");
  const boxes = [...form.querySelectorAll("input[name=state]")];
  const lists = [...form.querySelectorAll("select")];
  const units = [...document.querySelectorAll("section.unit")].map((node) => ({ node, text: plain(node.textContent) }));

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  function fitsLists(node) {
    return lists.every((list) => {
      if (!list.value) return true;
      const own = node.dataset[list.name];
      return list.name === "code" ? own.split(" ").includes(list.value) : own === list.value;
    });
  }

  function apply() {
    const states = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = plain(search.value).split(" ").filter(Boolean);
    let count = 0;
    for (const { node, text } of units) {
      const fits = states.has(node.dataset.state) && fitsLists(node) && words.every((word) => text.includes(word));
      node.hidden = !fits;
      count += fits;
    }
    shown.textContent = shown.dataset.words.replace("{n}", count).replace("{m}", units.length);
  }

  /** The filter stands in the address, so that a link or a bookmark shows the same. */
  function remember() {
    const kept = new URLSearchParams();
    if (boxes.some((box) => !box.checked)) {
      kept.set("state", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
    }
    for (const field of [...lists, search]) if (field.value) kept.set(field.name, field.value);
    const hash = kept.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return;
    const kept = new URLSearchParams(hash);
    if (kept.has("state")) {
      const states = kept.get("state").split(",");
      for (const box of boxes) box.checked = states.includes(box.value);
    }
    for (const field of [...lists, search]) if (kept.has(field.name)) field.value = kept.get(field.name);
  }

  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // at once, not after the event
    for (const box of boxes) box.checked = true;
    for (const field of [...lists, search]) field.value = "";
    apply();
    remember();
  });
  window.addEventListener("hashchange", () => { recall(); apply(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") form.reset();
    else if (event.key === "/" && !/^(input|select|textarea)$/i.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
  window.addEventListener("beforeprint", () => {
    for (const node of document.querySelectorAll("details")) node.open = true;
  });
  form.hidden = false;
  recall();
  apply();
})();
