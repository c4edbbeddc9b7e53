// The screens in a real browser, on the fake program: `npm run test:screens`.
import { beyondEdge, overflowing, squeezed, violations } from './lib/axe.js';
import { start } from './lib/browser.js';
import { assert, checks } from './lib/checks.js';
import { gridTests } from './lib/grid-tests.js';
import { jobTests } from './lib/job-tests.js';
import { ledgerTests } from './lib/ledger-tests.js';
import { liveTests } from './lib/live-tests.js';
import { SCREENS, visit } from './lib/screens.js';

const wanted = process.argv[2];
const { check, close } = checks();

const LOOKS = [
	{ language: 'en', theme: 'light', other: 'dark', width: 1000, height: 700 },
	{ language: 'zh-CN', theme: 'dark', other: 'light', width: 1440, height: 900 }
];

/** All rules in one theme; in the other the same page again, where only its colours can differ. */
async function everyScreen(browser) {
	for (const name of Object.keys(SCREENS)) {
		for (const look of LOOKS) {
			await check(`${name}, ${look.language}: nothing for axe in both themes, nothing cut off`, async () => {
				const { page, trouble, close: leave } = await visit(browser, name, look);
				const wrong = [...(await violations(page)), ...(await overflowing(page)), ...(await beyondEdge(page))];
				await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), look.other);
				wrong.push(...(await violations(page, ['color-contrast'])), ...trouble);
				await leave();
				assert.deepEqual(wrong, []);
			});
		}
	}
}

/** In the smallest window that the program allows, in the language with the longer words. */
async function smallestWindow(browser) {
	for (const name of Object.keys(SCREENS)) {
		await check(`${name}: whole in the smallest window`, async () => {
			const smallest = { language: 'en', theme: 'light', width: 900, height: 620 };
			const { page, close: leave } = await visit(browser, name, smallest);
			const wrong = [...(await overflowing(page)), ...(await squeezed(page)), ...(await beyondEdge(page))];
			await leave();
			assert.deepEqual(wrong, []);
		});
	}
}

/** Two at a time, each in a browser of its own: what is done on the screens, and how they look. */
const LANES = [
	{ jobs: jobTests, grid: gridTests, ledger: ledgerTests, live: liveTests },
	{ axe: everyScreen, small: smallestWindow }
];

async function inTurn(lane) {
	const tests = Object.entries(lane).filter(([name]) => !wanted || wanted === name);
	if (tests.length === 0) return;
	const browser = await start();
	try {
		for (const [, test] of tests) await test(browser, check);
	} finally {
		await browser.close();
	}
}

const ended = await Promise.allSettled(LANES.map(inTurn));
close();
for (const { reason } of ended.filter(({ status }) => status === 'rejected')) throw reason;
