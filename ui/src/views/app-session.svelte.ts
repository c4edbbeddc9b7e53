import type { AppEvent, AppState, MenuAction } from '../lib/shared/bindings/app';
import type { SubmissionSummary } from '../lib/shared/bindings/history';
import type { Plan, UnwrittenAnswer } from '../lib/shared/bindings/submission';
import { Connections } from '../lib/connection/connections.svelte';
import { ReviewSession } from '../lib/review/review-session.svelte';
import { LedgerDamage } from '../lib/ledger/ledger-damage.svelte';
import { LedgerSession } from '../lib/ledger/ledger-session.svelte';
import { SettingsSession } from '../lib/settings/settings-session.svelte';
import { CommandFailure } from '../lib/shared/gateway/failure';
import type { Gateway } from '../lib/shared/gateway/gateway';
import { overheard } from '../lib/shared/gateway/overheard';
import { SubmissionSession, usersOf } from '../lib/submission/submission-session.svelte';
import { DragOver } from './drag-over.svelte';

export type Screen = 'home' | 'review' | 'submission' | 'history' | 'connections' | 'settings';

/** A sheet that could not be opened, and why. */
export interface OpenFailure {
	fileName: string;
	failure: CommandFailure;
}

/**
 * The window as a whole: which screen shows, what is open in it, and what the program told it.
 * Everything here can be lost and asked for again; the work itself is in Rust.
 */
export class AppSession {
	readonly gateway: Gateway;
	readonly connections: Connections;
	readonly settings: SettingsSession;
	readonly ledger: LedgerSession;
	readonly damage: LedgerDamage;
	screen = $state<Screen>('home');
	state = $state.raw<AppState>() as AppState;
	review = $state.raw<ReviewSession | null>(null);
	submission = $state.raw<SubmissionSession | null>(null);
	plan = $state.raw<Plan | null>(null);
	readonly dragOver = new DragOver();
	/** The name of a sheet that is being read. */
	opening = $state<string | null>(null);
	openFailure = $state.raw<OpenFailure | null>(null);
	/** Something that was asked for from this screen and failed. */
	failure = $state.raw<CommandFailure | null>(null);
	closeAsked = $state(false);
	/** Answers of the service that are in the program's memory only. */
	unwritten = $state.raw<UnwrittenAnswer[]>([]);
	/** The submissions that they belong to. */
	unwrittenOf = $derived([...new Set(this.unwritten.map(({ submissionId }) => submissionId))]);
	busy = $state(false);
	/** What was confirmed is on its way, and cannot be taken back. */
	submitting = $state(false);
	/** The review that was asked for last, until it is there. */
	#wanted: string | null = null;
	/** The connection to show first on the connections' screen; `new` for an empty form. */
	#connectionShown: string | null = null;
	/** The screen takes the keys of the menu that are its own. */
	onMenu: Partial<Record<MenuAction, () => void>> = {};
	/** The screen wants to hear of submissions that came to a new state. */
	onSubmission: ((summary: SubmissionSummary) => void) | null = null;

	private constructor(bridge: Gateway, state: AppState) {
		const gateway = overheard(bridge, (failure) => this.#notice(failure));
		this.gateway = gateway;
		this.state = state;
		this.connections = new Connections(gateway, () => void this.review?.reload());
		this.settings = new SettingsSession(gateway, state.settings, state.systemLanguage);
		this.ledger = new LedgerSession(gateway, () => this.#moveIn());
		this.damage = new LedgerDamage(gateway, () => this.go('home'));
		this.#takeConnections(state);
	}

	static async start(gateway: Gateway): Promise<AppSession> {
		// Listening comes first: what happens before the session stands is heard once it does.
		let hear: (event: AppEvent) => void = (event) => early.push(event);
		const early: AppEvent[] = [];
		await gateway.listen((event) => hear(event));
		const session = new AppSession(gateway, await gateway.appState());
		await session.#goOn();
		hear = (event) => session.#hear(event);
		early.forEach(hear);
		return session;
	}

	/** After a reload of the window, shows what was open in it. */
	async #goOn() {
		const { openReview, running } = this.state;
		if (openReview) await this.openReview(openReview);
		else if (running) await this.openSubmission(running);
	}

	#takeConnections(state: AppState) {
		this.connections.list = state.connections;
		this.connections.activeId = state.activeConnection;
		this.connections.keychain = state.keychain;
	}

	/** What is wrong with a ledger that is closed already is told beside its ways out. */
	#notice(failure: CommandFailure) {
		if (this.state.ledger.place !== 'closed') this.damage.note(failure);
	}

	async refresh() {
		this.state = await this.gateway.appState();
		this.#takeConnections(this.state);
	}

	/** The ledger is open now: what was begun without it has become drafts in it. */
	async #moveIn() {
		this.#show(null);
		await this.go('home');
	}

	async go(screen: Screen) {
		this.failure = null;
		if (screen !== 'submission') this.#leaveSubmission();
		if (screen === 'home') await this.#attempt(() => this.refresh());
		this.screen = screen;
	}

	/** Home, with what failed on the way there. */
	async #goHomeWith(failure: CommandFailure | null) {
		await this.go('home');
		this.failure ??= failure;
	}

	#leaveSubmission() {
		this.submission?.close();
		this.submission = null;
	}

	#hear(event: AppEvent) {
		switch (event.kind) {
			case 'dragEntered':
				return this.dragOver.enter(event.files);
			case 'dragLeft':
				return this.dragOver.end();
			case 'opening':
				this.#beginOpening(event.fileName);
				return;
			case 'opened':
				return void this.openReview(event.reviewId);
			case 'openFailed':
				return this.#openingFailed(event.fileName, new CommandFailure(event.error));
			case 'menu':
				return void this.menu(event.action);
			case 'closeAsked':
				this.closeAsked = true;
				return;
			case 'unwrittenChanged':
				this.unwritten = event.answers;
				return;
			case 'submissionChanged':
				return this.#takeSummary(event.summary);
		}
	}

	#takeSummary(summary: SubmissionSummary) {
		const recent = this.state.recent.map((one) => (one.id === summary.id ? summary : one));
		this.state = { ...this.state, recent };
		this.onSubmission?.(summary);
	}

	async menu(action: MenuAction) {
		const own = this.onMenu[action];
		if (own) return own();
		switch (action) {
			case 'open':
				return this.chooseSheet();
			case 'template':
				return this.saveTemplate();
			case 'home':
				return this.goHome();
			case 'history':
			case 'connections':
			case 'settings':
				return this.go(action);
		}
	}

	/** Home from wherever: a sheet that is looked at is put away as a draft first. */
	goHome() {
		return this.screen === 'review' ? this.leaveReview() : this.go('home');
	}

	#beginOpening(fileName: string) {
		this.dragOver.end();
		this.openFailure = null;
		this.opening = fileName;
	}

	#openingFailed(fileName: string, failure: CommandFailure) {
		this.opening = null;
		this.dragOver.end();
		this.openFailure = { fileName, failure };
	}

	/** Shows a review. Asked twice, as by a double click, it is opened once: what is typed stays. */
	async openReview(id: string) {
		if (id === this.#wanted) return;
		this.#wanted = id;
		try {
			const review = await this.#reviewOf(id);
			// Another sheet was asked for meanwhile: its answer counts.
			if (id !== this.#wanted) return;
			this.#show(review);
			this.opening = null;
			this.openFailure = null;
			await this.go('review');
		} catch (thrown) {
			if (id === this.#wanted) this.#openingFailed(this.opening ?? '', CommandFailure.from(thrown));
		} finally {
			if (id === this.#wanted) this.#wanted = null;
		}
	}

	/** Shows a sheet, or none; what was to be confirmed of another is not any more. */
	#show(review: ReviewSession | null) {
		if (review !== this.review) this.plan = null;
		this.review = review;
	}

	/** The session of a review: the one that there is, where it is the same, a draft's included. */
	async #reviewOf(id: string): Promise<ReviewSession> {
		const open = this.review;
		if (open?.id === id) return open;
		const review = await ReviewSession.open(id, this.gateway);
		return open && open === this.review && open.id === review.id ? open : review;
	}

	/** Opens what a gateway's verb answers: a review's ID, or nothing when a person thought better. */
	async #open(fileName: string, ask: () => Promise<string | null>) {
		try {
			const id = await ask();
			if (id) await this.openReview(id);
		} catch (thrown) {
			this.#openingFailed(fileName, CommandFailure.from(thrown));
		}
	}

	chooseSheet = () => this.#open('', () => this.gateway.chooseSheet());
	paste = (text: string) => this.#open('', () => this.gateway.openPasted(text));

	/** The second door: a practice service, a sample sheet, no account. */
	practise = () =>
		this.#open('', async () => {
			await this.connections.startPractice();
			return this.gateway.openSampleSheet();
		});

	saveTemplate = () =>
		this.#attempt(async () => {
			await this.gateway.saveTemplate(document.documentElement.lang);
		});

	/** Puts the review away as a draft. */
	async leaveReview() {
		const { review } = this;
		this.#show(null);
		if (review) await this.#attempt(() => this.gateway.closeReview(review.id, true));
		await this.#goHomeWith(this.failure);
	}

	async discardDraft(id: string) {
		await this.#attempt(async () => {
			await this.gateway.discardDraft(id);
			await this.refresh();
			// The draft of the open sheet takes the sheet with it.
			if (this.review && this.review.id !== this.state.openReview) this.#show(null);
		});
	}

	/** Plans what the review would send, for its confirmation. */
	async makePlan() {
		const { review } = this;
		const connection = this.connections.active;
		if (!review || !connection) return;
		await this.#attempt(async () => {
			const plan = await this.gateway.plan(review.id, connection.id);
			// Another sheet may be shown by now, or none.
			if (review === this.review) this.plan = plan;
		});
	}

	/** Gives a confirmation up; too late once it is on its way. */
	closePlan() {
		if (this.submitting) return;
		this.plan = null;
		this.failure = null;
	}

	/** Sends the plan; users that were sent earlier are left out first, unless a person wants them again. */
	async confirm(sendAgain: boolean) {
		const { plan, review } = this;
		if (!plan || !review || this.submitting) return;
		const id = await this.#attempt(() => this.#send(plan, review, sendAgain));
		if (id) return this.#follow(id);
		if (this.plan === plan && this.failure?.code === 'plan-stale') await this.#planAnew(this.failure);
	}

	/** The new submission's ID, or nothing when there is something to confirm anew, or was given up. */
	async #send(plan: Plan, review: ReviewSession, sendAgain: boolean): Promise<string | null> {
		const asIs = sendAgain || plan.sentEarlier === 0;
		const final = asIs ? plan : await this.#withoutEarlier(plan, review);
		if (!final || this.plan !== plan) return null;
		// Other numbers than those that were confirmed are confirmed anew.
		if (final.users !== usersOf(plan, sendAgain)) {
			this.plan = final;
			return null;
		}
		this.submitting = true;
		try {
			const id = await this.gateway.submit(final.id, final.typeCount ? final.users : null);
			if (this.review === review) this.#show(null);
			return id;
		} finally {
			this.submitting = false;
		}
	}

	async #withoutEarlier(plan: Plan, review: ReviewSession): Promise<Plan | null> {
		const connection = this.connections.active;
		if (!connection) return null;
		await review.applyFix({ kind: 'leaveOutSentEarlier' }, { kind: 'all' });
		if (review.failure) throw review.failure;
		return this.plan === plan ? this.gateway.plan(review.id, connection.id) : null;
	}

	/** The sheet is another than was confirmed: its new numbers, with the reason. */
	async #planAnew(stale: CommandFailure) {
		await this.makePlan();
		this.failure ??= stale;
	}

	/** Follows what was just begun; where that fails it is among the recent ones at home. */
	async #follow(id: string) {
		if (!(await this.openSubmission(id))) await this.#goHomeWith(this.failure);
	}

	/** Shows a submission; false when it could not be opened. */
	async openSubmission(id: string): Promise<boolean> {
		const submission = await this.#attempt(() => SubmissionSession.open(id, this.gateway));
		if (!submission) return false;
		this.#leaveSubmission();
		this.submission = submission;
		this.screen = 'submission';
		return true;
	}

	/** Whether it is the submission on the screen. */
	shows = (id: string) => this.screen === 'submission' && this.submission?.id === id;

	fixFailures = (id: string) => this.#open('', () => this.gateway.openFailures(id));

	connect(id: string) {
		this.#connectionShown = id;
		return this.go('connections');
	}

	/** The connection that was asked for; the next visit begins with the one in use again. */
	takeConnectionShown(): string | null {
		const asked = this.#connectionShown;
		this.#connectionShown = null;
		return asked;
	}

	/** What the work comes to; nothing when it failed, which is told. */
	async #attempt<T>(work: () => Promise<T>): Promise<T | null> {
		this.busy = true;
		try {
			const done = await work();
			this.failure = null;
			return done;
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
			return null;
		} finally {
			this.busy = false;
		}
	}
}
