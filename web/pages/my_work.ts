// On lists of work: choose all tasks of the page at once, and hear how many are chosen. Without it
// every task can be chosen by itself.

function chooseAll(): void {
  const holder = document.querySelector<HTMLElement>("[data-choose-all]");
  const all = holder?.querySelector<HTMLInputElement>("input");
  const told = holder?.querySelector<HTMLElement>("[data-count]");
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[name="taak"][form]')];
  if (!holder || !all || !told || boxes.length === 0) return;
  const tell = (): void => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    told.textContent = count === 0 ? "" : (told.dataset.count ?? "").replace("0", String(count));
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  holder.hidden = false;
  tell();
}

chooseAll();
