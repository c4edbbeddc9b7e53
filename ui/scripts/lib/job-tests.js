// The whole job, as a person does it: by mouse in three clicks, and by keyboard alone.
import { assert } from './checks.js';

/** Counts what a person clicks. */
async function countingClicks(page) {
	await page.evaluate(() => {
		window.clicks = 0;
		addEventListener('pointerdown', () => (window.clicks += 1), true);
	});
	return () => page.evaluate(() => window.clicks);
}

const shownTaskIds = (page) => page.locator('[data-task-id]').allTextContents();

const sentTaskIds = (page) =>
	page.evaluate(() =>
		[...window.fake.submissions.values()].at(-1).batches.flatMap(({ taskId }) => taskId ?? [])
	);

/** Presses Tab until something has the keyboard, as a person looks for it. */
async function tabTo(page, selector, most = 40) {
	for (let presses = 0; presses < most; presses += 1) {
		const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
		if (there) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab does not come to ${selector}`);
}

export async function jobTests(browser, check) {
	await check('a clean sheet takes three clicks, the drop being the first', async () => {
		const { page, trouble, close } = await browser.open({ scenario: 'empty', step: '20' });
		const clicks = await countingClicks(page);
		await page.evaluate(() => window.fake.drop('clean'));
		await page.locator('footer button').last().click();
		await page.locator('.dialog-actions button').last().click();
		await page.locator('[data-task-id]').nth(1).waitFor();
		assert.equal(1 + (await clicks()), 3);
		assert.deepEqual(await shownTaskIds(page), await sentTaskIds(page));
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('the whole job by keyboard alone, from first start to task IDs', async () => {
		const { page, trouble, close } = await browser.open({ scenario: 'first-start', step: '20', lang: 'en' });
		const clicks = await countingClicks(page);
		await tabTo(page, '.door + .door');
		await page.keyboard.press('Enter');
		await page.locator('[role=gridcell] .text').first().waitFor();
		// The grid has the keyboard; F8 goes to the first problem, typing puts it right.
		await page.keyboard.press('F8');
		await page.keyboard.type('0065810000999');
		await page.keyboard.press('Enter');
		await page.locator('.changed').first().waitFor();
		await page.keyboard.press('Control+Enter');
		await page.locator('.dialog').waitFor();
		// A stray Enter neither sends nor closes.
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		assert.equal(await page.locator('.dialog').count(), 1);
		await tabTo(page, '.dialog-actions button:last-child');
		await page.keyboard.press('Enter');
		await page.locator('[data-task-id]').first().waitFor();
		assert.equal(await clicks(), 0);
		assert.deepEqual(await shownTaskIds(page), await sentTaskIds(page));
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a new connection is saved and tested, and its secret key stays nowhere', async () => {
		const { page, close } = await browser.open({ scenario: 'first-start', lang: 'en' });
		await page.locator('.door').first().click();
		const field = (label) => page.getByLabel(label, { exact: true });
		await field('Name').fill('Canary');
		await field('Signing user ID').fill('8840071953620116');
		await field('Access key (AK)').fill('AKCANARY1234');
		await field('Secret key (SK)').fill('sk-canary-7f3a91c0');
		await page.locator('button[type=submit]').click();
		await page.locator('aside li').first().waitFor();
		const everything = await page.evaluate(() =>
			JSON.stringify([
				document.documentElement.outerHTML,
				[...document.querySelectorAll('input')].map(({ value }) => value),
				{ ...localStorage },
				{ ...sessionStorage },
				document.cookie
			])
		);
		assert.ok(everything.includes('Canary'), 'the form was filled');
		assert.ok(!everything.includes('sk-canary'), 'the secret key is in the page');
		assert.ok(!everything.includes('AKCANARY1234'), 'the access key is in the page');
		await close();
	});

	await check('each new connection is another, and the form goes on as the one it was saved as', async () => {
		const { page, close } = await browser.open({ scenario: 'first-start', lang: 'en' });
		await page.locator('.door').first().click();
		const field = (label) => page.getByLabel(label, { exact: true });
		for (const [place, name] of ['First', 'Second'].entries()) {
			if (place > 0) await page.locator('nav button', { hasText: 'New' }).click();
			assert.equal(await field('Name').inputValue(), '', 'an empty form');
			await field('Name').fill(name);
			await field('Signing user ID').fill('8840071953620116');
			await field('Access key (AK)').fill('AK1234567890');
			await field('Secret key (SK)').fill('secret');
			await page.locator('button[type=submit]').click();
			await page.locator('aside li').first().waitFor();
			assert.match(await page.locator('nav [aria-current=true]').textContent(), new RegExp(name));
		}
		assert.equal(await page.locator('nav li').count(), 2);
		await field('Name').fill('Third');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await page.locator('nav li', { hasText: 'Third' }).waitFor();
		assert.deepEqual(
			(await page.locator('nav li .name').allTextContents()).sort(),
			['First', 'Third'],
			'the second was changed'
		);
		await close();
	});

	await check('keys that the keychain did not take are not said to be in it', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', fail: 'saveKeys:keychain-unavailable', lang: 'en' });
		await page.locator('.switcher').click();
		await page.locator('.menu-item').last().click();
		await page.locator('.kept button').click();
		const field = (label) => page.getByLabel(label, { exact: true });
		await field('Access key (AK)').fill('AK1234567890');
		await field('Secret key (SK)').fill('secret');
		await page.locator('button[type=submit]').click();
		await page.locator('form [role=alert]').waitFor();
		assert.equal(await page.locator('.kept').count(), 0);
		assert.equal(await field('Secret key (SK)').inputValue(), '');
		await page.evaluate(() => window.fake.options.failing.clear());
		await field('Access key (AK)').fill('AK0987654321');
		await field('Secret key (SK)').fill('secret');
		await page.locator('button[type=submit]').click();
		assert.match(await page.locator('.kept').textContent(), /4321/);
		await close();
	});

	await check('the count is typed in before very many users are sent', async () => {
		const { page, close } = await browser.open({ scenario: 'empty', sheet: 'million', step: '20', lang: 'en' });
		await page.locator('footer button').last().click();
		const confirm = page.locator('.dialog-actions button').last();
		const count = page.locator('.dialog input');
		await count.fill('999,99');
		assert.equal(await confirm.isDisabled(), true);
		await count.fill('999994');
		assert.equal(await confirm.isDisabled(), false);
		await close();
	});

	await check('users that were sent before are left out unless a person wants them again', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', sheet: 'messy', step: '20', lang: 'en' });
		const planned = async (choose) => {
			await page.locator('footer button').last().click();
			if (choose) await page.getByLabel('Send them again').check();
			return page.locator('.dialog-actions button').last().textContent();
		};
		assert.match(await planned(true), /Submit 2,006 users/);
		await page.keyboard.press('Escape');
		assert.match(await planned(false), /Submit 2,004 users/);
		await page.locator('.dialog-actions button').last().click();
		await page.locator('[data-task-id]').first().waitFor();
		const sent = await page.evaluate(() => [...window.fake.submissions.values()].at(-1).users.length);
		assert.equal(sent, 2004);
		await close();
	});

	await check('a refused confirmation says why, in place, and the review is still there', async () => {
		const { page, close } = await browser.open({ scenario: 'empty', sheet: 'messy', fail: 'submit:network', lang: 'en' });
		await page.locator('footer button').last().click();
		await page.locator('.dialog-actions button').last().click();
		await page.getByText('The service was not reached').waitFor();
		await page.keyboard.press('Escape');
		await page.locator('[data-row="3"][data-column="2"]').waitFor();
		await close();
	});

	await check('what failed is told on every screen, with the file, until it is dismissed', async () => {
		const { page, trouble, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		for (const place of ['History', 'Settings', 'Home']) {
			await page.locator('header nav button', { hasText: place }).click();
			await page.evaluate(() => window.fake.drop('sheet-protected'));
			const alert = page.locator('[role=alert]');
			await alert.waitFor();
			assert.match(await alert.textContent(), /sheet-protected\.xlsx · The workbook is protected/, place);
			await alert.getByRole('button', { name: 'Dismiss' }).click();
			await alert.waitFor({ state: 'detached' });
		}
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a connection that cannot be changed says so, and stays as it was', async () => {
		const failing = ['activateConnection', 'removeConnection', 'chooseCaFile'].map((verb) => `${verb}:file-unwritable`);
		const { page, trouble, close } = await browser.open({ scenario: 'ready', fail: failing.join(), lang: 'en' });
		const alert = page.locator('[role=alert]');
		const told = async () => {
			await alert.waitFor();
			assert.match(await alert.textContent(), /could not be written/);
		};
		await page.locator('.switcher').click();
		await page.locator('.menu-item', { hasText: 'Northwind China' }).click();
		await told();
		await alert.getByRole('button', { name: 'Dismiss' }).click();
		await page.locator('.switcher').click();
		await page.locator('.menu-item').last().click();
		await page.locator('nav li button').nth(1).click();
		await page.getByRole('button', { name: 'Use for submissions' }).click();
		await told();
		await alert.getByRole('button', { name: 'Dismiss' }).click();
		await page.getByRole('button', { name: 'Remove' }).click();
		await page.locator('.dialog').getByRole('button', { name: 'Remove' }).click();
		await told();
		assert.equal(await page.locator('nav li').count(), 2);
		await alert.getByRole('button', { name: 'Dismiss' }).click();
		await page.locator('.ca button').click();
		await told();
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('a wrong file says what to do and leaves the open review alone', async () => {
		const { page, close } = await browser.open({ scenario: 'empty', sheet: 'messy', lang: 'en' });
		await page.locator('[role=gridcell] .text').first().waitFor();
		await page.evaluate(() => window.fake.drop('sheet-protected'));
		await page.getByText('The workbook is protected with a password').waitFor();
		assert.equal(await page.locator('[data-row="3"][data-column="2"]').count(), 1);
		await close();
	});

	await check('sending again takes a typed word', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		await page.getByText('Kontraktoren').click();
		await page.locator('.notice.warning button').click();
		const settle = page.locator('.dialog-actions button').last();
		await page.getByRole('radio', { name: 'Send it again' }).click();
		assert.equal(await settle.isDisabled(), true);
		await page.getByLabel('Type “again” to confirm').fill('again');
		await settle.click();
		await page.locator('.notice.warning').waitFor({ state: 'detached' });
		await close();
	});

	await check('the language changes at once, everywhere', async () => {
		const { page, close } = await browser.open({ scenario: 'empty', lang: 'en' });
		await page.locator('header nav button').last().click();
		await page.getByLabel('Language', { exact: false }).first().click();
		await page.getByText('简体中文').click();
		await page.getByRole('heading', { name: '设置' }).waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
		await close();
	});

	await check('a draft is discarded only once a person has said so again', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		const discard = page.getByRole('button', { name: 'Discard this draft' });
		await discard.click();
		await page.locator('.dialog').getByRole('button', { name: 'Cancel' }).click();
		await page.locator('.dialog').waitFor({ state: 'detached' });
		assert.equal(await discard.count(), 1);
		await discard.click();
		await page.locator('.dialog').getByRole('button', { name: 'Discard', exact: true }).click();
		await discard.waitFor({ state: 'detached' });
		await close();
	});

	await check('a draft that is clicked twice takes what is typed where the cursor is', async () => {
		const { page, trouble, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		await page.locator('.draft .open').dblclick();
		await page.locator('[data-row="2"][data-column="0"]').click();
		await page.keyboard.type('Zoe');
		await page.keyboard.press('Enter');
		await page.locator('[data-row="2"][data-column="0"]', { hasText: 'Zoe' }).waitFor();
		assert.deepEqual(trouble, []);
		await close();
	});

	await check('closing while sending asks, and stays unless told', async () => {
		const { page, close } = await browser.open({ scenario: 'ready', lang: 'en' });
		await page.evaluate(() => window.fake.askToClose());
		const dialog = page.locator('.dialog');
		await dialog.waitFor();
		await page.keyboard.press('Escape');
		assert.equal(await dialog.count(), 1);
		await page.getByRole('button', { name: 'Keep sending' }).click();
		await dialog.waitFor({ state: 'detached' });
		await close();
	});
}
