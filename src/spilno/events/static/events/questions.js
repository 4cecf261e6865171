// Hides questions that the answers do not ask for. Without it all stand there with a word on when they are asked.
"use strict";
(() => {
  const form = document.querySelector("form[data-questions]");
  if (!form) return;
  const depending = new Map();
  for (const input of form.querySelectorAll("[data-shown-if]")) depending.set(input.name, input);

  const given = (name) => {
    const inputs = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    return inputs.filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : input.value)).map((input) => input.value);
  };
  const isAsked = (name, above) => {
    const input = depending.get(name);
    if (!input) return true;
    const parent = input.dataset.shownIf;
    return !above.includes(parent) && given(parent).includes(input.dataset.shownValue) && isAsked(parent, [...above, parent]);
  };
  const draw = () => {
    for (const [name, input] of depending) input.closest(".field").hidden = !isAsked(name, [name]);
  };
  form.addEventListener("change", draw);
  draw();
})();
