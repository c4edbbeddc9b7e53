// A ledger that does not open, and what outlives it.
import { assert } from './checks.js';

const CODE = '7K2M-9QXA-0WTE-D4HJ-3RVB-8ZNC-5YPG-1S6F-KK2D-M9QA-XW0T-E4HD-J3RV-B8ZN';

const dialog = (page) => page.locator('.dialog');
const confirm = (page) => page.locator('.dialog-actions button').last();

/** A page that could not start, and why: commands that fail, with their codes. */
async function unstarted(browser, fail) {
	const opened = await browser.open({ scenario: 'ready', lang: 'en' });
	const address = new URL(opened.page.url());
	address.searchParams.set('fail', fail);
	await opened.page.goto(address.href);
	await opened.page.getByText('The ledger is damaged', { exact: true }).waitFor();
	return opened;
}

export async function ledgerTests(browser, check) {
	await check('a ledger whose key is gone opens with its recovery code, however it is typed', async () => {
		const { page, trouble, close } = await browser.open({ scenario: 'ledger-locked', lang: 'en' });
		await page.getByText('The ledger’s key is missing').waitFor();
		await page.getByRole('button', { name: 'Enter recovery code' }).click();
		const code = page.getByLabel('Recovery code', { exact: true });
		await code.fill('7K2M-9QXA');
		await confirm(page).click();
		await dialog(page).getByText('That is not a recovery code').waitFor();
		await code.fill('0000-'.repeat(14));
		await confirm(page).click();
		await dialog(page).getByText('This code belongs to another ledger').waitFor();
		await code.fill('7k2m9qxa0wted4hj 3rvb 8znc5ypg1s6f kk2dm9qaxw0te4hdj3rvb8zn');
		await page.keyboard.press('Enter');
		await page.getByText('The ledger is open again').waitFor();
		assert.equal(await page.getByText('The ledger’s key is missing').count(), 0);
		assert.equal(await dialog(page).count(), 0);
		assert.ok(!(await page.content()).includes('7k2m9qxa'), 'the code stays nowhere');
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a key in the way stays until a person lets it go, and no code is on the page', async () => {
		const { page, close } = await browser.open({ scenario: 'ledger-other-key', lang: 'en' });
		await page.evaluate(() => (window.fake.paper.letsOtherKeyGo = false));
		await page.getByRole('button', { name: 'Enter recovery code' }).click();
		await page.getByLabel('Recovery code', { exact: true }).fill(CODE);
		await confirm(page).click();
		await page.waitForFunction(() => window.fake.paper.shown === 1);
		assert.equal(await dialog(page).count(), 1, 'what was typed is still there');
		assert.equal(await page.getByText('The ledger’s key is missing').count(), 1);
		await page.evaluate(() => (window.fake.paper.letsOtherKeyGo = true));
		await confirm(page).click();
		await page.getByText('The ledger is open again').waitFor();
		assert.equal(await dialog(page).count(), 0);
		assert.ok(!(await page.content()).includes(CODE.slice(0, 9)), 'the code stays nowhere');
		await close();
	});

	await check('a key that is back is told even if the ledger does not open then, and so is why', async () => {
		const query = { scenario: 'ledger-other-key', fail: 'openAnew:ledger-unavailable', lang: 'en' };
		const { page, close } = await browser.open(query);
		await page.getByRole('button', { name: 'Enter recovery code' }).click();
		await page.getByLabel('Recovery code', { exact: true }).fill(CODE);
		await confirm(page).click();
		await page.getByText('The key is in the keychain again').waitFor();
		await page.getByText('the disk is full').waitFor();
		assert.equal(await dialog(page).count(), 0);
		assert.equal(await page.getByText('The ledger is open again').count(), 0);
		await page.getByRole('button', { name: 'Enter recovery code' }).click();
		assert.equal(await page.getByLabel('Recovery code', { exact: true }).inputValue(), '');
		await close();
	});

	await check('where a ledger was moved to is told even if a new one cannot be begun', async () => {
		const query = { scenario: 'ledger-damaged', fail: 'openAnew:ledger-unavailable', lang: 'en' };
		const { page, close } = await browser.open(query);
		await page.getByRole('button', { name: 'Set aside and begin anew' }).click();
		await page.getByLabel('Type “set aside” to confirm').fill('set aside');
		await confirm(page).click();
		await page.getByText('The earlier one is kept as').waitFor();
		await page.getByText('the disk is full').waitFor();
		assert.equal(await dialog(page).count(), 0);
		assert.equal(await page.getByText('A new ledger has begun').count(), 0);
		await close();
	});

	await check('a locked keychain is said to be unlocked before the next start', async () => {
		const { page, close } = await browser.open({ scenario: 'keychain-locked', lang: 'en' });
		await page.getByText('Unlock the keychain, then close the program').waitFor();
		await page.getByRole('button', { name: 'Task IDs' }).click();
		await page.locator('.dialog tbody tr').first().waitFor();
		await close();
	});

	await check('a ledger is set aside after a typed word, and its task IDs are there', async () => {
		const { page, close } = await browser.open({ scenario: 'ledger-damaged', lang: 'en' });
		await page.getByText('The ledger is damaged', { exact: true }).waitFor();
		assert.equal(await page.getByRole('button', { name: 'Enter recovery code' }).count(), 0);
		await page.getByRole('button', { name: 'Set aside and begin anew' }).click();
		await dialog(page).getByText('task IDs are safe in the receipts').waitFor();
		const word = page.getByLabel('Type “set aside” to confirm');
		await word.fill('set');
		assert.equal(await confirm(page).isDisabled(), true);
		await word.fill('Set aside');
		await confirm(page).click();
		await page.getByText('The earlier one is kept as').waitFor();
		await page.getByRole('button', { name: 'Task IDs' }).click();
		await page.locator('.dialog tbody tr').first().waitFor();
		const shown = await page.locator('.dialog tbody .mono').allTextContents();
		assert.ok(shown.length > 5 && shown.every((id) => /^\d{19}$/.test(id)), String(shown));
		await page.getByRole('button', { name: /^Copy all/ }).click();
		await page.waitForFunction(() => window.fake.copied.length === 1);
		assert.deepEqual((await page.evaluate(() => window.fake.copied[0])).split('\n'), shown);
		await close();
	});

	await check('a ledger that turns out to be damaged while it is open is closed, and set aside', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', fail: 'history:ledger-damaged', lang: 'en' });
		assert.equal(await page.getByText('The ledger is damaged', { exact: true }).count(), 0);
		await page.locator('header nav button').nth(1).click();
		await page.getByText('Close it, and it can be set aside').waitFor();
		await page.getByRole('button', { name: 'Close the ledger' }).click();
		await page.getByRole('button', { name: 'Set aside and begin anew' }).click();
		assert.equal(await page.getByText('Close it, and it can be set aside').count(), 0);
		await page.getByLabel('Type “set aside” to confirm').fill('set aside');
		await confirm(page).click();
		await page.getByText('The earlier one is kept as').waitFor();
		await close();
	});

	await check('a damaged ledger that keeps the window from opening can be closed from there', async () => {
		const { page, close } = await unstarted(browser, 'appState:ledger-damaged');
		const closed = page.evaluate(
			() =>
				new Promise((done) => {
					const { gateway } = window.fake;
					const leave = gateway.leaveDamagedLedger;
					gateway.leaveDamagedLedger = () => leave().then((left) => (done(left), left));
				})
		);
		await page.getByRole('button', { name: 'Close the ledger' }).click();
		assert.equal(await closed, true);
		await close();
	});

	await check('a start that failed says it when the ledger turns out to be sound, and waits for a person', async () => {
		const { page, trouble, close } = await unstarted(browser, 'appState:ledger-damaged');
		await page.evaluate(() => {
			const answered = new Promise((done) => (window.answer = done));
			window.fake.gateway.leaveDamagedLedger = () => answered;
		});
		const leave = page.getByRole('button', { name: 'Close the ledger' });
		await leave.click();
		await page.locator('button[aria-busy=true]').waitFor();
		assert.equal(await leave.isDisabled(), true);
		await page.evaluate(() => window.answer(false));
		await page.getByText('The ledger is sound').waitFor();
		assert.equal(await page.getByText('The ledger is damaged', { exact: true }).count(), 0);
		assert.equal(await leave.count(), 0, 'there is nothing to close');
		await page.getByRole('button', { name: 'Try again' }).click();
		await page.getByText('The ledger is damaged', { exact: true }).waitFor();
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a start that failed says why its ledger cannot be closed either', async () => {
		const { page, trouble, close } = await unstarted(
			browser,
			'appState:ledger-damaged,leaveDamagedLedger:wrong-state'
		);
		const leave = page.getByRole('button', { name: 'Close the ledger' });
		await leave.click();
		await page.getByRole('alert').nth(1).waitFor();
		assert.equal(await leave.isDisabled(), false, 'it can be tried again');
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('what a person cannot change about a ledger now goes when they have read it', async () => {
		const query = { scenario: 'ready', fail: 'history:ledger-damaged,leaveDamagedLedger:wrong-state', lang: 'en' };
		const { page, close } = await browser.open(query);
		await page.locator('header nav button').nth(1).click();
		await page.getByRole('button', { name: 'Close the ledger' }).click();
		const told = page.locator('.damage').getByRole('alert');
		await told.nth(1).waitFor();
		await told.nth(1).getByRole('button', { name: 'Dismiss' }).click();
		await told.nth(1).waitFor({ state: 'detached' });
		assert.equal(await told.count(), 1, 'that the ledger is damaged is still told');
		await told.getByRole('button', { name: 'Dismiss' }).click();
		await told.waitFor({ state: 'detached' });
		await close();
	});

	await check('a ledger that could not be written is checked, and stays where it is when it is sound', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		await page.evaluate(() => {
			window.fake.submissions.get('s-stopped').stopped = { code: 'ledger', message: 'the disk is full' };
		});
		await page.locator('main .item', { hasText: 'warehouse' }).click();
		await page.getByRole('button', { name: 'Check the ledger' }).click();
		await page.getByText('The ledger is sound').waitFor();
		await page.getByRole('button', { name: 'Dismiss' }).click();
		assert.equal(await page.getByText('The ledger is sound').count(), 0);
		await close();
	});

	await check('what became of the ledger is read before the first start begins anew', async () => {
		const { page, close } = await browser.open({ scenario: 'ledger-alone', lang: 'en' });
		await page.getByRole('button', { name: 'Set aside and begin anew' }).click();
		await page.getByLabel('Type “set aside” to confirm').fill('set aside');
		await confirm(page).click();
		await page.getByText('The earlier one is kept as').waitFor();
		await page.getByRole('button', { name: 'Dismiss' }).click();
		await page.getByText('Practise first').waitFor();
		await close();
	});

	await check('what still stands in the way is told, and the review goes on as a draft', async () => {
		const { page, close } = await browser.open({ scenario: 'ledger-locked', lang: 'en' });
		await page.getByRole('button', { name: 'Try again' }).click();
		await page.getByText('the key is still gone').waitFor();
		await close();
		const other = await browser.open({ scenario: 'ledger-in-use', lang: 'en' });
		await other.page.getByText('The program is already running').waitFor();
		await other.page.getByRole('button', { name: 'Try again' }).click();
		await other.page.getByText('The ledger is open again').waitFor();
		await other.close();
	});

	await check('a sheet can be looked at without a ledger, and is not sent', async () => {
		const { page, close } = await browser.open({ scenario: 'ledger-locked', sheet: 'clean', lang: 'en' });
		await page.getByText('The ledger is closed').waitFor();
		assert.equal(await page.locator('footer button').last().isDisabled(), true);
		await page.keyboard.press('Control+Enter');
		assert.equal(await dialog(page).count(), 0);
		await close();
	});

	await check('the system shows the recovery code, and the page hears of its file alone', async () => {
		const { page, close } = await browser.open({ scenario: 'empty', lang: 'en' });
		await page.locator('header nav button').last().click();
		const show = page.locator('.setting', { hasText: 'Opens the ledger when' }).getByRole('button');
		await page.evaluate(() => (window.fake.paper.savesCode = false));
		await show.click();
		await page.waitForFunction(() => window.fake.paper.shown === 1);
		assert.equal(await dialog(page).count(), 0, 'there is nothing to say');
		await page.evaluate(() => (window.fake.paper.savesCode = true));
		await show.click();
		await dialog(page).getByText('Saved koodrive-recovery-code-2026-11-24.txt').waitFor();
		await dialog(page).getByText('delete the file').waitFor();
		await confirm(page).click();
		await dialog(page).waitFor({ state: 'detached' });
		await close();
	});

	await check('a recovery code that cannot be shown or saved says why', async () => {
		const query = { scenario: 'empty', fail: 'showRecoveryCode:file-unwritable', lang: 'en' };
		const { page, close } = await browser.open(query);
		await page.locator('header nav button').last().click();
		await page.locator('.setting', { hasText: 'Opens the ledger when' }).getByRole('button').click();
		await dialog(page).getByRole('alert').waitFor();
		await confirm(page).click();
		await dialog(page).waitFor({ state: 'detached' });
		await close();
	});

	await check('the support bundle is read before it is saved, and says when it was', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		await page.locator('header nav button').last().click();
		const row = page.locator('.setting', { hasText: 'Support bundle' });
		await row.getByRole('button').click();
		await page.locator('.dialog pre').waitFor();
		assert.match(await page.locator('.dialog pre').textContent(), /trace kdp3/);
		assert.deepEqual(await page.evaluate(() => window.fake.saved), [], 'nothing is saved unread');
		await confirm(page).click();
		await dialog(page).getByText('koodrive-support.txt').waitFor();
		assert.deepEqual(await page.evaluate(() => window.fake.saved), ['koodrive-support.txt']);
		await close();
	});

	await check('a bundle that cannot be gathered or saved says why, in place', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', fail: 'saveSupportBundle:file-unwritable', lang: 'en' });
		await page.locator('header nav button').last().click();
		await page.locator('.setting', { hasText: 'Support bundle' }).getByRole('button').click();
		await confirm(page).click();
		await dialog(page).getByRole('alert').waitFor();
		assert.equal(await page.locator('.dialog pre').count(), 1, 'the text is still there');
		await close();
	});
}
