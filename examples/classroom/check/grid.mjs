// check: what does the page of a group show? The only place among the checks that knows how that page is made.

/** The tile of one pupil. */
export function tile(page, name) {
  return page.locator('#grid li.tile').filter({ has: page.locator('.name', { hasText: name }) });
}

export const canvas = (page, name) => tile(page, name).locator('canvas');

/** Does the tile show a picture, and say that it is of now (or that the screen stands still)? */
export async function live(page, name) {
  const { state, picture } = await tile(page, name).evaluate(item => ({ ...item.dataset }));
  return picture === 'yes' && (state === 'live' || state === 'idle');
}

/** Opens the screen of one pupil large; gives back its canvas. */
export async function openLive(page, name, purpose = 'help', seen = async () => {}) {
  await tile(page, name).getByRole('button').click();
  await page.locator('#purpose[open]').waitFor();
  await seen('purpose');
  await page.locator(`#purpose [data-purpose="${purpose}"]`).click();
  const screen = page.locator('#live[open] #live-screen canvas');
  await screen.waitFor();
  return screen;
}

export async function closeLive(page) {
  await page.locator('#live-back').click();
  await page.locator('#live').waitFor({ state: 'hidden' });
}
