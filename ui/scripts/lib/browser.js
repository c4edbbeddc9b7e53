// A browser on the fake program: the system's Chromium, driven by Playwright.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { serve } from './server.js';

const PLACES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:/Program Files/Google/Chrome/Application/chrome.exe'
];

export async function start() {
	const executablePath = PLACES.find((place) => place && existsSync(place));
	if (!executablePath) throw new Error('no Chromium here: install it, or name it in CHROMIUM');
	const server = await serve(fileURLToPath(new URL('../../dist-fake', import.meta.url)));
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text']
	});
	return {
		browser,
		/** A page on a scenario; what goes wrong in it is kept in `trouble`. */
		async open(query, { width = 1440, height = 900, theme = 'light' } = {}) {
			const context = await browser.newContext({
				viewport: { width, height },
				colorScheme: theme,
				reducedMotion: 'reduce',
				// The system's own language, which the start speaks before any setting is read.
				locale: query.lang === 'zh-CN' ? 'zh-CN' : 'en-GB',
				timezoneId: 'Asia/Singapore',
				permissions: ['clipboard-read', 'clipboard-write']
			});
			const page = await context.newPage();
			const trouble = [];
			page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
			page.on('console', (message) => {
				if (['error', 'warning'].includes(message.type())) trouble.push(`console: ${message.text()}`);
			});
			const address = new URL(server.address);
			address.search = new URLSearchParams({ theme, ...query }).toString();
			await page.goto(address.href);
			await page.locator('.app, .start').waitFor();
			await page.evaluate(() => document.fonts.ready);
			return { page, trouble, close: () => context.close() };
		},
		async close() {
			await browser.close();
			await server.close();
		}
	};
}
