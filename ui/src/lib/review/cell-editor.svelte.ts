import type { Mode } from './grid-keys';

/**
 * The one text field of the grid. It always has the keyboard and lies over the active cell, seen
 * only while something is written: so the first key of an input method is not lost, and the
 * system's copy and paste find it.
 */
export class CellEditor {
	mode = $state<Mode>('ready');
	/** What stands in the field. */
	text = $state('');
	#original = '';

	get open(): boolean {
		return this.mode !== 'ready';
	}

	/** Follows the active cell while nothing is written. */
	follow(text: string) {
		if (!this.open) this.text = text;
	}

	/** A key or an input method wrote over the cell. */
	typed(text: string) {
		if (!this.open) {
			this.#original = this.text;
			this.mode = 'typing';
		}
		this.text = text;
	}

	/** Opens the cell's own text. */
	edit(text: string) {
		this.#original = text;
		this.text = text;
		this.mode = 'editing';
	}

	/** Closes the field; the new text, or `null` when there is nothing new. */
	close(): string | null {
		if (!this.open) return null;
		this.mode = 'ready';
		return this.text === this.#original ? null : this.text;
	}

	cancel() {
		this.mode = 'ready';
		this.text = this.#original;
	}
}
