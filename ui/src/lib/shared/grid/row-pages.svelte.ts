/**
 * The rows of a long list that were asked for lately, in pages, fetched as they come into sight.
 * The whole list never is in the web view; pages that are stale stay until their new ones are here,
 * so nothing flickers.
 */
interface Window<T> {
	start: number;
	total: number;
	rows: T[];
}

export type FetchRows<T> = (start: number, count: number) => Promise<Window<T>>;

interface Page<T> {
	rows: T[];
	fresh: boolean;
}

const PAGE = 100;
const MOST_PAGES = 40;
/** Enough to hide the way there and back, few enough that a fast scroll leaves no queue behind. */
const AT_ONCE = 2;

export class RowPages<T> {
	total = $state(0);
	/** Whether the first answer is here. */
	loaded = $state(false);
	failure = $state.raw<unknown>(null);

	#version = $state(0);
	#pages = new Map<number, Page<T>>();
	#underway = new Set<number>();
	#wanted: [number, number] = [0, 0];
	#generation = 0;
	readonly #fetch: FetchRows<T>;

	constructor(fetch: FetchRows<T>) {
		this.#fetch = fetch;
	}

	/** The row at a place, when it is here. */
	at(index: number): T | undefined {
		void this.#version;
		return this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
	}

	/** Sees to it that these rows come; earlier wishes that were not begun are dropped. */
	want(first: number, end: number) {
		this.#wanted = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
		this.#pump();
	}

	/** The rows changed: what is here may be shown until its successor comes. */
	refresh() {
		this.#generation += 1;
		this.#underway.clear();
		for (const page of this.#pages.values()) page.fresh = false;
		this.#pump();
	}

	/** Other rows altogether: another filter, another search. */
	reset() {
		this.#pages.clear();
		this.refresh();
	}

	/** Fetches a row that may not be here. */
	async get(index: number): Promise<T | undefined> {
		const here = this.at(index);
		if (here !== undefined) return here;
		const answer = await this.#fetch(index, 1);
		return answer.rows[0];
	}

	#pump() {
		const [first, last] = this.#wanted;
		for (let page = first; page <= last && this.#underway.size < AT_ONCE; page += 1) {
			if (this.#pages.get(page)?.fresh || this.#underway.has(page)) continue;
			void this.#load(page);
		}
	}

	async #load(page: number) {
		const generation = this.#generation;
		this.#underway.add(page);
		try {
			const answer = await this.#fetch(page * PAGE, PAGE);
			if (generation === this.#generation) this.#keep(page, answer);
		} catch (failure) {
			if (generation === this.#generation) this.#fail(page, failure);
			return;
		}
		if (generation !== this.#generation) return;
		this.#underway.delete(page);
		this.#pump();
	}

	#keep(page: number, answer: Window<T>) {
		this.#pages.delete(page);
		this.#pages.set(page, { rows: answer.rows, fresh: true });
		this.#forgetOldest();
		this.total = answer.total;
		this.loaded = true;
		this.failure = null;
		this.#version += 1;
	}

	#fail(page: number, failure: unknown) {
		this.#underway.delete(page);
		this.failure = failure;
	}

	#forgetOldest() {
		const [first, last] = this.#wanted;
		for (const page of this.#pages.keys()) {
			if (this.#pages.size <= MOST_PAGES) return;
			if (page < first || page > last) this.#pages.delete(page);
		}
	}
}
