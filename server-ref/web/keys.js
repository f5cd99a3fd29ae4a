// keys: which single keys do something, and did the visitor switch them off? (WCAG 2.1.4)

const remembered = 'monitor-keys';

export class Keys {
  #actions; #box;

  /** @param {HTMLInputElement} box @param {Record<string, Function>} actions */
  constructor(box, actions) {
    this.#actions = actions;
    this.#box = box;
    try {
      box.checked = localStorage.getItem(remembered) !== 'off';
    } catch { /* a browser that keeps nothing: they are on */ }
    box.addEventListener('change', () => {
      try {
        localStorage.setItem(remembered, box.checked ? 'on' : 'off');
      } catch { /* for this page only, then */ }
    });
    addEventListener('keydown', event => this.#pressed(event));
  }

  #pressed(event) {
    if (!this.#box.checked || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.target.closest('input, textarea, select, [contenteditable]') || document.querySelector('dialog[open]')) return;
    const action = /^[1-9]$/.test(event.key) ? this.#actions.digit : this.#actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event.key);
  }
}
