import type { ReportFormat, ResultView, Results, SavedFile, UserResult } from '../shared/bindings/results';
import type {
	Batch,
	Plan,
	Progress,
	ProgressUpdate,
	Settlement,
	Submission
} from '../shared/bindings/submission';
import { CommandFailure } from '../shared/gateway/failure';
import type { SubmissionGateway } from '../shared/gateway/gateway';
import { RowPages } from '../shared/grid/row-pages.svelte';
import { Later } from '../shared/time/later';

const EVERYBODY: ResultView = { filter: 'all', failure: null, search: '' };

/** A submission as its screen sees it: followed while it is looked at, alive without it. */
export class SubmissionSession {
	readonly id: string;
	readonly header: Submission;
	progress = $state.raw<Progress>() as Progress;
	batches = $state.raw<Batch[]>([]);
	/** Those that a request was or will be made for: not a part that was only taken apart further. */
	listed = $derived(this.batches.filter(({ state, tries }) => state !== 'split' || tries > 0));
	results = $state.raw<Results | null>(null);
	view = $state.raw<ResultView>(EVERYBODY);
	/** The search as it is typed; the view follows when the fingers rest. */
	searched = $state('');
	failure = $state.raw<CommandFailure | null>(null);
	/** The last file that was saved from here, to say so. */
	saved = $state.raw<SavedFile | null>(null);

	readonly users: RowPages<UserResult>;
	readonly #gateway: SubmissionGateway;
	readonly #places = new Map<string, number>();
	readonly #searching = new Later();
	#unfollow: () => void = () => {};
	#stale = false;
	#refreshing = false;

	private constructor(gateway: SubmissionGateway, submission: Submission) {
		this.#gateway = gateway;
		this.id = submission.id;
		this.header = submission;
		this.progress = submission.progress;
		this.#take(submission.batches);
		this.users = new RowPages(async (start, count) => {
			const { users, ...rest } = await gateway.resultRows(this.id, this.view, start, count);
			return { ...rest, rows: users };
		});
	}

	static async open(id: string, gateway: SubmissionGateway): Promise<SubmissionSession> {
		const session = new SubmissionSession(gateway, await gateway.submission(id));
		session.#unfollow = await gateway.follow(id, (update) => session.update(update));
		await session.#refresh();
		return session;
	}

	close() {
		this.#searching.drop();
		this.#unfollow();
	}

	get taskIds(): string[] {
		return this.batches.flatMap(({ taskId }) => taskId ?? []);
	}

	get unknown(): Batch[] {
		return this.batches.filter(({ state }) => state === 'unknown');
	}

	/** Users that failed alone or were refused with their batch: those that can be fixed and resent. */
	get failed(): number {
		const { failed, refused } = this.progress.accounts;
		return failed + refused;
	}

	update({ progress, batches }: ProgressUpdate) {
		this.progress = progress;
		if (batches.length > 0) this.#take(batches);
		this.#stale = true;
		void this.#refresh();
	}

	look(view: Partial<ResultView>) {
		this.view = { ...this.view, ...view };
		this.users.reset();
	}

	search(text: string) {
		this.searched = text;
		this.#searching.do(() => this.look({ search: text }));
	}

	pause = () => this.#attempt(() => this.#gateway.pause(this.id));
	resume = () => this.#attempt(() => this.#gateway.resume(this.id));
	cancel = () => this.#attempt(() => this.#gateway.cancel(this.id));

	settle(batch: Batch, settlement: Settlement) {
		return this.#attempt(() => this.#gateway.settle(this.id, batch.id, settlement));
	}

	saveReport(format: ReportFormat) {
		return this.#attempt(async () => {
			this.saved = await this.#gateway.saveReport(this.id, format);
		});
	}

	saveHandover(passphrase: string) {
		return this.#attempt(async () => {
			this.saved = await this.#gateway.saveHandover(this.id, passphrase);
		});
	}

	/** Puts changed batches in their places; parts of a split one come after it. */
	#take(changed: Batch[]) {
		const batches = [...this.batches];
		let grown = false;
		for (const batch of changed) {
			const place = this.#places.get(batch.id);
			if (place === undefined) {
				batches.push(batch);
				grown = true;
			} else batches[place] = batch;
		}
		if (grown) {
			batches.sort((a, b) => a.firstRow - b.firstRow || compareNumbers(a.number, b.number));
			this.#places.clear();
			batches.forEach(({ id }, place) => this.#places.set(id, place));
		}
		this.batches = batches;
	}

	/** Fetches results again, once at a time: updates come faster than anybody reads. */
	async #refresh() {
		if (this.#refreshing) return;
		this.#refreshing = true;
		try {
			do {
				this.#stale = false;
				this.results = await this.#gateway.results(this.id);
				this.users.refresh();
			} while (this.#stale);
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
		} finally {
			this.#refreshing = false;
		}
	}

	async #attempt(work: () => Promise<void>) {
		try {
			await work();
			this.failure = null;
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
		}
	}
}

/** `3.1` comes after `3` and before `3.2` and `10`. */
function compareNumbers(a: string, b: string): number {
	const left = a.split('.').map(Number);
	const right = b.split('.').map(Number);
	for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
		const difference = (left[part] ?? -1) - (right[part] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Users that go out: those that were sent earlier only when a person says so. */
export function usersOf(plan: Plan, sendAgain: boolean): number {
	return sendAgain ? plan.users : plan.users - plan.sentEarlier;
}

/** Whether a plan may be sent: where its count is asked for, only when it was typed. */
export function isConfirmed(plan: Plan, sendAgain: boolean, typed: string): boolean {
	const users = usersOf(plan, sendAgain);
	if (users === 0) return false;
	return !plan.typeCount || typed.replace(/[^0-9]/g, '') === String(users);
}
