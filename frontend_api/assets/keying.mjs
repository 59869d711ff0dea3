// A sheet typed back: Enter goes on to the next row, and only the last one leaves for the button.

export function helpKeying(mark) {
  const form = mark.parentElement.querySelector("form");
  const rows = form ? [...form.querySelectorAll('input[type="text"]')] : [];
  rows.forEach((row, place) => {
    row.addEventListener("focus", () => row.select());
    row.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const next = rows[place + 1] ?? form.querySelector("button");
      next.focus();
    });
  });
  if (!document.querySelector(".govuk-error-summary")) rows[0]?.focus();
}
