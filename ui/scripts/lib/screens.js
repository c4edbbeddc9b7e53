// Every screen in its states: how to get there. Shared by the tests and the pictures.

const sample = async (page) => page.locator('[role=gridcell] .text').first().waitFor();

const clickFirst = (page, selector) => page.locator(selector).first().click();

/** Opens the menu item at a place of the fix menu. */
async function fixMenu(page, place) {
	await clickFirst(page, '.menu-trigger');
	await page.locator('.menu-item').nth(place).click();
	await page.locator('.preview tbody tr').first().waitFor();
}

const submission = (id, query = {}) => ({
	query,
	async go(page) {
		await page.evaluate((wanted) => {
			const names = {
				's-running': 'branch-offices',
				's-unknown': 'Kontraktoren',
				's-failed': '2026届',
				's-stopped': 'warehouse',
				's-done': 'summer-interns',
				's-in-trouble': 'night-shift',
				's-given-up': 'seasonal-staff',
				's-strays': 'contractors'
			};
			const items = [...document.querySelectorAll('.item')];
			items.find((item) => item.textContent?.includes(names[wanted]))?.click();
		}, id);
		await page.locator('[data-task-id], [role=progressbar]').first().waitFor();
	}
});

export const SCREENS = {
	starting: { query: { scenario: 'starting' } },
	'start-failed': { query: { fail: 'appState:ledger-damaged' } },
	'first-start': { query: { scenario: 'first-start' } },
	home: { query: {} },
	'home-empty': { query: { scenario: 'empty' } },
	'home-error': {
		query: { scenario: 'empty' },
		async go(page) {
			await page.evaluate(() => window.fake.drop('sheet-protected'));
			await page.locator('[role=alert]').waitFor();
		}
	},
	'home-discard': {
		query: {},
		async go(page) {
			await page.locator('.draft > button').last().click();
			await page.locator('.dialog').waitFor();
		}
	},
	'home-drag': { query: {}, go: (page) => page.evaluate(() => window.fake.drag(1)) },
	'home-ledger-locked': { query: { scenario: 'ledger-locked' } },
	'home-ledger-damaged': { query: { scenario: 'ledger-damaged' } },
	'home-ledger-in-use': { query: { scenario: 'ledger-in-use' } },
	'home-keychain-locked': { query: { scenario: 'keychain-locked' } },
	'ledger-recover': {
		query: { scenario: 'ledger-locked' },
		async go(page) {
			await page.locator('.notice.danger button').first().click();
			await page.locator('.dialog input').fill('7K2M-9QXA-0WTE');
			await page.locator('.dialog-actions button').last().click();
			await page.locator('.dialog [role=alert]').waitFor();
		}
	},
	'ledger-set-aside': {
		query: { scenario: 'ledger-damaged' },
		async go(page) {
			await page.locator('.notice.danger button').first().click();
			await page.locator('.dialog .notice.success').waitFor();
		}
	},
	receipts: {
		query: { scenario: 'ledger-in-use' },
		async go(page) {
			await page.locator('.notice.danger button').last().click();
			await page.locator('.dialog tbody tr').first().waitFor();
		}
	},
	'home-no-keychain': { query: { scenario: 'no-keychain' } },
	'connection-new': {
		query: { scenario: 'first-start' },
		go: (page) => clickFirst(page, '.door')
	},
	'connection-new-problems': {
		query: { scenario: 'first-start' },
		async go(page) {
			await clickFirst(page, '.door');
			await clickFirst(page, 'button[type=submit]');
		}
	},
	'connection-works': {
		query: {},
		async go(page) {
			await clickFirst(page, '.switcher');
			await page.locator('.menu-item').last().click();
			await clickFirst(page, 'button[type=submit]');
			await page.locator('aside li').first().waitFor();
		}
	},
	'connection-fails': {
		query: {},
		async go(page) {
			await clickFirst(page, '.switcher');
			await page.locator('.menu-item').last().click();
			await page.locator('nav li button').nth(1).click();
			await clickFirst(page, 'button[type=submit]');
			await page.locator('aside li').first().waitFor();
		}
	},
	'connection-inspected': {
		query: { scenario: 'first-start' },
		async go(page) {
			await clickFirst(page, '.door');
			await page.locator('input[type=radio][value=own]').check();
			const fields = page.locator('form input:not([type=radio])');
			const texts = ['Carrier', 'https://drive.example.com', '8840071953620116', 'AK1234567890', 'secret'];
			for (const [place, text] of texts.entries()) await fields.nth(place).fill(text);
			await clickFirst(page, 'button[type=submit]');
			await page.locator('aside li').first().waitFor();
		}
	},
	'connection-no-keychain': {
		query: { scenario: 'no-keychain' },
		async go(page) {
			await clickFirst(page, '.switcher');
			await page.locator('.menu-item').last().click();
		}
	},
	review: {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.locator('[data-row="3"][data-column="2"]').click();
		}
	},
	'review-clean': { query: { sheet: 'clean' }, go: sample },
	'review-csv': { query: { sheet: 'csv' }, go: sample },
	'review-million': { query: { sheet: 'million' }, go: sample },
	'review-changed': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.locator('[data-row="3"][data-column="2"]').click();
			await page.keyboard.type('0065810000111');
			await page.keyboard.press('Enter');
			await page.locator('[data-row="11"] button').click();
			await page.locator('[data-row="6"][data-column="0"]').click();
			await page.locator('[data-row="9"][data-column="3"]').click({ modifiers: ['Shift'] });
		}
	},
	'review-nothing': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.locator('[role=searchbox]').fill('nobody of this name');
			await page.locator('.nothing').waitFor();
		}
	},
	'review-columns': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.locator('[role=columnheader] button').first().click();
			await page.locator('.dialog').waitFor();
		}
	},
	'review-unmapped': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.evaluate(async () => {
				const [id] = window.fake.reviews.keys();
				window.fake.reviews.get(id).setRole(2, 'extra');
			});
			await page.locator('[role=columnheader] button').first().click();
			await page.locator('.dialog .select-trigger').first().click();
			await page.locator('.select-item').nth(1).click();
			await page.keyboard.press('Escape');
			await page.locator('.notice.danger').first().waitFor();
		}
	},
	'review-fix': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await fixMenu(page, 0);
		}
	},
	'review-odd': {
		query: { sheet: 'odd' },
		async go(page) {
			await sample(page);
			await page.locator('[data-row="1"][data-column="3"]').click();
			await page.locator('.cell .problem').waitFor();
		}
	},
	'review-fix-placeholders': {
		query: { sheet: 'odd' },
		async go(page) {
			await sample(page);
			await fixMenu(page, 3);
		}
	},
	'review-fix-duplicates': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await fixMenu(page, 11);
		}
	},
	'review-fix-passwords': {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await fixMenu(page, 10);
		}
	},
	'review-error': {
		query: { sheet: 'messy', fail: 'edit:ledger-unavailable' },
		async go(page) {
			await sample(page);
			await page.locator('[data-row="3"][data-column="2"]').click();
			await page.keyboard.type('1');
			await page.keyboard.press('Enter');
			await page.locator('[role=alert]').waitFor();
		}
	},
	'review-no-column': {
		query: { sheet: 'no-email' },
		async go(page) {
			await sample(page);
			await page.locator('[data-row="3"][data-column="3"]').click();
		}
	},
	'review-failures': {
		query: {},
		async go(page) {
			await submission('s-failed').go(page);
			await page.locator('.notice.info button').click();
			await sample(page);
		}
	},
	confirm: {
		query: { sheet: 'messy' },
		async go(page) {
			await sample(page);
			await page.locator('footer button').last().click();
			await page.locator('.dialog').waitFor();
		}
	},
	'confirm-typed': {
		query: { sheet: 'million' },
		async go(page) {
			await sample(page);
			await page.locator('footer button').last().click();
			await page.locator('.dialog input').waitFor();
		}
	},
	'confirm-error': {
		query: { sheet: 'clean', fail: 'submit:network' },
		async go(page) {
			await sample(page);
			await page.locator('footer button').last().click();
			await page.locator('.dialog-actions button').last().click();
			await page.locator('.dialog [role=alert]').waitFor();
		}
	},
	'submission-running': submission('s-running'),
	'submission-unknown': submission('s-unknown'),
	'submission-settle': {
		query: {},
		async go(page) {
			await submission('s-unknown').go(page);
			await page.locator('.notice.warning button').click();
			await page.locator('.dialog').waitFor();
		}
	},
	'submission-stopped': submission('s-stopped'),
	'submission-no-results': submission('s-in-trouble', { scenario: 'odd-results' }),
	'submission-given-up': submission('s-given-up', { scenario: 'odd-results' }),
	'submission-unwritten': {
		query: {},
		async go(page) {
			await submission('s-running').go(page);
			await page.evaluate(() => window.fake.holdAnswers('s-running', ['9']));
			await page.locator('.notice.danger').waitFor();
		}
	},
	'submission-unwritten-many': {
		query: {},
		async go(page) {
			await submission('s-running').go(page);
			await page.evaluate(() => window.fake.holdAnswers('s-running', ['8', '9', '10', '11', '12', '13']));
			await page.locator('.notice.danger').waitFor();
		}
	},
	'home-unwritten': {
		query: {},
		async go(page) {
			await page.evaluate(() => window.fake.holdAnswers('s-running', ['9'], false));
			await page.locator('.notice.danger button').first().waitFor();
		}
	},
	'submission-left-sending': {
		query: {},
		async go(page) {
			await page.evaluate(() => {
				const left = window.fake.submissions.get('s-stopped');
				const message = 'its answer was not taken in; close the program and start it again';
				left.stopped = { code: 'left-sending', message };
				left.batches[0].state = 'sending';
			});
			await submission('s-stopped').go(page);
		}
	},
	'submission-done': submission('s-done'),
	results: {
		query: {},
		async go(page) {
			await submission('s-failed').go(page);
			await page.locator('.pane nav').waitFor();
		}
	},
	'results-strays': {
		query: { scenario: 'odd-results' },
		async go(page) {
			await submission('s-strays').go(page);
			await page.locator('.tabs button, .tabs [role=radio]').last().click();
			await page.locator('.pane nav button').last().click();
			await page.locator('.search p').waitFor();
		}
	},
	handover: {
		query: {},
		async go(page) {
			await submission('s-failed').go(page);
			await page.locator('.menu-trigger').click();
			await page.locator('.menu-item').last().click();
			await page.locator('.dialog').waitFor();
		}
	},
	history: {
		query: {},
		go: (page) => page.locator('header nav button').nth(1).click()
	},
	'history-search': {
		query: {},
		async go(page) {
			await page.locator('header nav button').nth(1).click();
			await page.locator('[role=searchbox]').fill('0065810007');
			await page.locator('mark').first().waitFor();
		}
	},
	'history-empty': {
		query: { scenario: 'empty' },
		go: (page) => page.locator('header nav button').nth(1).click()
	},
	settings: {
		query: {},
		go: (page) => page.locator('header nav button').nth(2).click()
	},
	'settings-recovery': {
		query: {},
		async go(page) {
			await page.locator('header nav button').nth(2).click();
			await page.locator('section').last().locator('.setting button').nth(-3).click();
			await page.locator('.dialog .notice').waitFor();
		}
	},
	'settings-support': {
		query: {},
		async go(page) {
			await page.locator('header nav button').nth(2).click();
			await page.locator('section').last().locator('.setting button').last().click();
			await page.locator('.dialog pre').waitFor();
		}
	},
	'close-asked': { query: {}, go: (page) => page.evaluate(() => window.fake.askToClose()) },
	'close-unwritten': {
		query: {},
		go: (page) =>
			page.evaluate(() => {
				window.fake.holdAnswers('s-running', ['9', '10']);
				window.fake.askToClose();
			})
	}
};

export async function visit({ open }, name, { language, ...look }) {
	const screen = SCREENS[name];
	const shown = await open({ scenario: 'ready', lang: language, ...screen.query }, look);
	await screen.go?.(shown.page);
	await shown.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
	return shown;
}
