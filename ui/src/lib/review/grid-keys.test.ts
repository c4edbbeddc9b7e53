import { describe, expect, it } from 'vitest';

import { intentOf } from './grid-keys';

const key = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...held
});

describe('keys in the grid', () => {
	it('move and select as in a spreadsheet program', () => {
		expect(intentOf(key('ArrowDown'), 'ready')).toMatchObject({ kind: 'move', rows: 1, extend: false });
		expect(intentOf(key('ArrowLeft', { shiftKey: true }), 'ready')).toMatchObject({
			columns: -1,
			extend: true
		});
		expect(intentOf(key('End', { ctrlKey: true }), 'ready')).toMatchObject({ to: 'end' });
	});

	it('leave a cell that was typed over, but move within a cell’s own text', () => {
		expect(intentOf(key('ArrowDown'), 'typing')).toEqual({ kind: 'commit', then: 'down' });
		expect(intentOf(key('ArrowDown'), 'editing')).toBeNull();
		expect(intentOf(key('Tab', { shiftKey: true }), 'editing')).toEqual({
			kind: 'commit',
			then: 'previous'
		});
	});

	it('are the input method’s while it composes', () => {
		expect(intentOf({ ...key('Enter'), isComposing: true }, 'typing')).toBeNull();
		expect(intentOf({ ...key('Enter'), keyCode: 229 }, 'typing'), 'ends it, in WebKit').toBeNull();
		expect(intentOf({ ...key('Escape'), keyCode: 229 }, 'typing')).toBeNull();
		expect(intentOf({ ...key('Enter'), keyCode: 13 }, 'typing')).toMatchObject({ kind: 'commit' });
	});

	it('undo and redo by both systems’ habits', () => {
		expect(intentOf(key('z', { metaKey: true }), 'ready')).toEqual({ kind: 'undo' });
		expect(intentOf(key('Z', { ctrlKey: true, shiftKey: true }), 'ready')).toEqual({ kind: 'redo' });
		expect(intentOf(key('y', { ctrlKey: true }), 'ready')).toEqual({ kind: 'redo' });
	});

	it('are text when they are text', () => {
		expect(intentOf(key('a'), 'ready')).toBeNull();
		expect(intentOf(key('Delete'), 'editing')).toBeNull();
	});
});
