"use strict";
// Filters; without this script every edition is shown. What is chosen stands in the address, after the hash.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const fields = ["event", "language", "product"].map((name) => form.elements[name]);
  const events = [...document.querySelectorAll("[data-event]")];
  const editions = [...document.querySelectorAll(".edition")];
  const count = document.getElementById("count");

  const isWanted = (edition, [event, language, product]) =>
    (!event || edition.closest(".event").dataset.event === event) &&
    (!language || edition.dataset.languages.split(" ").includes(language)) &&
    (!product || edition.dataset.product === product);

  function show() {
    const wanted = fields.map((field) => field.value);
    const shown = editions.filter((edition) => {
      edition.hidden = !isWanted(edition, wanted);
      return !edition.hidden;
    });
    for (const group of document.querySelectorAll(".language")) group.hidden = !group.querySelector(".edition:not([hidden])");
    const kept = new Set(shown.map((edition) => edition.closest(".event").dataset.event));
    for (const event of events) event.hidden = !kept.has(event.dataset.event);
    count.textContent = count.dataset.words.replace("{shown}", shown.length).replace("{all}", editions.length);
    for (const link of document.querySelectorAll(".translations a")) link.hash = hash();
  }

  function hash() {
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    return chosen.toString();
  }

  // An address without "=" leads to a place on the page and chooses nothing.
  function take() {
    const given = location.hash.slice(1);
    if (given && !given.includes("=")) return;
    const chosen = new URLSearchParams(given);
    for (const field of fields) {
      field.value = chosen.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
    }
    show();
  }

  function keep() {
    history.replaceState(null, "", hash() ? `#${hash()}` : location.pathname + location.search);
    show();
  }

  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", take);
  form.hidden = false;
  show();
  take();
})();
