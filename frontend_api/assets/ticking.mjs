// Lists with tick boxes: one box that ticks all on this page, and how many are ticked.

export function helpTicking(form) {
  const boxes = [...form.querySelectorAll('input[name="row"]')];
  const words = form.querySelector("[data-gh-count]");
  const corner = form.querySelector("thead .gh-tick");
  if (!boxes.length || !words || !corner) return;

  const all = tickAllBox(form.dataset.ghAll);
  corner.replaceChildren(all.parentElement.parentElement);
  const untold = words.textContent;

  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    words.parentElement.classList.toggle("gh-bulk--wanted", ticked > 0);
    words.textContent = ticked
      ? form.dataset.ghChosen.replace("{count}", ticked).replace("{total}", boxes.length)
      : untold;
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    tell();
  });
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
}

function tickAllBox(label) {
  const holder = document.createElement("div");
  holder.className = "govuk-checkboxes govuk-checkboxes--small";
  holder.innerHTML = `<div class="govuk-checkboxes__item">
    <input class="govuk-checkboxes__input" type="checkbox" id="gh-tick-all">
    <label class="govuk-label govuk-checkboxes__label" for="gh-tick-all"><span class="govuk-visually-hidden"></span></label>
  </div>`;
  holder.querySelector("span").textContent = label;
  return holder.querySelector("input");
}
