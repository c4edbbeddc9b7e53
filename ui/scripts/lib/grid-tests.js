// The grid, as people know grids from spreadsheet programs.
import { assert } from './checks.js';

const cell = (page, row, column) =>
	page.locator(`[role=gridcell][data-row="${row}"][data-column="${column}"]`);

async function grid(browser, query = {}) {
	const shown = await browser.open({ scenario: 'empty', sheet: 'messy', lang: 'en', ...query });
	await cell(shown.page, 0, 0).locator('.text').waitFor();
	return shown;
}

const shows = (page, row, column, text) =>
	page.waitForFunction(
		([r, c, wanted]) =>
			document.querySelector(`[data-row="${r}"][data-column="${c}"]`)?.textContent?.trim() === wanted,
		[row, column, text],
		{ timeout: 3000 }
	);

const active = (page) =>
	page.evaluate(() => {
		const { row, column } = document.querySelector('.cell.active').dataset;
		return [Number(row), Number(column)];
	});

/** Keys that come before an answer does. */
const keysAtOnce = (page, keys) =>
	page.locator('.place input').evaluate((input, keys) => {
		for (const key of keys) {
			input.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
		}
	}, keys);

export async function gridTests(browser, check) {
	await check('arrows, Tab, Enter and Home walk the cells', async () => {
		const { page, close } = await grid(browser);
		for (const key of ['ArrowDown', 'ArrowRight', 'Tab', 'Enter', 'Shift+Enter', 'Shift+Tab']) {
			await page.keyboard.press(key);
		}
		assert.deepEqual(await active(page), [1, 1]);
		await page.keyboard.press('End');
		assert.deepEqual(await active(page), [1, 4]);
		await page.keyboard.press('Control+End');
		await page.waitForFunction(() => document.querySelector('[data-row="2013"]'));
		assert.deepEqual(await active(page), [2013, 4]);
		await close();
	});

	await check('typing writes over a cell, Esc takes it back, F2 edits its own text', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 0, 1).click();
		await page.keyboard.type('Wong');
		await page.keyboard.press('Escape');
		await shows(page, 0, 1, '王');
		await page.keyboard.press('F2');
		await page.keyboard.type('五');
		await page.keyboard.press('Enter');
		await shows(page, 0, 1, '王五');
		assert.deepEqual(await active(page), [1, 1]);
		await close();
	});

	await check('undo and redo go step by step', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 3, 2).click();
		await page.keyboard.type('0065810000001');
		await page.keyboard.press('Enter');
		await shows(page, 3, 2, '0065810000001');
		await page.keyboard.press('Control+z');
		await shows(page, 3, 2, '1.88461E+12');
		await page.keyboard.press('Control+y');
		await shows(page, 3, 2, '0065810000001');
		await close();
	});

	await check('a block is copied, pasted elsewhere and cleared as one step each', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 0, 0).click();
		await page.keyboard.press('Shift+ArrowDown');
		await page.keyboard.press('Shift+ArrowRight');
		await page.keyboard.press('Control+c');
		await page.waitForFunction(() => window.fake.copied.length === 1);
		assert.equal(await page.evaluate(() => window.fake.copied[0]), '伟\t王\nAisyah\tRahman');
		await cell(page, 5, 0).click();
		await page.keyboard.press('Control+v');
		await shows(page, 6, 1, 'Rahman');
		await page.keyboard.press('Control+z');
		await shows(page, 6, 1, 'Okafor');
		await page.keyboard.press('Delete');
		await shows(page, 5, 0, '');
		await close();
	});

	await check('passwords are masked, shown on request and stay out of copies', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 0, 4).click();
		await shows(page, 0, 4, '••••••••');
		await page.keyboard.press('Control+e');
		await shows(page, 0, 4, 'Kd!70000xQ');
		await page.keyboard.press('Control+c');
		await page.waitForFunction(() => window.fake.copied.length === 1);
		assert.equal(await page.evaluate(() => window.fake.copied[0]), '');
		await page.keyboard.press('Control+e');
		await shows(page, 0, 4, '••••••••');
		await close();
	});

	await check('an input method writes into the cell that it began on', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 2, 0).click();
		const session = await page.context().newCDPSession(page);
		await session.send('Input.imeSetComposition', { text: 'wei', selectionStart: 3, selectionEnd: 3 });
		await session.send('Input.insertText', { text: '薇' });
		await page.keyboard.press('Enter');
		await shows(page, 2, 0, '薇');
		await close();
	});

	await check('keys that end a composition are the input method’s, wherever text is typed', async () => {
		const { page, close } = await grid(browser);
		// As WebKit tells of them: the composition is over, the key's code is the input method's.
		const press = (selector, key) =>
			page.locator(selector).evaluate((node, key) => {
				const about = { key, keyCode: 229, bubbles: true, cancelable: true };
				node.dispatchEvent(new KeyboardEvent('keydown', about));
			}, key);
		await page.locator('[role=searchbox]').fill('薇');
		await press('[role=searchbox]', 'Escape');
		assert.equal(await page.locator('[role=searchbox]').inputValue(), '薇');
		await page.keyboard.press('Escape');
		assert.equal(await page.locator('[role=searchbox]').inputValue(), '');
		await cell(page, 2, 0).click();
		await page.keyboard.type('wei');
		await press('.place input', 'Enter');
		assert.equal(await page.locator('.place input.open').inputValue(), 'wei');
		await page.keyboard.press('Escape');
		await page.locator('.menu-trigger').first().click();
		await page.locator('.menu-item', { hasText: 'Find and replace' }).click();
		await page.locator('.dialog input').last().fill('薇');
		await press('.dialog input >> nth=-1', 'Escape');
		assert.equal(await page.locator('.dialog input').last().inputValue(), '薇');
		await page.keyboard.press('Escape');
		await page.locator('.dialog').waitFor({ state: 'detached' });
		await close();
	});

	await check('what a key asked for and was not given is told', async () => {
		const failing = ['nextProblem', 'revealPassword', 'copy'].map((verb) => `${verb}:ledger-unavailable`);
		const { page, trouble, close } = await grid(browser, { fail: failing.join() });
		const alert = page.locator('[role=alert]');
		await cell(page, 0, 4).click();
		for (const key of ['F8', 'F2', 'Control+e', 'Control+c', 'Control+x']) {
			await page.keyboard.press(key);
			await alert.waitFor();
			await alert.getByRole('button').last().click();
			await alert.waitFor({ state: 'detached' });
			await page.locator('.place input').focus();
		}
		assert.equal(await page.locator('.changed').count(), 0, 'what was not copied is not cut');
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a cut takes the cells that were copied, wherever the cursor went meanwhile', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 1, 0).click();
		await keysAtOnce(page, [{ key: 'x', ctrlKey: true }, { key: 'ArrowDown' }]);
		await shows(page, 1, 0, '');
		assert.deepEqual(await active(page), [2, 0]);
		await page.waitForFunction(() => document.querySelectorAll('.changed').length === 1);
		await close();
	});

	await check('a password that comes after the cursor went on is not opened elsewhere', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 1, 4).click();
		await keysAtOnce(page, [{ key: 'F2' }, { key: 'ArrowLeft' }]);
		await page.keyboard.press('ArrowDown');
		assert.deepEqual(await active(page), [2, 3]);
		assert.equal(await page.locator('.place input.open').count(), 0);
		await close();
	});

	await check('Shift+Delete leaves a row out and takes it in again', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 11, 0).click();
		await page.keyboard.press('Shift+Delete');
		await page.locator('[data-row="11"] [aria-checked=false]').waitFor();
		await page.keyboard.press('Shift+Delete');
		await page.locator('[data-row="11"] [aria-checked=true]').waitFor();
		await close();
	});

	await check('filters, search and problems narrow the rows, and all come back', async () => {
		const { page, close } = await grid(browser);
		const total = () => page.getAttribute('[role=grid]', 'aria-rowcount');
		await page.getByRole('button', { name: /^Errors/ }).click();
		await page.waitForFunction(() => document.querySelector('[role=grid]')?.ariaRowCount === '9');
		await page.locator('.group').first().click();
		await page.waitForFunction(() => document.querySelector('[role=grid]')?.ariaRowCount === '3');
		await page.keyboard.press('Control+f');
		await page.keyboard.type('nobody');
		await page.getByText('Show all rows').click();
		await page.waitForFunction(() => document.querySelector('[role=grid]')?.ariaRowCount === '2015');
		assert.equal(await total(), '2015');
		await close();
	});

	await check('a fix shows before and after, is applied, and undone in one step', async () => {
		const { page, close } = await grid(browser);
		await page.locator('.fixes button', { hasText: 'Clean up phones' }).click();
		const row = page.locator('.preview tbody tr').first();
		assert.match((await row.textContent()) ?? '', /0065-8100 0777.*006581000777/s);
		await page.locator('.dialog-actions button').last().click();
		await page.evaluate(() => document.querySelector('.place input').focus());
		await page.keyboard.press('Control+Home');
		await page.locator('.changed').first().waitFor();
		await page.keyboard.press('Control+z');
		await page.locator('.changed').first().waitFor({ state: 'detached' });
		await close();
	});

	await check('F6 leads out of the grid with the keyboard, and back', async () => {
		const { page, close } = await grid(browser);
		await page.keyboard.press('F6');
		assert.equal(await page.evaluate(() => document.activeElement?.closest('aside') !== null), true);
		await page.keyboard.press('F6');
		assert.equal(await page.evaluate(() => document.activeElement?.matches('.place input')), true);
		await close();
	});

	await check('F6 leads out of the grid of a clean sheet too, and back', async () => {
		const { page, close } = await grid(browser, { sheet: 'clean' });
		await page.keyboard.press('F6');
		assert.equal(await page.evaluate(() => document.activeElement?.closest('aside') !== null), true);
		await page.keyboard.press('F6');
		assert.equal(await page.evaluate(() => document.activeElement?.matches('.place input')), true);
		await close();
	});

	await check('what a cell says, and what is wrong with its row, can be heard', async () => {
		const { page, close } = await grid(browser);
		const heard = () => page.locator('.place input').getAttribute('aria-label');
		await cell(page, 0, 1).click();
		assert.match(await heard(), /王/);
		await cell(page, 0, 4).click();
		await page.keyboard.press('Control+e');
		await shows(page, 0, 4, 'Kd!70000xQ');
		assert.match(await heard(), /••••/);
		assert.doesNotMatch(await heard(), /Kd!/);
		const gutter = page.locator('.gutter.warning').first();
		await gutter.waitFor();
		const wrong = await gutter.getAttribute('title');
		assert.ok(wrong, 'not by its colour alone');
		assert.equal(await gutter.locator('.number svg').getAttribute('aria-label'), wrong);
		const row = await gutter.getAttribute('data-row');
		await cell(page, row, 0).click();
		assert.ok((await heard()).includes(wrong), await heard());
		await close();
	});

	await check('what is half written stays so while another window has the keyboard', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 1, 0).click();
		await page.keyboard.type('Zo');
		await page.evaluate(() => {
			document.hasFocus = () => false;
			document.activeElement.dispatchEvent(new FocusEvent('blur'));
			delete document.hasFocus;
		});
		await page.keyboard.type('e');
		assert.equal(await page.locator('.place input.open').inputValue(), 'Zoe');
		assert.equal(await page.locator('.changed').count(), 0);
		await page.keyboard.press('Enter');
		await shows(page, 1, 0, 'Zoe');
		await close();
	});

	await check('a row’s own box leaves the keyboard in the grid, and its gutter opens no cell', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 2, 1).click();
		await page.locator('[data-row="5"] [role=checkbox]').click();
		await page.locator('[data-row="5"] [aria-checked=false]').waitFor();
		await page.keyboard.press('ArrowDown');
		assert.deepEqual(await active(page), [3, 1]);
		await page.locator('[role=rowheader][data-row="6"] .number').dblclick();
		assert.equal(await page.locator('.place input.open').count(), 0);
		await close();
	});

	await check('find and replace looks once there is something to find', async () => {
		const { page, trouble, close } = await grid(browser);
		await page.locator('.menu-trigger').first().click();
		await page.locator('.menu-item', { hasText: 'Find and replace' }).click();
		const apply = page.locator('.dialog-actions button').last();
		const said = page.locator('.preview');
		await page.locator('.dialog').waitFor();
		assert.equal((await said.textContent()).trim(), '');
		assert.equal(await apply.isDisabled(), true);
		await page.locator('.dialog input').first().fill('0065');
		await page.locator('.preview tbody tr').first().waitFor();
		assert.equal(await apply.isDisabled(), false);
		// What is asked now has no answer yet: what was found before is not for it.
		await page.evaluate(() => window.fake.options.failing.set('previewFix', 'unexpected'));
		await page.locator('.dialog input').first().fill('006');
		await page.locator('.dialog [role=alert]').waitFor();
		assert.equal(await apply.isDisabled(), true);
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a weak password’s fix makes a new one', async () => {
		const { page, close } = await grid(browser);
		await cell(page, 0, 4).click();
		await page.keyboard.type('abc');
		await page.keyboard.press('Enter');
		await page.locator('.groups li', { hasText: /weak/i }).locator('.fixes button').click();
		await page.locator('.preview tbody tr').first().waitFor();
		assert.equal(await page.locator('.dialog [type=checkbox]').isChecked(), false);
		await close();
	});

	await check('Ctrl+Enter asks for nothing under a dialog, nor where nobody can be sent', async () => {
		const { page, trouble, close } = await grid(browser);
		await page.locator('[role=columnheader] button').first().click();
		await page.locator('.dialog').focus();
		await page.keyboard.press('Control+Enter');
		await page.keyboard.press('Escape');
		await page.locator('.dialog').waitFor({ state: 'detached' });
		await page.locator('.place input').focus();
		await page.keyboard.press('Control+a');
		await page.keyboard.press('Shift+Delete');
		await page.waitForFunction(() => document.querySelector('footer button:last-of-type').disabled);
		await page.keyboard.press('Control+Enter');
		assert.equal(await page.locator('.dialog, [role=alert]').count(), 0);
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a million rows: the end is reached, scrolled in small steps and edited', async () => {
		const { page, trouble, close } = await grid(browser, { sheet: 'million' });
		await page.keyboard.press('Control+End');
		await shows(page, 999_999, 0, await page.evaluate(() => {
			const [review] = window.fake.reviews.values();
			return review.roster.text(999_999, 0);
		}));
		const first = () =>
			page.evaluate(() => Number(document.querySelector('.row [data-row]')?.dataset.row));
		const before = await first();
		const box = await page.locator('.scroller').boundingBox();
		await page.mouse.move(box.x + 200, box.y + 200);
		await page.mouse.wheel(0, -320);
		await page.waitForFunction(
			(was) => Number(document.querySelector('.row [data-row]')?.dataset.row) === was - 10,
			before
		);
		// The scroll bar itself, dragged to the middle.
		await page.evaluate(() => {
			const scroller = document.querySelector('.scroller');
			scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) / 2;
		});
		await page.waitForFunction(() => {
			const row = Number(document.querySelector('.row [data-row]')?.dataset.row);
			return row > 499_000 && row < 501_000;
		});
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('what could not be written stays in its cell with the reason, and Enter tries again', async () => {
		const { page, close } = await grid(browser, { fail: 'edit:ledger-unavailable' });
		await cell(page, 3, 2).click();
		await page.keyboard.type('0065810000123');
		await page.keyboard.press('Enter');
		await page.locator('.reason').waitFor();
		assert.match(await page.locator('.reason').textContent(), /The ledger cannot be used/);
		assert.equal(await page.locator('.place input').inputValue(), '0065810000123');
		assert.deepEqual(await active(page), [3, 2], 'the cursor is back');
		assert.equal(await page.locator('.notices [role=alert]').count(), 0, 'said once');
		await page.keyboard.press('Escape');
		await page.locator('.reason').waitFor({ state: 'detached' });
		assert.equal(await page.locator('.place input').inputValue(), '1.88461E+12');
		await page.keyboard.type('0065810000124');
		await page.keyboard.press('Enter');
		await page.locator('.reason').waitFor();
		await page.evaluate(() => window.fake.options.failing.delete('edit'));
		await page.keyboard.press('Enter');
		await shows(page, 3, 2, '0065810000124');
		assert.equal(await page.locator('.reason').count(), 0);
		await close();
	});

	await check('a field that the sheet has no column for takes no text, and says what to do', async () => {
		const { page, close } = await grid(browser, { sheet: 'no-email' });
		await cell(page, 2, 3).click();
		await page.keyboard.type('nobody@example.com');
		await page.keyboard.press('F2');
		assert.equal(await page.locator('.place input.open').count(), 0);
		await page.keyboard.press('Enter');
		assert.deepEqual(await active(page), [3, 3]);
		const panel = page.locator('aside .cell');
		await panel.getByText('The sheet has no column for this field').waitFor();
		await panel.getByRole('button', { name: /^Columns/ }).click();
		await page.locator('.dialog').waitFor();
		await page.keyboard.press('Escape');
		await cell(page, 2, 4).click();
		await panel.getByRole('button', { name: 'Make passwords…' }).waitFor();
		await cell(page, 2, 1).click();
		await page.keyboard.type('Zhou');
		await page.keyboard.press('Enter');
		await shows(page, 2, 1, 'Zhou');
		await close();
	});
}
