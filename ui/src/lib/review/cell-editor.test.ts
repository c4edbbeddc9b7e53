import { describe, expect, it } from 'vitest';

import { CellEditor } from './cell-editor.svelte';

describe('the cell editor', () => {
	it('writes over a cell that is typed on', () => {
		const editor = new CellEditor();
		editor.follow('0065');
		editor.typed('8');
		expect(editor.mode).toBe('typing');
		editor.typed('81');
		expect(editor.close()).toBe('81');
		expect(editor.open).toBe(false);
	});

	it('has nothing new when the text came back to what it was', () => {
		const editor = new CellEditor();
		editor.edit('王');
		editor.typed('王伟');
		editor.typed('王');
		expect(editor.close()).toBeNull();
	});

	it('does not follow the cursor while something is written', () => {
		const editor = new CellEditor();
		editor.edit('a');
		editor.follow('b');
		expect(editor.text).toBe('a');
		editor.cancel();
		editor.follow('b');
		expect(editor.text).toBe('b');
	});
});
