// Says under a text how many characters are written, and marks when there are more than the call allows.
// Without it the limit stands in the hint and is checked when the paper is submitted.
for (const line of document.querySelectorAll("[data-count-of]")) {
  const field = document.getElementById(line.dataset.countOf);
  const box = field && field.closest(".field");
  if (!field) continue;
  if (box) box.append(line);
  const limit = Number(field.dataset.limit);
  const show = () => {
    const written = field.value.trim().length;
    line.textContent = `${line.dataset.said} ${written} / ${limit}`;
    line.classList.toggle("field__error", written > limit);
  };
  line.hidden = false;
  field.addEventListener("input", show);
  show();
}
