import type { Outcome, ResultView, ResultWindow, Results, UserResult } from '../lib/shared/bindings/results';
import type { SubmissionSummary } from '../lib/shared/bindings/history';
import type {
	Accounts,
	Batch,
	Progress,
	ProgressUpdate,
	Settlement,
	Submission,
	SubmissionState,
	Unanswered,
	UnwrittenAnswer
} from '../lib/shared/bindings/submission';
import type { ConnectionColor } from '../lib/shared/bindings/connection';

export interface FakeUser {
	number: number;
	name: string;
	phone: string;
	email: string;
}

export interface Header {
	id: string;
	fileName: string;
	connectionName: string;
	connectionColor: ConnectionColor;
	host: string;
	practice: boolean;
	startedAt: string;
	leftOut: number;
}

/** How the fake service treats batches: which one is never answered, which one has to wait. */
export interface Temper {
	stepMs: number;
	unknownBatch?: number;
	refusedBatch?: number;
	waitingBatch?: number;
	failEvery?: number;
	skipEvery?: number;
	/** By how many seconds the workstation's clock is ahead. */
	clockAhead?: number;
	/** Stop stepping at this many accepted batches, for a picture of the middle. */
	freezeAt?: number;
	/** Questions about results get no answer: nothing of them comes in. */
	unanswered?: Unanswered;
	/** Rows that each result without a row may be for. */
	strays?: number[][];
	/** Stop the whole submission at its first batch. */
	stop?: { code: string; message: string };
}

const REASONS: [code: string, reason: string][] = [
	['13000102', 'Parameter check failed: phone'],
	['13000117', 'The password does not meet the complexity requirements'],
	['13000131', 'The mailbox is already bound to another user']
];

/** A submission that runs on a clock of its own and answers as the real one does. */
export class FakeSubmission {
	state: SubmissionState = 'sending';
	stopped: Progress['stopped'] = null;
	readonly batches: Batch[] = [];
	readonly #listeners = new Set<(update: ProgressUpdate) => void>();
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(
		readonly header: Header,
		readonly users: FakeUser[],
		readonly batchSize: number,
		readonly temper: Temper
	) {
		for (let first = 0; first < users.length; first += batchSize) this.batches.push(this.#batch(first));
	}

	#batch(first: number): Batch {
		const users = this.users.slice(first, first + this.batchSize);
		const number = first / this.batchSize + 1;
		return {
			id: `${this.header.id}-${number}`,
			number: String(number),
			firstRow: users[0]?.number ?? 0,
			lastRow: users.at(-1)?.number ?? 0,
			users: users.length,
			state: 'queued',
			taskId: null,
			traceId: null,
			tries: 0,
			tookMs: null,
			sentAt: null,
			wait: null,
			answer: null,
			succeeded: 0,
			failed: 0,
			skipped: 0
		};
	}

	start() {
		this.#timer ??= setInterval(() => this.step(), this.temper.stepMs);
	}

	/** Takes steps at once, for a submission that is to be found as it stands later. */
	run(steps: number) {
		for (let step = 0; step < steps; step += 1) this.step();
	}

	halt() {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	step() {
		const changed: Batch[] = [];
		if (this.state === 'sending') this.#send(changed);
		this.#followUp(changed);
		this.#conclude();
		this.tell(changed);
	}

	#send(changed: Batch[]) {
		const accepted = this.batches.filter(({ taskId }) => taskId).length;
		if (this.temper.freezeAt !== undefined && accepted >= this.temper.freezeAt) return this.halt();
		for (const batch of this.batches.filter(({ state }) => state === 'sending')) {
			this.#answer(batch);
			changed.push(batch);
		}
		if (this.state !== 'sending') return;
		for (const batch of this.batches.filter(({ state }) => state === 'queued').slice(0, 2)) {
			this.#begin(batch);
			changed.push(batch);
		}
	}

	#begin(batch: Batch) {
		batch.state = 'sending';
		batch.tries += 1;
		batch.wait = null;
		batch.sentAt = new Date(Date.parse(this.header.startedAt) + 2000 * Number(batch.number)).toISOString();
		batch.traceId = traceId(Number(batch.number));
	}

	#answer(batch: Batch) {
		const number = Number(batch.number);
		if (this.temper.stop) return this.#stop(batch, this.temper.stop);
		if (number === this.temper.unknownBatch && batch.tries === 1) {
			batch.state = 'unknown';
			batch.answer = { code: 'timed-out', message: 'no answer within 60 s; the request was sent whole' };
		} else if (number === this.temper.refusedBatch) {
			batch.state = 'refused';
			batch.answer = { code: '13000102', message: 'Parameter check failed' };
		} else if (number === this.temper.waitingBatch && batch.tries === 1) {
			batch.state = 'queued';
			batch.wait = { code: 'rate-limited', until: new Date(Date.now() + 12_000).toISOString() };
		} else {
			batch.state = 'accepted';
			batch.taskId = taskId(number, this.header.id);
		}
		batch.tookMs = 380 + ((number * 97) % 240);
	}

	#stop(batch: Batch, reason: NonNullable<Progress['stopped']>) {
		batch.state = 'queued';
		this.state = 'stopped';
		this.stopped = reason;
	}

	#followUp(changed: Batch[]) {
		if (this.temper.unanswered) return;
		for (const batch of this.batches.filter(({ state }) => state === 'accepted')) {
			const done = batch.succeeded + batch.failed + batch.skipped;
			const next = Math.min(batch.users, done + Math.ceil(batch.users / 3));
			this.#settleUsers(batch, next);
			if (next === batch.users) batch.state = 'finished';
			changed.push(batch);
		}
	}

	#settleUsers(batch: Batch, upTo: number) {
		const first = (Number(batch.number) - 1) * this.batchSize;
		batch.succeeded = batch.failed = batch.skipped = 0;
		for (let user = first; user < first + upTo; user += 1) {
			const fate = this.#fate(user);
			if (fate === 'failed') batch.failed += 1;
			else if (fate === 'skipped') batch.skipped += 1;
			else batch.succeeded += 1;
		}
	}

	#fate(user: number): Outcome {
		const { failEvery = 0, skipEvery = 0 } = this.temper;
		if (failEvery && user % failEvery === failEvery - 1) return 'failed';
		if (skipEvery && user % skipEvery === skipEvery - 1) return 'skipped';
		return 'succeeded';
	}

	#conclude() {
		const open = this.batches.some(({ state }) => state === 'queued' || state === 'sending');
		if (!open && this.state === 'sending') this.state = 'following';
		const all = this.batches.every(
			({ state }) => !['queued', 'sending', 'accepted', 'unknown'].includes(state)
		);
		if (all && this.state === 'following') {
			this.state = 'finished';
			this.halt();
		}
	}

	accounts(): Accounts {
		const sum = (...states: string[]) =>
			this.batches.filter(({ state }) => states.includes(state)).reduce((n, { users }) => n + users, 0);
		const of = (field: 'succeeded' | 'failed' | 'skipped') =>
			this.batches.reduce((n, batch) => n + batch[field], 0);
		const accepted = sum('accepted', 'finished');
		const out = sum('leftOut', 'cancelled');
		const done = of('succeeded') + of('failed') + of('skipped');
		return {
			total: this.users.length + this.header.leftOut,
			leftOut: this.header.leftOut + out,
			waiting: sum('queued'),
			sending: sum('sending'),
			unknown: sum('unknown'),
			refused: sum('refused'),
			accepted,
			succeeded: of('succeeded'),
			failed: of('failed'),
			skipped: of('skipped'),
			pending: accepted - done
		};
	}

	progress(): Progress {
		const waiting = this.batches.filter(({ state }) => state === 'queued').length;
		return {
			state: this.state,
			accounts: this.accounts(),
			taskIds: this.batches.filter(({ taskId: id }) => id).length,
			secondsLeft: this.state === 'sending' && waiting > 0 ? waiting * 2 : null,
			stopped: this.stopped,
			clockAheadSeconds: this.temper.clockAhead ?? null,
			unanswered: this.temper.unanswered ?? null,
			finishedAt: this.state === 'finished' ? this.header.startedAt : null
		};
	}

	submission(): Submission {
		return { ...this.header, progress: this.progress(), batches: structuredClone(this.batches) };
	}

	/** An answer that came while the disk was full. */
	unwritten(number: string, again: boolean): UnwrittenAnswer {
		return {
			submissionId: this.header.id,
			batch: number,
			taskId: taskId(Number(number), this.header.id),
			message: 'the disk is full: database or disk is full',
			again
		};
	}

	summary(): SubmissionSummary {
		const { id, fileName, connectionName, connectionColor, practice, startedAt } = this.header;
		const ids = this.batches.flatMap(({ taskId: known }) => known ?? []);
		return {
			id,
			fileName,
			connectionName,
			connectionColor,
			practice,
			startedAt,
			state: this.state,
			accounts: this.accounts(),
			taskIds: ids.length,
			taskId: ids.length === 1 ? (ids[0] ?? null) : null,
			unknownBatches: this.batches.filter(({ state }) => state === 'unknown').length,
			found: null
		};
	}

	follow(onUpdate: (update: ProgressUpdate) => void): () => void {
		this.#listeners.add(onUpdate);
		return () => this.#listeners.delete(onUpdate);
	}

	tell(changed: Batch[]) {
		const update = { progress: this.progress(), batches: structuredClone(changed) };
		for (const listener of this.#listeners) listener(update);
	}

	pause() {
		this.state = 'paused';
		this.tell([]);
	}

	resume() {
		this.state = 'sending';
		this.stopped = null;
		delete this.temper.unanswered;
		this.start();
		this.tell([]);
	}

	cancel() {
		const waiting = this.batches.filter(({ state }) => state === 'queued');
		for (const batch of waiting) batch.state = 'cancelled';
		const open = this.batches.some(({ state }) => state === 'accepted');
		this.state = open ? 'following' : 'cancelled';
		this.tell(waiting);
	}

	settle(batchId: string, settlement: Settlement) {
		const batch = this.batches.find(({ id }) => id === batchId);
		if (!batch) return;
		batch.answer = null;
		if (settlement.kind === 'leaveOut') batch.state = 'leftOut';
		if (settlement.kind === 'sendAgain') batch.state = 'queued';
		if (settlement.kind === 'wasAccepted') {
			batch.state = 'accepted';
			batch.taskId = settlement.taskId;
		}
		if (settlement.kind !== 'leaveOut') this.resume();
		this.tell([batch]);
	}

	results(): Results {
		const counts = new Map<string, number>();
		this.users.forEach((_, user) => {
			if (this.#outcome(user) === 'failed') {
				const [code] = REASONS[user % REASONS.length] ?? [''];
				counts.set(code, (counts.get(code) ?? 0) + 1);
			}
		});
		const failures = REASONS.filter(([code]) => counts.has(code)).map(([code, reason]) => ({
			code,
			reason,
			users: counts.get(code) ?? 0
		}));
		return {
			failures: failures.sort((a, b) => b.users - a.users),
			withoutRow: this.temper.strays?.length ?? 0,
			withoutResult: 0,
			passwordsHeld: this.accounts().failed
		};
	}

	#outcome(user: number): Outcome {
		const batch = this.batches[Math.floor(user / this.batchSize)];
		if (!batch) return 'waiting';
		const within = user % this.batchSize;
		switch (batch.state) {
			case 'accepted':
			case 'finished':
				return within < batch.succeeded + batch.failed + batch.skipped ? this.#fate(user) : 'pending';
			case 'unknown':
			case 'refused':
			case 'leftOut':
				return batch.state;
			case 'cancelled':
				return 'leftOut';
			default:
				return 'waiting';
		}
	}

	resultRows(view: ResultView, start: number, count: number): ResultWindow {
		if (view.filter === 'withoutRow') return this.#strays(view.search, start, count);
		const found = this.users.map((_, user) => this.#result(user)).filter((user) => matches(user, view));
		return { start, total: found.length, users: found.slice(start, start + count) };
	}

	#strays(search: string, start: number, count: number): ResultWindow {
		const strays = (this.temper.strays ?? []).map((sameNumber, index) => stray(index, sameNumber));
		const all = strays.filter((one) => `${one.phone} ${one.userId}`.includes(search.trim()));
		return { start, total: all.length, users: all.slice(start, start + count) };
	}

	#result(index: number): UserResult {
		const user = this.users[index] as FakeUser;
		const outcome = this.#outcome(index);
		const batch = this.batches[Math.floor(index / this.batchSize)];
		const [code, reason] = REASONS[index % REASONS.length] ?? ['', ''];
		const failed = outcome === 'failed';
		return {
			...user,
			sameNumber: [],
			outcome,
			userId: outcome === 'succeeded' ? `kd${(884_000_000_000 + index * 7919).toString()}` : null,
			taskId: batch?.taskId ?? null,
			code: failed ? code : (batch?.answer?.code ?? null),
			reason: failed ? reason : outcome === 'skipped' ? 'The user already exists' : (batch?.answer?.message ?? null)
		};
	}

	failedUsers(): FakeUser[] {
		return this.users.filter((_, user) => ['failed', 'refused'].includes(this.#outcome(user)));
	}
}

function stray(index: number, sameNumber: number[]): UserResult {
	return {
		number: null,
		sameNumber,
		name: '',
		phone: `+65 8100 00${String(index).padStart(2, '0')}`,
		email: '',
		outcome: 'succeeded',
		userId: `kd${(884_000_990_000 + index).toString()}`,
		taskId: null,
		code: null,
		reason: null
	};
}

function matches(user: UserResult, { filter, failure, search }: ResultView): boolean {
	if (failure && (failure.code !== (user.code ?? '') || failure.reason !== (user.reason ?? ''))) return false;
	const groups: Record<string, Outcome[]> = {
		succeeded: ['succeeded'],
		failed: ['failed', 'refused'],
		skipped: ['skipped'],
		pending: ['pending', 'waiting'],
		unknown: ['unknown'],
		withoutRow: []
	};
	if (filter !== 'all' && !groups[filter]?.includes(user.outcome)) return false;
	const text = [user.name, user.phone, user.email, user.userId, user.taskId].join(' ').toLowerCase();
	return text.includes(search.toLowerCase());
}

function taskId(number: number, seed: string): string {
	const salt = [...seed].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
	return String(1_893_596_414_966_089_600n + BigInt(number * 4_194_304 + salt * 104_729));
}

function traceId(number: number): string {
	return (`kdp${number.toString(16)}` + '7f3a91c0d24e5b86'.repeat(4)).slice(0, 58);
}
