// directory: a stand-in for a school's administration, over UWLR 2.2 and GKV. A program of its own, for tests.
//
//   node directory/administration.mjs --port 18103 --edex EDEX.xml --key s3cret
//
// /uwlr answers HaalLeerlinggegevens and the three staged questions; /gkv getLeerlingen and getMedewerkers. What it knows stands in one
// EDEXML file. `?fault=Client.AutorisatieOngeldig` answers with that fault; a wrong key does so by itself. Loopback only.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values: set } = parseArgs({ options: { port: { type: 'string' }, edex: { type: 'string' }, key: { type: 'string' } } });
for (const name of ['port', 'edex', 'key']) if (!set[name]) { console.error(`administration: --${name} is missing`); process.exit(2); }

const edex = readFileSync(set.edex, 'utf8');
const part = name => new RegExp(`<${name}>[\\s\\S]*?</${name}>`).exec(edex)?.[0] ?? '';
const text = (xml, name) => new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`).exec(xml)?.[1] ?? '';
const each = (xml, name) => [...xml.matchAll(new RegExp(`<${name} [\\s\\S]*?</${name}>`, 'g'))].map(found => found[0]);
const key = xml => /key="([^"]*)"/.exec(xml)?.[1] ?? '';

const envelope = body => `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">` +
  `<soapenv:Header/><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
const fault = code => ({ status: 500, body: envelope(`<soapenv:Fault><faultcode>soapenv:${code.split('.')[0]}</faultcode>` +
  `<faultstring>${code}</faultstring></soapenv:Fault>`) });

// ---- UWLR

const space = 'http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens';
const answer = (subject, inside) => ({ status: 200, body: envelope(`<${subject}_antwoord xmlns="${space}">${inside}</${subject}_antwoord>`) });
const parts = {
  leerlinggegevens: () => `<leerlinggegevens>${part('school')}${part('vestigingen')}${part('groepen')}${part('leerlingen')}${part('leerkrachten')}</leerlinggegevens>`,
  structuur: () => `<leerlinggegevens-structuur>${part('school')}${part('vestigingen')}${part('groepen')}</leerlinggegevens-structuur>`,
  leerlingen: () => `<leerlinggegevens-leerlingen>${part('school')}${part('leerlingen')}</leerlinggegevens-leerlingen>`,
  leerkrachten: () => `<leerlinggegevens-leerkrachten>${part('school')}${part('leerkrachten')}</leerlinggegevens-leerkrachten>`,
};
const actions = { HaalLeerlinggegevens: 'leerlinggegevens' };
for (const subject of ['structuur', 'leerlingen', 'leerkrachten']) actions[`${space}/${subject}_verzoek`] = subject;

function uwlr(action, asked) {
  const subject = actions[action];
  if (!subject || !asked.includes(`${subject}_verzoek`) || !/^\d{4}-\d{4}$/.test(text(asked, 'schooljaar')) || !text(asked, 'xsdversie'))
    return fault('Client.OngeldigBericht');
  if (!text(asked, 'klantcode') || !text(asked, 'klantnaam')) return fault('Client.OngeldigeKlantIdentificatie');
  if (text(asked, 'autorisatiesleutel') !== set.key) return fault('Client.AutorisatieOngeldig');
  if (text(asked, 'brincode') !== text(edex, 'brincode')) return answer(subject, '<geengegevens/>');
  if (text(asked, 'laatstontvangengegevens')) return answer(subject, '<geenwijzigingen/>');
  return answer(subject, parts[subject]());
}

// ---- GKV: the same people in ParnasSys' words, by reference to tables

const element = (name, value) => (value === '' ? '' : `<${name}>${value}</${name}>`);
const year = asked => { const [first, second] = text(asked, 'schooljaar').split(' / '); return first && second ? `${first} / ${second}` : ''; };

function pupils(asked) {
  const groups = each(part('groepen'), 'groep');
  const id = groupKey => groups.findIndex(group => key(group) === groupKey) + 1;
  const one = (pupil, at) => `<leerling>${element('id', at + 1)}${element('leerlingNummer', key(pupil))}${element('roepNaam', text(pupil, 'roepnaam'))}` +
    `${element('achternaam', text(pupil, 'achternaam'))}${element('tussenvoegsel', text(pupil, 'voorvoegsel'))}<groepsindelingen><groepsindeling>${element('id', at + 1)}` +
    `${element('groep', id(key(/<groep [^>]*>/.exec(pupil)?.[0] ?? '')))}<schooljaar>1</schooljaar><leerjaar>5</leerjaar></groepsindeling></groepsindelingen></leerling>`;
  return `<groepen>${groups.map((group, at) => `<groep>${element('id', at + 1)}${element('naam', text(group, 'naam'))}<schooljaar>1</schooljaar></groep>`).join('')}</groepen>` +
    `<schooljaren><schooljaar><id>1</id><naam>${year(asked)}</naam></schooljaar></schooljaren>` +
    `<leerlingen>${each(part('leerlingen'), 'leerling').map(one).join('')}</leerlingen>`;
}
const staff = () => `<medewerkers>${each(part('leerkrachten'), 'leerkracht').map((one, at) => `<medewerker>${element('id', at + 1)}` +
  `${element('firstName', text(one, 'roepnaam'))}${element('lastName', text(one, 'achternaam'))}${element('email', text(one, 'emailadres'))}</medewerker>`).join('')}</medewerkers>`;

function gkv(action, asked) {
  if (!['getLeerlingen', 'getMedewerkers'].includes(action) || !year(asked)) return fault('Client');
  if (text(asked, 'leveranciersleutel') !== set.key || !text(asked, 'leveranciernaam')) return fault('Client');
  const inside = action === 'getLeerlingen' ? pupils(asked) : staff();
  return { status: 200, body: envelope(`<ns2:${action}Response xmlns:ns2="http://www.topicus.nl/parnassys"><return>${inside}</return></ns2:${action}Response>`) };
}

const server = createServer(async (request, response) => {
  let asked = '';
  for await (const chunk of request) if ((asked += chunk).length > 1 << 20) return request.destroy();
  const url = new URL(request.url, 'http://127.0.0.1');
  const action = (request.headers.soapaction ?? '').replaceAll('"', '');
  const speak = { '/uwlr': uwlr, '/gkv': gkv }[url.pathname];
  const given = !speak ? { status: 404, body: '' } : url.searchParams.has('fault') ? fault(url.searchParams.get('fault')) : speak(action, asked);
  response.writeHead(given.status, { 'content-type': 'text/xml; charset=utf-8' }).end(given.body);
});
server.listen(Number(set.port), '127.0.0.1', () => console.log(`administration: http://127.0.0.1:${server.address().port}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
