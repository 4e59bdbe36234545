// Beside a text that is shown once: a button that copies it. Without it one selects the text.

function offerToCopy(holder: HTMLElement): void {
  const text = holder.querySelector("[data-copied-text]")?.textContent ?? "";
  const button = holder.querySelector<HTMLButtonElement>("button");
  const told = holder.querySelector<HTMLElement>("[role=status]");
  if (!button || !told || !text || !("clipboard" in navigator)) return;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text).then(
      () => (told.textContent = told.dataset.done ?? ""),
      () => (told.textContent = told.dataset.failed ?? ""),
    );
  });
  button.hidden = false;
}

for (const holder of document.querySelectorAll<HTMLElement>("[data-copy]")) offerToCopy(holder);
