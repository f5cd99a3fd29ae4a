// school: how it goes with what is read, kept up to date; and one name found among many. The pages work without it.

const soon = 1500, watching = 60_000;

/** A connection that is being read says so; everybody else's page rests, and so does one that nobody looks at. */
class Watch {
  #parts = [...document.querySelectorAll('[data-live]')]; #until = performance.now() + watching; #timer = 0;

  constructor() {
    if (this.#parts.length === 0) return;
    document.addEventListener('visibilitychange', () => {
      this.#until = performance.now() + watching;
      this.#again();
    });
    this.#again();
  }

  #again() {
    clearTimeout(this.#timer);
    const busy = this.#parts.some(part => part.dataset.tone === 'busy');
    if (!document.hidden && (busy || performance.now() < this.#until)) this.#timer = setTimeout(() => this.#ask(), soon);
  }

  /** The same page once more, as a document: what the server writes stands in one place. */
  #ask() {
    const request = new XMLHttpRequest();
    request.open('GET', location.pathname);
    request.responseType = 'document';
    request.onload = () => {
      if (request.status === 200 && request.responseXML) this.#take(request.responseXML);
      this.#again();
    };
    request.onerror = () => this.#again();
    request.send();
  }

  #take(fresh) {
    for (const part of this.#parts) {
      const now = fresh.getElementById(part.id);
      if (!now) continue;
      if (part.textContent !== now.textContent) part.textContent = now.textContent;
      if (now.dataset.tone) part.dataset.tone = now.dataset.tone;
      part.hidden = now.hidden;
    }
  }
}

/** Rows whose words hold what was typed; a bundle without any goes too. */
function finder() {
  const field = document.getElementById('find');
  if (!field) return;
  const bundles = [...document.querySelectorAll('[data-bundle]')].map(bundle => ({ bundle, rows: [...bundle.querySelectorAll('.row')] }));
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const none = document.getElementById('find-none');
  document.getElementById('find-box').hidden = false;
  field.addEventListener('input', () => {
    const sought = plain(field.value.trim());
    let found = 0;
    for (const { bundle, rows } of bundles) {
      let here = 0;
      for (const row of rows) {
        row.hidden = !plain(row.textContent).includes(sought);
        here += row.hidden ? 0 : 1;
      }
      bundle.hidden = here === 0;
      found += here;
    }
    none.hidden = found > 0;
  });
}

new Watch();
finder();
