import { isComposing } from '../shared/keys/composing';
import type { Edge } from './grid-cursor.svelte';

/** What a key means in the grid, as people know it from spreadsheet programs. */
export type Intent =
	| { kind: 'move'; rows: number; columns: number; extend: boolean }
	| { kind: 'page'; pages: 1 | -1; extend: boolean }
	| { kind: 'edge'; to: Edge; extend: boolean }
	| { kind: 'walk'; step: 1 | -1 }
	| { kind: 'commit'; then: 'down' | 'up' | 'next' | 'previous' }
	| { kind: 'edit' }
	| { kind: 'cancel' }
	| { kind: 'clear' }
	| { kind: 'copy'; cut: boolean }
	| { kind: 'undo' }
	| { kind: 'redo' }
	| { kind: 'selectAll' }
	| { kind: 'selectRow' }
	| { kind: 'leaveOut' }
	| { kind: 'reveal' }
	| { kind: 'problem'; backwards: boolean }
	| { kind: 'leave' };

/** Nothing is edited; a cell was begun by typing over it; a cell's own text is being edited. */
export type Mode = 'ready' | 'typing' | 'editing';

const ARROWS: Record<string, [rows: number, columns: number]> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1]
};

interface Key {
	key: string;
	shiftKey: boolean;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
	isComposing?: boolean;
	keyCode?: number;
}

/** The intent of a key, or `null` for one that is text, the browser's, or an input method's. */
export function intentOf(event: Key, mode: Mode): Intent | null {
	if (isComposing(event)) return null;
	return mode === 'ready' ? whenReady(event) : whenWriting(event, mode);
}

function whenWriting(event: Key, mode: Mode): Intent | null {
	const back = event.shiftKey;
	if (event.key === 'Enter' && !event.altKey) return { kind: 'commit', then: back ? 'up' : 'down' };
	if (event.key === 'Tab') return { kind: 'commit', then: back ? 'previous' : 'next' };
	if (event.key === 'Escape') return { kind: 'cancel' };
	// Typed over a cell, an arrow leaves it; in the cell's own text, it moves in the text.
	if (mode === 'typing' && !event.shiftKey) {
		if (event.key === 'ArrowDown') return { kind: 'commit', then: 'down' };
		if (event.key === 'ArrowUp') return { kind: 'commit', then: 'up' };
	}
	return null;
}

function whenReady(event: Key): Intent | null {
	if (event.ctrlKey || event.metaKey) return withControl(event);
	const extend = event.shiftKey;
	const arrow = ARROWS[event.key];
	if (arrow && !event.altKey) {
		return { kind: 'move', rows: arrow[0], columns: arrow[1], extend };
	}
	switch (event.key) {
		case 'PageDown':
			return { kind: 'page', pages: 1, extend };
		case 'PageUp':
			return { kind: 'page', pages: -1, extend };
		case 'Home':
			return { kind: 'edge', to: 'rowStart', extend };
		case 'End':
			return { kind: 'edge', to: 'rowEnd', extend };
		case 'Tab':
			return { kind: 'walk', step: extend ? -1 : 1 };
		case 'Enter':
			return { kind: 'move', rows: extend ? -1 : 1, columns: 0, extend: false };
		case 'F2':
			return { kind: 'edit' };
		case 'F8':
			return { kind: 'problem', backwards: extend };
		case 'F6':
			return { kind: 'leave' };
		case 'Escape':
			return { kind: 'cancel' };
		case 'Delete':
			return extend ? { kind: 'leaveOut' } : { kind: 'clear' };
		case 'Backspace':
			return { kind: 'clear' };
		case ' ':
			return extend ? { kind: 'selectRow' } : null;
		default:
			return null;
	}
}

function withControl(event: Key): Intent | null {
	const extend = event.shiftKey;
	switch (event.key.toLowerCase()) {
		case 'z':
			return { kind: extend ? 'redo' : 'undo' };
		case 'y':
			return { kind: 'redo' };
		case 'c':
			return { kind: 'copy', cut: false };
		case 'x':
			return { kind: 'copy', cut: true };
		case 'a':
			return { kind: 'selectAll' };
		case 'e':
			return { kind: 'reveal' };
		case 'home':
			return { kind: 'edge', to: 'start', extend };
		case 'end':
			return { kind: 'edge', to: 'end', extend };
		case 'arrowup':
			return { kind: 'edge', to: 'top', extend };
		case 'arrowdown':
			return { kind: 'edge', to: 'bottom', extend };
		case 'arrowleft':
			return { kind: 'edge', to: 'rowStart', extend };
		case 'arrowright':
			return { kind: 'edge', to: 'rowEnd', extend };
		default:
			return null;
	}
}
