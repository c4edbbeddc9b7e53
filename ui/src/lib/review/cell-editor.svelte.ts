import type { CommandFailure } from '../shared/gateway/failure';
import type { Mode } from './grid-keys';

/** A text that was written over another. */
export interface Written {
	text: string;
	original: string;
}

/**
 * The one text field of the grid. It always has the keyboard and lies over the active cell, seen
 * only while something is written: so the first key of an input method is not lost, and the
 * system's copy and paste find it.
 */
export class CellEditor {
	mode = $state<Mode>('ready');
	/** What stands in the field. */
	text = $state('');
	/** Why what was written is not in the sheet; it stays in the field until it is, or is given up. */
	refused = $state.raw<CommandFailure | null>(null);
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

	/** Closes the field; what was written, or `null` when there is nothing new. */
	close(): Written | null {
		if (!this.open) return null;
		this.mode = 'ready';
		this.refused = null;
		return this.text === this.#original ? null : { text: this.text, original: this.#original };
	}

	/** Opens again with what was written, and says why it was not taken. */
	refuse({ text, original }: Written, failure: CommandFailure) {
		this.#original = original;
		this.text = text;
		this.mode = 'editing';
		this.refused = failure;
	}

	cancel() {
		this.mode = 'ready';
		this.refused = null;
		this.text = this.#original;
	}
}
