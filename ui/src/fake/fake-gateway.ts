/**
 * The whole program in a plain browser: the same interface as the bridge to Rust, in memory. What
 * it lacks in rules it has in manners: every screen's states can be walked through and tested.
 */
import type { AppEvent, AppState, MenuAction } from '../lib/shared/bindings/app';
import type { ErrorCode } from '../lib/shared/bindings/error';
import type { Draft } from '../lib/shared/bindings/history';
import type { Settings } from '../lib/shared/bindings/settings';
import type { Plan } from '../lib/shared/bindings/submission';
import { writeClipboard } from '../lib/shared/gateway/clipboard';
import { CommandFailure } from '../lib/shared/gateway/failure';
import type { Gateway } from '../lib/shared/gateway/gateway';
import { fail } from './fail';
import { FakeConnections } from './fake-connections';
import { FakeLedger } from './fake-ledger';
import { FakeReview } from './fake-review';
import { FakeSubmission } from './fake-submission';
import { together } from './people';
import {
	CHINA,
	KEYCHAIN,
	NO_KEYCHAIN,
	oddSubmissions,
	pastSubmissions,
	receipts,
	SETTINGS,
	SHEETS,
	SINGAPORE
} from './scenarios';

/** A proxy's address as it is kept; refused like the program refuses it. */
function proxyAddress(typed: string): string {
	const [, scheme = 'http', origin] = /^(?:(https?):\/\/)?([\w.-]+(?::\d{1,5})?)\/?$/i.exec(typed.trim()) ?? [];
	if (!origin) fail('proxy-invalid', 'the proxy’s address must look like `http://host:port`');
	return `${scheme.toLowerCase()}://${origin}`;
}

export interface FakeOptions {
	/** `starting`, `first-start`, `empty`, `ready`, `no-keychain`, `keychain-locked`, `ledger-locked`, `ledger-damaged`, `ledger-in-use`, `ledger-other-key`, `ledger-alone`, `odd-results`. */
	scenario: string;
	/** A sheet that is open already. */
	sheet: string | null;
	/** Milliseconds between a fake submission's steps. */
	stepMs: number;
	theme: Settings['theme'];
	language: string | null;
	/** Commands that fail, by name and error code: `plan:network`. */
	failing: Map<string, ErrorCode>;
}

export class FakeGateway {
	readonly reviews = new Map<string, FakeReview>();
	readonly submissions = new Map<string, FakeSubmission>();
	/** Everything that went to the clipboard, for tests. */
	readonly copied: string[] = [];
	readonly saved: string[] = [];
	readonly #connections = new FakeConnections(() => this.#next++);
	#drafts: Draft[] = [];
	#openReview: string | null = null;
	#settings: Settings;
	#plans = new Map<string, Plan & { review: FakeReview }>();
	#onEvent: (event: AppEvent) => void = () => {};
	#next = 1;
	readonly #ledger: FakeLedger;

	constructor(readonly options: FakeOptions) {
		this.#settings = { ...SETTINGS, theme: options.theme, language: options.language };
		this.#ledger = new FakeLedger(options.scenario, options.failing);
		if (['first-start', 'ledger-alone'].includes(options.scenario)) return;
		const withoutKeys = { ...SINGAPORE, keys: 'missing' as const, accessKeyTail: null, lastTest: null };
		const known = options.scenario === 'no-keychain' ? [withoutKeys] : [SINGAPORE, CHINA];
		for (const connection of known) this.#connections.put(connection);
		if (options.scenario === 'ready') this.#recall(pastSubmissions());
		if (options.scenario === 'odd-results') this.#recall(oddSubmissions());
		if (options.sheet) this.#openReview = this.open(options.sheet);
	}

	/** What a person answers in the system's dialogs about recovery codes. */
	get paper() {
		return this.#ledger.paper;
	}

	/** The window hears of every change, whichever screen it shows. */
	#watch(submission: FakeSubmission) {
		submission.follow(() =>
			this.#onEvent({ kind: 'submissionChanged', summary: submission.summary() })
		);
		this.submissions.set(submission.header.id, submission);
	}

	#recall(submissions: FakeSubmission[]) {
		for (const submission of submissions) this.#watch(submission);
		this.#drafts = [
			{
				reviewId: 'draft-1',
				fileName: 'partners-draft.csv',
				rows: 318,
				changed: 12,
				touchedAt: '2026-11-21T07:30:00Z'
			}
		];
	}

	/** What a person does outside the page: drops a file, chooses from the menu. */
	drop(sheet: string) {
		this.#onEvent({ kind: 'opening', fileName: sheet });
		try {
			const reviewId = this.open(sheet);
			this.#openReview = reviewId;
			this.#onEvent({ kind: 'opened', reviewId });
		} catch (thrown) {
			const { code, message, hint } = CommandFailure.from(thrown);
			this.#onEvent({ kind: 'openFailed', fileName: `${sheet}.xlsx`, error: { code, message, hint } });
		}
	}

	drag(files: number) {
		this.#onEvent(files > 0 ? { kind: 'dragEntered', files } : { kind: 'dragLeft' });
	}

	menu(action: MenuAction) {
		this.#onEvent({ kind: 'menu', action });
	}

	/** The disk is full while answers come in, of these batches of a submission; or no more. */
	holdAnswers(submissionId: string, numbers: string[], again = true) {
		const submission = this.#submission(submissionId);
		const answers = numbers.map((number) => submission.unwritten(number, again));
		this.#onEvent({ kind: 'unwrittenChanged', answers });
	}

	askToClose() {
		this.#onEvent({ kind: 'closeAsked' });
	}

	open(name: string): string {
		const sheet = SHEETS[name]?.();
		if (!sheet) fail((name as ErrorCode) || 'not-a-sheet', `failed to open ${name}.xlsx`);
		const id = `r${this.#next++}`;
		const review = new FakeReview(id, sheet.source, sheet.roster, () => this.#settings.batchSize);
		if (sheet.roles) review.roles = sheet.roles;
		this.reviews.set(id, review);
		return id;
	}

	#review(id: string): FakeReview {
		const known = this.reviews.get(id);
		if (known) return known;
		if (!this.#drafts.some(({ reviewId }) => reviewId === id)) fail('review-gone', 'the review was closed');
		const sheet = (SHEETS.csv as () => ReturnType<(typeof SHEETS)[string]>)();
		const review = new FakeReview(id, sheet.source, sheet.roster, () => this.#settings.batchSize);
		this.reviews.set(id, review);
		this.#openReview = id;
		return review;
	}

	#submission(id: string): FakeSubmission {
		return this.submissions.get(id) ?? fail('not-found', `no submission ${id}`);
	}

	#keepSettings(settings: Settings): Settings {
		const { proxy } = settings;
		const kept = proxy.kind === 'manual' ? { ...proxy, url: proxyAddress(proxy.url) } : proxy;
		return (this.#settings = { ...settings, proxy: kept });
	}

	#state(): AppState {
		const summaries = [...this.submissions.values()].map((one) => one.summary());
		const needs = (one: (typeof summaries)[number]) =>
			one.unknownBatches > 0 || one.state === 'stopped' ? 1 : 0;
		return {
			version: '0.1.0',
			platform: 'linux',
			systemLanguage: navigator.language,
			firstStart:
				this.#connections.all.length === 0 &&
				summaries.length === 0 &&
				this.#ledger.health.place !== 'closed',
			settings: this.#settings,
			connections: this.#connections.all,
			activeConnection: this.#connections.active,
			keychain: this.options.scenario === 'no-keychain' ? NO_KEYCHAIN : KEYCHAIN,
			ledger: this.#ledger.health,
			drafts: this.#drafts,
			recent: summaries
				.sort((a, b) => needs(b) - needs(a) || b.startedAt.localeCompare(a.startedAt))
				.slice(0, 6),
			openReview: this.#openReview,
			running: null
		};
	}

	#plan(reviewId: string, connectionId: string): Plan {
		const review = this.#review(reviewId);
		const connection = this.#connections.at(connectionId);
		if (connection.keys === 'missing') fail('keys-missing', 'the connection has no keys');
		const tally = review.tally();
		if (tally.ready === 0) fail('nothing-to-send', 'no row can be sent');
		const plan: Plan = {
			id: `p${this.#next++}`,
			connectionName: connection.name,
			connectionColor: connection.color,
			practice: connection.practice,
			host: connection.host,
			signingUserId: connection.signingUserId,
			accessKeyTail: connection.accessKeyTail ?? '',
			users: tally.ready,
			batches: tally.batches,
			batchSize: this.#settings.batchSize,
			withoutPassword: tally.problems.find(({ code }) => code === 'password-missing')?.rows ?? 0,
			leftOut: [
				{ reason: 'errors' as const, rows: tally.errors },
				{ reason: 'byChoice' as const, rows: tally.leftOut }
			].filter(({ rows }) => rows > 0),
			sentEarlier: tally.sentEarlier,
			typeCount: tally.ready > this.#settings.typedCountAbove
		};
		this.#plans.set(plan.id, { ...plan, review });
		return plan;
	}

	#submit(planId: string, typedCount: number | null): string {
		const plan = this.#plans.get(planId) ?? fail('plan-stale', 'plan again');
		if (plan.typeCount && typedCount !== plan.users) fail('count-differs', 'the count differs');
		const { roster, source } = plan.review;
		const ready = plan.review.view({ filter: 'ready', problem: null, search: '', sort: 'sheet' });
		const submission = new FakeSubmission(
			{
				id: `s${this.#next++}`,
				fileName: source.fileName,
				connectionName: plan.connectionName,
				connectionColor: plan.connectionColor,
				host: plan.host,
				practice: plan.practice,
				startedAt: new Date().toISOString(),
				leftOut: roster.size - ready.length
			},
			ready.map((row) => ({
				number: row + 2,
				name: together(roster.text(row, 0), roster.text(row, 1)),
				phone: roster.text(row, 2),
				email: roster.text(row, 3)
			})),
			plan.batchSize,
			{ stepMs: this.options.stepMs, failEvery: 40 }
		);
		this.#watch(submission);
		this.#openReview = null;
		submission.start();
		return submission.header.id;
	}

	#openFailures(id: string): string {
		const submission = this.#submission(id);
		const reviewId = this.open('messy');
		const { source, roster } = this.#review(reviewId);
		source.kind = 'failures';
		source.fileName = submission.header.fileName;
		this.reviews.set(
			reviewId,
			new FakeReview(reviewId, source, roster, () => this.#settings.batchSize, id)
		);
		this.#openReview = reviewId;
		return reviewId;
	}

	/** The gateway itself; every answer comes a moment later, as across the bridge. */
	readonly gateway: Gateway = {
		listen: async (onEvent) => {
			this.#onEvent = onEvent;
		},
		appState: this.#later('appState', () => this.#state()),
		saveSettings: this.#later('saveSettings', (settings) => this.#keepSettings(settings)),
		checkKeychain: this.#later('checkKeychain', () => this.#state().keychain),
		quit: this.#later('quit', () => {}),
		supportBundle: this.#later('supportBundle', () => SUPPORT),
		saveSupportBundle: this.#later('saveSupportBundle', () => this.#save('koodrive-support.txt')),
		copyText: async (text) => {
			this.copied.push(text);
			await writeClipboard(text);
		},

		showRecoveryCode: this.#later('showRecoveryCode', () =>
			this.#ledger.showCode() ? this.#save('koodrive-recovery-code-2026-11-24.txt') : null
		),
		restoreLedger: this.#later('restoreLedger', (code) => this.#ledger.restore(code)),
		setLedgerAside: this.#later('setLedgerAside', () => this.#ledger.setAside()),
		leaveDamagedLedger: this.#later('leaveDamagedLedger', () => this.#ledger.leaveDamaged()),
		reopenLedger: this.#later('reopenLedger', () => this.#ledger.reopen()),
		receipts: this.#later('receipts', () => receipts()),

		saveConnection: this.#later('saveConnection', (draft) => this.#connections.save(draft)),
		saveKeys: this.#later('saveKeys', (keys) => this.#connections.keepKeys(keys)),
		removeConnection: this.#later('removeConnection', (id) => this.#connections.remove(id)),
		activateConnection: this.#later('activateConnection', (id) => {
			this.#connections.active = id;
		}),
		testConnection: this.#later('testConnection', (id) => this.#connections.test(id)),
		chooseCaFile: this.#later('chooseCaFile', (id) =>
			this.#connections.put({ ...this.#connections.at(id), caFile: 'company-root-ca.pem' })
		),
		clearCaFile: this.#later('clearCaFile', (id) =>
			this.#connections.put({ ...this.#connections.at(id), caFile: null })
		),
		startPractice: this.#later('startPractice', () => this.#connections.startPractice()),

		chooseSheet: this.#later('chooseSheet', () => (this.#openReview = this.open('messy'))),
		openPasted: this.#later('openPasted', (text) =>
			text.includes('\t') ? (this.#openReview = this.open('csv')) : fail('sheet-empty', 'no rows')
		),
		openSampleSheet: this.#later('openSampleSheet', () => (this.#openReview = this.open('sample'))),
		openFailures: this.#later('openFailures', (id) => this.#openFailures(id)),
		review: this.#later('review', (id) => this.#review(id).review()),
		closeReview: this.#later('closeReview', (id) => {
			this.reviews.delete(id);
			this.#openReview = null;
		}),
		changeSource: this.#later('changeSource', (id, change) => this.#review(id).changeSource(change)),
		setColumnRole: this.#later('setColumnRole', (id, column, role) =>
			this.#review(id).setRole(column, role)
		),
		rows: this.#later('rows', (id, view, start, count) => this.#review(id).rows(view, start, count)),
		nextProblem: this.#later('nextProblem', (id, view, from, backwards) =>
			this.#review(id).nextProblem(view, from, backwards)
		),
		revealPassword: this.#later('revealPassword', (id, key) => this.#review(id).roster.text(key, 4)),
		edit: this.#later('edit', (id, edits) => this.#review(id).edit(edits)),
		paste: this.#later('paste', (id, block, text) => this.#review(id).paste(block, text)),
		clear: this.#later('clear', (id, block) => this.#review(id).clear(block)),
		copy: this.#later('copy', (id, block) => this.#review(id).copy(block)),
		leaveOut: this.#later('leaveOut', (id, rows, out) => this.#review(id).leaveOut(rows, out)),
		undo: this.#later('undo', (id) => {
			this.#review(id).roster.undo();
			return this.#review(id).change();
		}),
		redo: this.#later('redo', (id) => {
			this.#review(id).roster.redo();
			return this.#review(id).change();
		}),
		previewFix: this.#later('previewFix', (id, fix, scope) => this.#review(id).previewFix(fix, scope)),
		applyFix: this.#later('applyFix', (id, fix, scope) => this.#review(id).applyFix(fix, scope)),
		saveTemplate: this.#later('saveTemplate', () => this.#save('koodrive-users.xlsx')),

		plan: this.#later('plan', (reviewId, connectionId) => this.#plan(reviewId, connectionId)),
		submit: this.#later('submit', (planId, typed) => this.#submit(planId, typed)),
		submission: this.#later('submission', (id) => this.#submission(id).submission()),
		follow: async (id, onUpdate) => this.#submission(id).follow(onUpdate),
		pause: this.#later('pause', (id) => this.#submission(id).pause()),
		resume: this.#later('resume', (id) => this.#submission(id).resume()),
		cancel: this.#later('cancel', (id) => this.#submission(id).cancel()),
		settle: this.#later('settle', (id, batch, how) => this.#submission(id).settle(batch, how)),
		results: this.#later('results', (id) => this.#submission(id).results()),
		resultRows: this.#later('resultRows', (id, view, start, count) =>
			this.#submission(id).resultRows(view, start, count)
		),
		saveReport: this.#later('saveReport', (_, format) => this.#save(`koodrive-report.${format}`)),
		saveHandover: this.#later('saveHandover', () => this.#save('koodrive-handover.zip')),

		history: this.#later('history', ({ search, start, count }) => {
			const found = this.#found(search);
			return { total: found.length, submissions: found.slice(start, start + count) };
		}),
		forget: this.#later('forget', (id) => {
			this.submissions.delete(id);
		}),
		discardDraft: this.#later('discardDraft', (id) => {
			this.#drafts = this.#drafts.filter(({ reviewId }) => reviewId !== id);
			this.reviews.delete(id);
			if (this.#openReview === id) this.#openReview = null;
		})
	};

	#found(search: string) {
		const needle = search.toLowerCase();
		return [...this.submissions.values()]
			.map((one) => ({ summary: one.summary(), one }))
			.filter(({ summary, one }) => {
				if (summary.fileName.toLowerCase().includes(needle)) return true;
				const task = one.batches.find(({ taskId }) => taskId?.includes(needle));
				const user = one.users.find(({ phone }) => phone.includes(needle));
				if (task?.taskId) summary.found = { place: 'taskId', text: task.taskId };
				else if (user) summary.found = { place: 'phone', text: user.phone };
				return summary.found !== null;
			})
			.map(({ summary }) => summary)
			.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
	}

	#save(fileName: string) {
		this.saved.push(fileName);
		return { fileName };
	}

	#later<A extends unknown[], R>(name: string, work: (...args: A) => R): (...args: A) => Promise<R> {
		return async (...args) => {
			// While the system waits for somebody to unlock the keychain, nothing is answered.
			await (this.options.scenario === 'starting' ? new Promise<never>(() => {}) : Promise.resolve());
			const code = this.options.failing.get(name);
			if (code) fail(code, `the fake was told to fail: ${code}`);
			// What crosses the bridge is a copy.
			return structuredClone(work(...args));
		};
	}
}

const SUPPORT = `KooDrive Provisioner 0.1.0 · Linux x86_64
settings: batch size 1000, concurrency 2, proxy system
connection: intl.myhuaweicloud-koodrive.com, app authentication, clock +127 s
submission 2026-11-23T09:05:00Z: 5 batches, 1 unknown
  batch 3  unknown  timed-out after 60.0 s  trace kdp37f3a91c0d24e5b867f3a91c0d24e5b867f3a91c0d24e5b867f3a9
`;
