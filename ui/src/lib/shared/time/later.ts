/**
 * Does the last of several things that were asked for in a hurry: a search while it is typed asks
 * Rust once, when the fingers rest.
 */
export class Later {
	readonly #milliseconds: number;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(milliseconds = 150) {
		this.#milliseconds = milliseconds;
	}

	do(work: () => void) {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(work, this.#milliseconds);
	}

	/** Does nothing of what was asked for and not yet done. */
	drop() {
		clearTimeout(this.#timer);
	}
}
