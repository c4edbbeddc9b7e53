/**
 * Which rows of a long list are in sight, for rows of one height.
 *
 * Browsers clamp an element's height (WebKit and Chromium near 33.5 million pixels, less when
 * zoomed), and libraries for virtual lists keep a measure for every row. Here nothing is measured
 * and nothing grows with the list: past {@link TALLEST} the scroll bar is scaled, while wheel and
 * keys still move by true pixels.
 */
export const TALLEST = 8_000_000;

/** Rows kept ready above and below those in sight. */
const SPARE = 4;

interface Options {
	rowHeight: number;
	/** How many rows the list has; read anew each time. */
	total: () => number;
	/** Height in pixels of what stays above the rows. */
	headHeight?: number;
}

export class ScrollWindow {
	readonly rowHeight: number;
	/** Height of the scrolling element, bound by the component. */
	height = $state(0);
	/** Distance of the first visible pixel from the list's top, in true pixels. */
	top = $state(0);
	element: HTMLElement | undefined = $state();

	readonly #total: () => number;
	readonly #head: number;
	/** The scroll position that we set, so that its own event is known as ours. */
	#set = -1;

	constructor({ rowHeight, total, headHeight = 0 }: Options) {
		this.rowHeight = rowHeight;
		this.#total = total;
		this.#head = headHeight;
	}

	/** Height of the rows' part of the element. */
	get view(): number {
		return Math.max(0, this.height - this.#head);
	}

	get trueHeight(): number {
		return this.#total() * this.rowHeight;
	}

	get spacerHeight(): number {
		return this.#head + Math.min(this.trueHeight, TALLEST);
	}

	get scaled(): boolean {
		return this.trueHeight > TALLEST;
	}

	/** True pixels for one pixel of the scroll bar. */
	get ratio(): number {
		if (!this.scaled) return 1;
		return (this.trueHeight - this.view) / (TALLEST - this.view);
	}

	get #farthest(): number {
		return Math.max(0, this.trueHeight - this.view);
	}

	/** The first row to draw. */
	get first(): number {
		return Math.max(0, Math.floor(this.top / this.rowHeight) - SPARE);
	}

	/** The row after the last to draw. */
	get end(): number {
		const visible = Math.ceil((this.top + this.view) / this.rowHeight) + SPARE;
		return Math.min(this.#total(), visible);
	}

	/** How many rows fit. */
	get page(): number {
		return Math.max(1, Math.floor(this.view / this.rowHeight) - 1);
	}

	get indices(): number[] {
		const first = Math.min(this.first, this.end);
		return Array.from({ length: this.end - first }, (_, offset) => first + offset);
	}

	/** Where a row stands in the visible part, in pixels from its top. */
	offset(index: number): number {
		return index * this.rowHeight - this.top;
	}

	onScroll(scrollTop: number) {
		if (Math.abs(scrollTop - this.#set) < 1) return;
		this.#set = -1;
		this.top = Math.min(scrollTop * this.ratio, this.#farthest);
	}

	/** Moves by true pixels, where the scaled scroll bar would jump over rows. */
	onWheel(event: WheelEvent) {
		if (!this.scaled || event.ctrlKey) return;
		event.preventDefault();
		const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE;
		this.scrollTo(this.top + event.deltaY * (lines ? this.rowHeight : 1));
	}

	scrollTo(top: number) {
		this.top = Math.max(0, Math.min(top, this.#farthest));
		if (!this.element) return;
		this.element.scrollTop = this.top / this.ratio;
		this.#set = this.element.scrollTop;
	}

	/** Scrolls as little as it takes to see the whole row. */
	reveal(index: number) {
		const above = index * this.rowHeight;
		const below = above + this.rowHeight - this.view;
		if (this.top > above) this.scrollTo(above);
		else if (this.top < below) this.scrollTo(below);
	}

	/** After the list became shorter: comes back from beyond its end. */
	settle() {
		if (this.top > this.#farthest) this.scrollTo(this.#farthest);
	}
}
