// check: a teacher's browser, without a screen, driven through the pages as a person would.

import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'];

/** A Chromium of Debian; CHROMIUM names another one. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

export const wide = { width: 1366, height: 768 };
export const narrow = { width: 360, height: 740 };

/** A fresh visitor who reads Dutch. What the page's scripts complain about is kept in page.complaints. */
export async function visitor(browser, viewport = wide, locale = 'nl-NL') {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', error => page.complaints.push(String(error)));
  page.on('console', line => { if (line.type() === 'error') page.complaints.push(line.text()); });
  return page;
}

/** From the first page to the list of groups, as this person; `seen` is told at each page on the way. */
export async function signIn(page, address, name, seen = async () => {}) {
  await page.goto(address);
  await seen('sign-in');
  await page.getByRole('button', { name: /^(Inloggen met|Sign in with)/ }).click();
  await page.getByRole('heading', { name: 'Kies wie je bent' }).waitFor();
  await seen('provider');
  await page.getByRole('button', { name }).click();
  await page.waitForURL(url => url.href.startsWith(address));
}

/** The grid of this group, wherever signing in led: who has one group only is there already. */
export async function openGroup(page, name) {
  const heading = page.getByRole('heading', { level: 1 });
  await heading.waitFor();
  if (await heading.innerText() !== name) await page.getByRole('link', { name }).first().click();
  await page.locator('#grid').waitFor();
}
