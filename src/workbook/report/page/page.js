
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const search = form.elements.namedItem("q");
  const boxes = [...form.querySelectorAll("input[name=level]")];
  const lists = [...form.querySelectorAll("select")];
  const findings = [...document.querySelectorAll(".finding")].map((node) => ({
    node, text: plain(node.textContent + " " + node.dataset.unit),
  }));
  const files = [...document.querySelectorAll("section.file")];
  const lines = [...document.querySelectorAll(".overview tbody tr")];

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  /** Whether a file without findings is asked for: nothing that only findings have, and its own unit and words. */
  function cleanFits(file, words) {
    const text = plain(file.textContent);
    return lists.every((list) => !list.value || (list.name === "unit" && list.value === file.dataset.unit))
      && words.every((word) => text.includes(word));
  }

  /** Show what fits all of the filter; files all of whose findings are hidden step back too. */
  function apply() {
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = plain(search.value).split(" ").filter(Boolean);
    let count = 0;
    for (const { node, text } of findings) {
      const fits = levels.has(node.dataset.level)
        && lists.every((list) => !list.value || node.dataset[list.name] === list.value)
        && words.every((word) => text.includes(word));
      node.hidden = !fits;
      count += fits;
    }
    for (const file of files) {
      const own = [...file.querySelectorAll(".finding")];
      file.hidden = own.length > 0 ? own.every((node) => node.hidden) : !cleanFits(file, words);
    }
    const unit = form.elements.namedItem("unit").value;
    for (const line of lines) line.hidden = unit !== "" && line.dataset.unit !== unit;
    shown.textContent = shown.dataset.words.replace("{n}", count).replace("{m}", findings.length);
    document.documentElement.dataset.shown = count;
  }

  /** The filter stands in the address, so that a link or a bookmark shows the same. */
  function remember() {
    const kept = new URLSearchParams();
    const off = boxes.filter((box) => !box.checked);
    if (off.length) kept.set("level", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
    for (const field of [...lists, search]) if (field.value) kept.set(field.name, field.value);
    const hash = kept.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return;
    const kept = new URLSearchParams(hash);
    if (kept.has("level")) {
      const levels = kept.get("level").split(",");
      for (const box of boxes) box.checked = levels.includes(box.value);
    }
    for (const field of [...lists, search]) if (kept.has(field.name)) field.value = kept.get(field.name);
  }

  /** To the next or previous finding that is shown. */
  function move(step) {
    const seen = findings.map(({ node }) => node).filter((node) => !node.hidden);
    const at = seen.indexOf(document.activeElement.closest(".finding"));
    const next = seen[at < 0 ? (step > 0 ? 0 : seen.length - 1) : at + step];
    if (next) next.focus();
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
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key === "Escape") form.reset();
    else if (typing) return;
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const node of closed) node.open = true;
  });
  window.addEventListener("afterprint", () => { for (const node of closed) node.open = false; });
  form.hidden = false;
  recall();
  apply();
})();
