// A job's progress: look again every two seconds, then go on where the page says.

const PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const UNFINISHED = new Set(["queued", "running"]);

export function followProgress(shown) {
  if (!UNFINISHED.has(shown.dataset.ghProgress)) return;
  shown.querySelector("[data-gh-by-hand]")?.remove();
  let pause = PAUSE;

  const look = async () => {
    try {
      const fresh = await freshProgress();
      pause = PAUSE;
      if (fresh) replace(shown, fresh);
      if (fresh?.dataset.ghNext) return location.assign(fresh.dataset.ghNext);
      if (fresh && !UNFINISHED.has(fresh.dataset.ghProgress)) return undefined;
    } catch {
      // The network or the server is away: ask less often, and never give up on the person's behalf.
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    return setTimeout(look, pause);
  };
  setTimeout(look, pause);
}

async function freshProgress() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-gh-progress]");
}

function replace(shown, fresh) {
  // The status keeps its element, so that a screen reader hears what changed and nothing else.
  const [status, freshStatus] = [shown, fresh].map((part) => part.querySelector('[role="status"]'));
  if (status.textContent.trim() !== freshStatus.textContent.trim()) status.replaceChildren(...freshStatus.childNodes);
  freshStatus.remove();

  const [bar, freshBar] = [shown, fresh].map((part) => part.querySelector("progress"));
  if (bar && freshBar) {
    bar.value = freshBar.value;
    bar.max = freshBar.max;
    shown.querySelector("label").textContent = fresh.querySelector("label").textContent;
  } else if (bar || freshBar || !UNFINISHED.has(fresh.dataset.ghProgress)) {
    fresh.querySelector("[data-gh-by-hand]")?.remove();
    shown.replaceChildren(status, ...fresh.childNodes);
  }
}
