import { describe, expect, it } from 'vitest';

import { ScrollWindow, TALLEST } from './scroll-window.svelte';

function windowOf(total: number) {
	const window = new ScrollWindow({ rowHeight: 32, total: () => total, headHeight: 40 });
	window.height = 680;
	return window;
}

describe('a short list', () => {
	it('is as tall as its rows and draws only those in sight', () => {
		const window = windowOf(1000);
		expect(window.spacerHeight).toBe(40 + 32_000);
		window.onScroll(3200);
		expect(window.indices[0]).toBe(96);
		expect(window.indices.length).toBeLessThan(30);
		expect(window.offset(100)).toBe(0);
	});

	it('reveals a row with the least scrolling', () => {
		const window = windowOf(1000);
		window.reveal(5);
		expect(window.top).toBe(0);
		window.reveal(20);
		expect(window.top).toBe(21 * 32 - 640);
		window.reveal(3);
		expect(window.top).toBe(32);
		window.reveal(0);
		expect(window.top).toBe(0);
	});

	it('comes back from beyond its end when it becomes shorter', () => {
		let total = 1000;
		const window = new ScrollWindow({ rowHeight: 32, total: () => total });
		window.height = 640;
		window.scrollTo(31_000);
		total = 30;
		window.settle();
		expect(window.top).toBe(30 * 32 - 640);
	});
});

describe('a list taller than browsers can lay out', () => {
	it('keeps its spacer below the limit and reaches the last row', () => {
		const window = windowOf(1_000_000);
		expect(window.spacerHeight).toBe(40 + TALLEST);
		window.onScroll(window.spacerHeight - window.height);
		expect(window.end).toBe(1_000_000);
		expect(window.offset(999_999)).toBeCloseTo(640 - 32, 3);
	});

	it('reveals each row exactly, whatever the scale', () => {
		const window = windowOf(1_000_000);
		window.reveal(777_777);
		expect(window.offset(777_777)).toBe(640 - 32);
		window.reveal(777_770);
		expect(window.offset(777_777)).toBe(640 - 32);
	});

	it('does not take its own scrolling for a person’s', () => {
		const window = windowOf(1_000_000);
		const element = { scrollTop: 0 } as HTMLElement;
		window.element = element;
		window.scrollTo(123_456);
		element.scrollTop = Math.round(element.scrollTop);
		window.onScroll(element.scrollTop);
		expect(window.top).toBe(123_456);
	});
});
