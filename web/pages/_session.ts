// Some minutes before the session ends a dialog says so; the button goes on with it. What was
// typed stays in the page: nothing is reloaded. The server tells in <meta name="session-ends">
// how many seconds are left when nothing more is asked, and in data-ping what to ask to go on.

const WARN_SECONDS = 300;

export function warnBeforeTheEnd(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="session-ends"]');
  const dialog = document.querySelector<HTMLDialogElement>("#sessie-einde");
  const ping = meta?.dataset.ping;
  if (!meta || !dialog || !ping) return;
  let ends = Date.now() + Number(meta.content) * 1000;
  let timer = 0;

  const plan = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, Math.max(0, ends - Date.now() - WARN_SECONDS * 1000));
  };
  const show = () => {
    if (!dialog.open) dialog.showModal();
    window.clearTimeout(timer);
    timer = window.setTimeout(over, Math.max(0, ends - Date.now()));
  };
  const over = () => {
    dialog.dataset.over = "true";
  };
  dialog.querySelector("[data-go-on]")?.addEventListener("click", () => {
    void goOn();
  });
  const goOn = async () => {
    try {
      const answer = await fetch(ping, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      ends = Date.now() + Number(await answer.text()) * 1000;
      dialog.close();
      plan();
    } catch {
      over();
    }
  };
  plan();
}
