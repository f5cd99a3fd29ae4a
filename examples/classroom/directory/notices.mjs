// directory: who is told that a user changed? The way change notifications of Graph are sent.

import { freshId } from './tenant.mjs';

const longest = 41760 * 60 * 1000;

async function post(url, body, type) {
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body, signal: AbortSignal.timeout(10_000), redirect: 'error' });
}

/** Graph asks the address first: it must give back the token, as text. */
async function valid(url) {
  const token = `Validation: Testing client application reachability ${freshId()}`;
  const answer = await post(`${url}?validationToken=${encodeURIComponent(token)}`, '', 'text/plain; charset=utf-8').catch(() => undefined);
  return answer?.status === 200 && (await answer.text()) === token && answer.headers.get('content-type')?.startsWith('text/plain');
}

const wrong = (status, code, message) => ({ status, body: { error: { code, message } } });

export async function subscribe(tenant, asked) {
  const ends = Date.parse(asked.expirationDateTime);
  if (!(ends > Date.now()) || ends - Date.now() > longest) return wrong(400, 'ValidationError', 'expirationDateTime');
  if (asked.resource !== 'users' || !asked.changeType || (asked.clientState ?? '').length > 128) return wrong(400, 'ValidationError', 'subscription');
  for (const url of new Set([asked.notificationUrl, asked.lifecycleNotificationUrl].filter(Boolean)))
    if (!await valid(url)) return wrong(400, 'ValidationError', 'Subscription validation request failed.');
  const made = { ...asked, id: freshId() };
  tenant.subscriptions.set(made.id, made);
  const { clientState: _, ...shown } = made;
  return { status: 201, body: shown };
}

export function renew(tenant, id, asked) {
  const known = tenant.subscriptions.get(id);
  if (!known) return wrong(404, 'ResourceNotFound', 'not found');
  known.expirationDateTime = asked.expirationDateTime;
  return { status: 200, body: { id, expirationDateTime: known.expirationDateTime } };
}

/** Tells every subscriber of this tenant; each once. What they answer is theirs. */
export async function tell(tenant, object, changeType) {
  for (const one of tenant.subscriptions.values()) {
    if (Date.parse(one.expirationDateTime) < Date.now()) { tenant.subscriptions.delete(one.id); continue; }
    const value = [{ id: freshId(), subscriptionId: one.id, subscriptionExpirationDateTime: one.expirationDateTime, clientState: one.clientState,
      changeType, resource: `Users/${object}`, tenantId: tenant.id,
      resourceData: { '@odata.type': '#Microsoft.Graph.User', '@odata.id': `Users/${object}`, id: object } }];
    await post(one.notificationUrl, JSON.stringify({ value }), 'application/json').catch(() => undefined);
  }
}
