import { describe, expect, it } from 'vitest';

import { RowPages } from './row-pages.svelte';

/** A source that answers when told to, and remembers what it was asked. */
function source(total: number) {
	const asked: number[] = [];
	const waiting: (() => void)[] = [];
	let label = 'a';
	const fetch = (start: number, count: number) => {
		asked.push(start);
		const rows = Array.from({ length: Math.min(count, total - start) }, (_, i) => label + (start + i));
		return new Promise<{ start: number; total: number; rows: string[] }>((resolve) =>
			waiting.push(() => resolve({ start, total, rows }))
		);
	};
	/** The latest question is answered first: answers may overtake each other. */
	const answer = async () => {
		for (const resolve of waiting.splice(0).reverse()) resolve();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { asked, fetch, answer, relabel: (next: string) => (label = next) };
}

describe('row pages', () => {
	it('asks once for what comes into sight', async () => {
		const { asked, fetch, answer } = source(1000);
		const pages = new RowPages(fetch);
		pages.want(90, 120);
		pages.want(90, 120);
		expect(asked).toEqual([0, 100]);
		expect(pages.at(95)).toBeUndefined();
		await answer();
		expect(pages.at(95)).toBe('a95');
		expect(pages.at(119)).toBe('a119');
		expect(pages.total).toBe(1000);
	});

	it('leaves no queue behind a fast scroll', async () => {
		const { asked, fetch, answer } = source(1_000_000);
		const pages = new RowPages(fetch);
		for (let row = 0; row < 500_000; row += 10_000) pages.want(row, row + 30);
		expect(asked.length).toBe(2);
		await answer();
		await answer();
		expect(pages.at(490_000)).toBe('a490000');
		expect(asked.length).toBe(3);
	});

	it('shows stale rows until their successors are here, and drops late answers', async () => {
		const { fetch, answer, relabel } = source(100);
		const pages = new RowPages(fetch);
		pages.want(0, 10);
		await answer();
		relabel('b');
		pages.refresh();
		relabel('c');
		pages.refresh();
		expect(pages.at(0)).toBe('a0');
		await answer();
		expect(pages.at(0)).toBe('c0');
	});

	it('tells a failure and tries again when asked again', async () => {
		let broken = true;
		const pages = new RowPages(async (start: number) => {
			if (broken) throw new Error('gone');
			return { start, total: 1, rows: ['x'] };
		});
		pages.want(0, 1);
		await new Promise((resolve) => setImmediate(resolve));
		expect(pages.failure).toBeInstanceOf(Error);
		broken = false;
		pages.want(0, 1);
		await new Promise((resolve) => setImmediate(resolve));
		expect(pages.at(0)).toBe('x');
		expect(pages.failure).toBeNull();
	});
});
