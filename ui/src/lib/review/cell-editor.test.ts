import { describe, expect, it } from 'vitest';

import { CommandFailure } from '../shared/gateway/failure';
import { CellEditor, type Written } from './cell-editor.svelte';

describe('the cell editor', () => {
	it('writes over a cell that is typed on', () => {
		const editor = new CellEditor();
		editor.follow('0065');
		editor.typed('8');
		expect(editor.mode).toBe('typing');
		editor.typed('81');
		expect(editor.close()).toEqual({ text: '81', original: '0065' });
		expect(editor.open).toBe(false);
	});

	it('has nothing new when the text came back to what it was', () => {
		const editor = new CellEditor();
		editor.edit('王');
		editor.typed('王伟');
		editor.typed('王');
		expect(editor.close()).toBeNull();
	});

	it('keeps what was refused, with the reason, until it is taken or given up', () => {
		const editor = new CellEditor();
		editor.follow('0065');
		editor.typed('81');
		const written = editor.close();
		editor.follow('next cell');
		const failure = CommandFailure.from(new Error('the disk is full'));
		editor.refuse(written as Written, failure);
		expect([editor.mode, editor.text, editor.refused]).toEqual(['editing', '81', failure]);
		editor.follow('next cell');
		expect(editor.text).toBe('81');
		expect(editor.close()).toEqual(written);
		expect(editor.refused).toBeNull();
		editor.refuse(written as Written, failure);
		editor.cancel();
		expect([editor.text, editor.refused]).toEqual(['0065', null]);
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
