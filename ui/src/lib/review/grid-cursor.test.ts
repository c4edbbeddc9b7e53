import { describe, expect, it } from 'vitest';

import { GridCursor } from './grid-cursor.svelte';

describe('the grid cursor', () => {
	it('stays inside the grid', () => {
		const cursor = new GridCursor(() => 3, 5);
		cursor.move(-1, -1);
		expect([cursor.row, cursor.column]).toEqual([0, 0]);
		cursor.move(99, 99);
		expect([cursor.row, cursor.column]).toEqual([2, 4]);
	});

	it('grows a selection from where it began, in every direction', () => {
		const cursor = new GridCursor(() => 100, 5);
		cursor.to(10, 2);
		cursor.move(-3, 0, true);
		cursor.move(0, 1, true);
		expect(cursor.selection).toEqual({ firstRow: 7, lastRow: 10, firstColumn: 2, lastColumn: 3 });
		expect(cursor.isSelected(8, 2)).toBe(true);
		expect(cursor.isSelected(8, 4)).toBe(false);
		cursor.move(1, 0);
		expect(cursor.several).toBe(false);
	});

	it('goes to the edge of its row, of its column and of the whole grid', () => {
		const cursor = new GridCursor(() => 10, 5);
		const places = (['rowStart', 'rowEnd', 'top', 'bottom', 'start', 'end'] as const).map((edge) => {
			cursor.to(3, 2);
			cursor.toEdge(edge);
			return [cursor.row, cursor.column];
		});
		expect(places).toEqual([[3, 0], [3, 4], [0, 2], [9, 2], [0, 0], [9, 4]]);
		cursor.to(3, 2);
		cursor.toEdge('bottom', true);
		expect(cursor.selection).toEqual({ firstRow: 3, lastRow: 9, firstColumn: 2, lastColumn: 2 });
	});

	it('walks from the end of a row to the start of the next, and back', () => {
		const cursor = new GridCursor(() => 2, 5);
		cursor.to(0, 4);
		cursor.walk(1);
		expect([cursor.row, cursor.column]).toEqual([1, 0]);
		cursor.walk(-1);
		expect([cursor.row, cursor.column]).toEqual([0, 4]);
	});

	it('comes back from rows that went away', () => {
		let rows = 10;
		const cursor = new GridCursor(() => rows, 5);
		cursor.to(9, 1);
		rows = 4;
		cursor.settle();
		expect(cursor.row).toBe(3);
		rows = 0;
		cursor.settle();
		expect(cursor.row).toBe(0);
	});
});
