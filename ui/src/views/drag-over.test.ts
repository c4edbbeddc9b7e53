import { describe, expect, it } from 'vitest';

import { DragOver } from './drag-over.svelte';

describe('files held over the window', () => {
	it('are there until the pointer is seen to move, which it is not while they are dragged', () => {
		const over = new DragOver();
		over.enter(2);
		over.pointerAt({ x: 10, y: 10 });
		over.pointerAt({ x: 10, y: 10 });
		expect(over.files).toBe(2);
		over.pointerAt({ x: 11, y: 10 });
		expect(over.files).toBe(0);
	});

	it('are not taken away by where the pointer was before them', () => {
		const over = new DragOver();
		over.pointerAt({ x: 1, y: 1 });
		over.enter(1);
		over.pointerAt({ x: 10, y: 10 });
		expect(over.files).toBe(1);
		over.enter(1);
		over.pointerAt({ x: 20, y: 10 });
		expect(over.files).toBe(1);
	});
});
