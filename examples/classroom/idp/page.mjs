// idp: what does the page look like on which a visitor of the demo chooses who to be?

const words = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = value => String(value).replace(/[&<>"']/g, c => words[c]);

export const style = `
:root { color-scheme: light dark; font-family: system-ui, "DejaVu Sans", sans-serif; line-height: 1.5 }
body { margin: 0; background: #eef3f8; color: #14202b }
main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
button { width: 100%; text-align: start; font: inherit; color: inherit; cursor: pointer; padding: .75rem 1rem;
  background: #fff; border: 1px solid #5c7186; border-radius: .5rem }
button:hover { background: #dbe8f5 }
button:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px }
strong, small { display: block }
small { font-size: .9rem }
.note { border-inline-start: 4px solid #0b57a4; padding-inline-start: .75rem }
@media (prefers-color-scheme: dark) {
  body { background: #10181f; color: #e8eef4 }
  button { background: #1b2731; border-color: #8fa5ba }
  button:hover { background: #263644 }
  button:focus-visible { outline-color: #8cc4ff }
  .note { border-color: #8cc4ff }
}`;

function page(title, body) {
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<link rel="stylesheet" href="/stijl.css">
</head>
<body><main>${body}</main></body>
</html>
`;
}

const button = person => `<li><button name="object" value="${text(person.object)}">
<strong>${text(person.name)}</strong><small>${text(person.about)}</small></button></li>`;

/** One form: choosing is signing in. */
export function choosing(action, people) {
  const staff = people.filter(p => p.kind === 'staff');
  const others = people.filter(p => p.kind !== 'staff');
  return page('Kies wie je bent', `
<h1>Kies wie je bent</h1>
<p class="note">Dit is de inlogpagina van de demo. Een school gebruikt hier haar eigen aanmelding, zoals Microsoft 365.
Iedereen op deze lijst is verzonnen.</p>
<form method="post" action="${text(action)}">
<h2>Medewerkers</h2>
<ul>${staff.map(button).join('\n')}</ul>
<h2>Anderen, om te zien wat er dan gebeurt</h2>
<ul>${others.map(button).join('\n')}</ul>
</form>`);
}

/** `form` is the provider's own, without a button. */
export function leaving(form) {
  return page('Uitloggen', `<h1>Wil je hier ook uitloggen?</h1>
<p class="note">Dit is de inlogpagina van de demo. Daarna kan een ander op deze computer zelf inloggen.</p>
${form}
<ul><li><button type="submit" form="op.logoutForm" name="logout" value="yes"><strong>Ja, log uit</strong></button></li>
<li><button type="submit" form="op.logoutForm"><strong>Nee, blijf ingelogd</strong></button></li></ul>`);
}

export function sorry(message) {
  return page('Dat lukte niet', `<h1>Dat lukte niet</h1><p>${text(message)}</p>`);
}
