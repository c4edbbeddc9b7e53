/**
 * Everything the screens may ask of the program, whoever answers: Rust across the bridge, or the
 * fake in a plain browser. A command that fails rejects with a {@link CommandFailure}.
 */
import type { AppEvent, AppState } from '../bindings/app';
import type {
	Connection,
	ConnectionDraft,
	KeychainHealth,
	SaveKeys,
	TestReport
} from '../bindings/connection';
import type { CellBlock, CellEdit, ReviewChange, RowChoice } from '../bindings/edit';
import type { Fix, FixPreview, FixScope } from '../bindings/fix';
import type { HistoryPage, HistoryRequest } from '../bindings/history';
import type { Receipts, Restored, SetAside } from '../bindings/recovery';
import type {
	ReportFormat,
	ResultView,
	ResultWindow,
	Results,
	SavedFile
} from '../bindings/results';
import type {
	ColumnRole,
	Review,
	RowWindow,
	SourceChange,
	ViewRequest
} from '../bindings/review';
import type { Settings } from '../bindings/settings';
import type { Plan, ProgressUpdate, Settlement, Submission } from '../bindings/submission';

export interface Gateway
	extends AppGateway,
		LedgerGateway,
		ConnectionGateway,
		ReviewGateway,
		SubmissionGateway,
		HistoryGateway {}

export interface AppGateway {
	/** What the program tells without being asked; a later listener takes the place of an earlier one. */
	listen(onEvent: (event: AppEvent) => void): Promise<void>;
	appState(): Promise<AppState>;
	saveSettings(settings: Settings): Promise<Settings>;
	checkKeychain(): Promise<KeychainHealth>;
	/** Ends the program, also while batches are on their way: nothing is lost. */
	quit(): Promise<void>;
	/** Gathers the support bundle's text. */
	supportBundle(): Promise<string>;
	/** Saves the text that was gathered last, and no other. */
	saveSupportBundle(): Promise<SavedFile | null>;
	/** Puts text on the clipboard. */
	copyText(text: string): Promise<void>;
}

export interface LedgerGateway {
	/**
	 * Has the system show the ledger's key as a code for paper, until the person has seen enough of it.
	 * The code never comes here; what comes is the file that it was saved in, if it was.
	 */
	showRecoveryCode(): Promise<SavedFile | null>;
	/** Opens a ledger whose key is gone. */
	restoreLedger(code: string): Promise<Restored>;
	/** Moves a ledger aside that does not open, and begins a new one. */
	setLedgerAside(): Promise<SetAside>;
	/** Closes a ledger that is open and damaged, so that it can be set aside; false when it is sound. */
	leaveDamagedLedger(): Promise<boolean>;
	/** Tries once more to open a ledger that did not open. */
	reopenLedger(): Promise<void>;
	/** Every task ID that was given out, whatever became of the ledger. */
	receipts(): Promise<Receipts>;
}

export interface ConnectionGateway {
	saveConnection(draft: ConnectionDraft): Promise<Connection>;
	/** The one way of a secret key: in. */
	saveKeys(keys: SaveKeys): Promise<Connection>;
	/** Answers the connection that is in use from now on. */
	removeConnection(id: string): Promise<string | null>;
	activateConnection(id: string): Promise<void>;
	testConnection(id: string): Promise<TestReport>;
	chooseCaFile(id: string): Promise<Connection | null>;
	clearCaFile(id: string): Promise<Connection>;
	/** Starts the practice service inside the app and makes its connection the active one. */
	startPractice(): Promise<Connection>;
}

export interface ReviewGateway {
	/** Asks for a file in the system's dialog; `null` when nothing was chosen. */
	chooseSheet(): Promise<string | null>;
	openPasted(text: string): Promise<string>;
	openSampleSheet(): Promise<string>;
	openFailures(submissionId: string): Promise<string>;
	review(id: string): Promise<Review>;
	closeReview(id: string, keepDraft: boolean): Promise<void>;
	changeSource(id: string, change: SourceChange): Promise<Review>;
	setColumnRole(id: string, column: number, role: ColumnRole): Promise<Review>;
	rows(id: string, view: ViewRequest, start: number, count: number): Promise<RowWindow>;
	/** The next or previous row of a view that has a problem, by its place in the view. */
	nextProblem(
		id: string,
		view: ViewRequest,
		from: number,
		backwards: boolean
	): Promise<number | null>;
	revealPassword(id: string, key: number): Promise<string>;
	edit(id: string, edits: CellEdit[]): Promise<ReviewChange>;
	paste(id: string, block: CellBlock, text: string): Promise<ReviewChange>;
	clear(id: string, block: CellBlock): Promise<ReviewChange>;
	/** The block as tab-separated text; passwords stay out of it. */
	copy(id: string, block: CellBlock): Promise<string>;
	leaveOut(id: string, rows: RowChoice, out: boolean): Promise<ReviewChange>;
	undo(id: string): Promise<ReviewChange>;
	redo(id: string): Promise<ReviewChange>;
	previewFix(id: string, fix: Fix, scope: FixScope): Promise<FixPreview>;
	applyFix(id: string, fix: Fix, scope: FixScope): Promise<ReviewChange>;
	saveTemplate(language: string): Promise<SavedFile | null>;
}

export interface SubmissionGateway {
	plan(reviewId: string, connectionId: string): Promise<Plan>;
	/** Sends exactly this plan; `typedCount` where the plan asks for it. Answers the submission's ID. */
	submit(planId: string, typedCount: number | null): Promise<string>;
	submission(id: string): Promise<Submission>;
	/** Updates at most ten times a second, until the returned function is called. */
	follow(id: string, onUpdate: (update: ProgressUpdate) => void): Promise<() => void>;
	pause(id: string): Promise<void>;
	resume(id: string): Promise<void>;
	cancel(id: string): Promise<void>;
	settle(id: string, batchId: string, settlement: Settlement): Promise<void>;
	results(id: string): Promise<Results>;
	resultRows(id: string, view: ResultView, start: number, count: number): Promise<ResultWindow>;
	saveReport(id: string, format: ReportFormat): Promise<SavedFile | null>;
	saveHandover(id: string, passphrase: string): Promise<SavedFile | null>;
}

export interface HistoryGateway {
	history(request: HistoryRequest): Promise<HistoryPage>;
	forget(id: string): Promise<void>;
	discardDraft(reviewId: string): Promise<void>;
}
