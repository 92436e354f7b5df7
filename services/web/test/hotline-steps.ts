import type { Page } from 'playwright-core';

type PersonKind = 'woman' | 'man' | 'girl' | 'boy';

/** Adds people by the form's buttons; `ages` are those of the children in their order. */
export async function addPeople(page: Page, people: readonly PersonKind[], ages: readonly number[]): Promise<void> {
  const left = [...ages];
  for (const kind of people) {
    await page.getByRole('button', { name: new RegExp(`^Add: ${kind}$`, 'i') }).click();
    if (kind === 'girl' || kind === 'boy') await page.keyboard.type(String(left.shift() ?? 5));
  }
}

/** Chooses a commune in one of the form's search fields. */
export async function pickCommune(page: Page, label: string, name: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first()
    .fill(name);
  await page.getByRole('listbox').getByRole('option', { name }).first().click();
}

/** Opens the request with the list of places, and holds the place of one house. */
export async function holdAt(page: Page, house: string): Promise<void> {
  await page.getByTestId('choose').click();
  await page.getByRole('button', { name: `Hold this place: ${house}` }).click();
}
