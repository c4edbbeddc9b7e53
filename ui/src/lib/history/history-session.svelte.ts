import type { SubmissionSummary } from '../shared/bindings/history';
import { CommandFailure } from '../shared/gateway/failure';
import type { HistoryGateway } from '../shared/gateway/gateway';
import { Later } from '../shared/time/later';

const AT_ONCE = 50;

/** Every submission, searched and listed a stretch at a time. */
export class HistorySession {
	/** The search as it is typed. */
	searched = $state('');
	/** The search that is listed. */
	found = $state('');
	total = $state(0);
	submissions = $state.raw<SubmissionSummary[]>([]);
	loaded = $state(false);
	failure = $state.raw<CommandFailure | null>(null);
	readonly #gateway: HistoryGateway;
	readonly #searching = new Later();
	#asked = 0;

	constructor(gateway: HistoryGateway) {
		this.#gateway = gateway;
	}

	get more(): boolean {
		return this.submissions.length < this.total;
	}

	/** Searches as it is typed, once the fingers rest. */
	search(text: string) {
		this.searched = text;
		this.#searching.do(() => void this.find(text));
	}

	find(search: string) {
		this.found = search;
		return this.#load(0);
	}

	loadMore() {
		return this.#load(this.submissions.length);
	}

	/** A submission came to a new state: shown where it stands, or asked for when it is not listed. */
	take(summary: SubmissionSummary) {
		const known = this.submissions.some(({ id }) => id === summary.id);
		if (!known) return this.found === '' ? this.refresh() : undefined;
		this.submissions = this.submissions.map((one) =>
			one.id === summary.id ? { ...summary, found: one.found } : one
		);
	}

	/** Asks again for what is listed. */
	refresh() {
		return this.#load(0, Math.max(AT_ONCE, this.submissions.length));
	}

	async forget(id: string) {
		try {
			await this.#gateway.forget(id);
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
			return;
		}
		await this.refresh();
	}

	async #load(start: number, count = AT_ONCE) {
		const asked = (this.#asked += 1);
		try {
			const page = await this.#gateway.history({ search: this.found, start, count });
			// A later search has been asked meanwhile: its answer counts.
			if (asked !== this.#asked) return;
			this.submissions = [...this.submissions.slice(0, start), ...page.submissions];
			this.total = page.total;
			this.loaded = true;
			this.failure = null;
		} catch (thrown) {
			if (asked === this.#asked) this.failure = CommandFailure.from(thrown);
		}
	}
}
