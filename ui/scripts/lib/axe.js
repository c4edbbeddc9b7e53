import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with a page, a line for each; by some rules alone when they are named. */
export async function violations(page, rules = null) {
	await page.evaluate(source);
	const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: RULES };
	const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only }), runOnly);
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`)
	);
}

/** Texts that are cut off though nothing says they may be. */
export function overflowing(page) {
	return page.evaluate(() =>
		[...document.querySelectorAll('button, h1, h2, h3, label, dt, dd, [role=columnheader], [role=tab]')]
			.filter((element) => {
				const style = getComputedStyle(element);
				const mayCut = style.textOverflow === 'ellipsis' || style.overflowX !== 'visible';
				return !mayCut && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
			})
			.filter((element) => !element.closest('.visually-hidden'))
			.map((element) => `cut off: ${element.tagName} ${element.textContent?.trim().slice(0, 60)}`)
	);
}

/** Parts of the page that stand beyond the window's edge. */
export function beyondEdge(page) {
	return page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
	});
}

/** What is wider than the place it was given, so that its neighbour covers it or an edge cuts it off. */
export function squeezed(page) {
	return page.evaluate(() =>
		[...document.querySelectorAll('[role=row], form > *, header, footer, main > *')]
			.filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
			.filter((element) => !element.closest('.visually-hidden'))
			.map((element) => `squeezed: ${element.tagName}.${element.className} ${element.textContent?.trim().slice(0, 60)}`)
	);
}
