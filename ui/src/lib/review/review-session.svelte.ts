import type { CellBlock, CellEdit, ReviewChange, RowChoice } from '../shared/bindings/edit';
import type { Fix, FixPreview, FixScope } from '../shared/bindings/fix';
import type {
	ColumnRole,
	Field,
	Review,
	Row,
	RowFilter,
	RowSort,
	SourceChange,
	ViewRequest
} from '../shared/bindings/review';
import { CommandFailure } from '../shared/gateway/failure';
import type { ReviewGateway } from '../shared/gateway/gateway';
import { RowPages } from '../shared/grid/row-pages.svelte';
import { Later } from '../shared/time/later';
import { FIELDS } from './fields';
import { GridCursor } from './grid-cursor.svelte';

const EVERYTHING: ViewRequest = { filter: 'all', problem: null, search: '', sort: 'sheet' };

/**
 * An open review as its screen sees it: what was read, a window of its rows, where the person is.
 * The roster itself stays in Rust; every change goes there and comes back as new counts.
 */
export class ReviewSession {
	readonly id: string;
	review = $state.raw<Review>() as Review;
	view = $state.raw<ViewRequest>(EVERYTHING);
	/** The search as it is typed; the view follows when the fingers rest. */
	searched = $state('');
	/** The last thing that failed, until the next that works. */
	failure = $state.raw<CommandFailure | null>(null);
	/** A long step is under way: another encoding, a fix of all rows. */
	busy = $state(false);
	/** Passwords that a person asked to see, by row. */
	revealed = $state.raw<ReadonlyMap<number, string>>(new Map());

	readonly pages: RowPages<Row>;
	readonly cursor: GridCursor;
	readonly #gateway: ReviewGateway;
	readonly #searching = new Later();

	private constructor(gateway: ReviewGateway, review: Review) {
		const { id } = review;
		this.id = id;
		this.#gateway = gateway;
		this.review = review;
		this.pages = new RowPages((start, count) => gateway.rows(id, this.view, start, count));
		this.cursor = new GridCursor(() => this.pages.total, FIELDS.length);
	}

	/** Opens a review by its ID or by its draft's: the answer says which review that is. */
	static async open(id: string, gateway: ReviewGateway): Promise<ReviewSession> {
		const review = await gateway.review(id);
		return new ReviewSession(gateway, review);
	}

	get activeRow(): Row | undefined {
		return this.pages.at(this.cursor.row);
	}

	get activeField(): Field {
		return FIELDS[this.cursor.column] ?? 'firstName';
	}

	/** The selected cells as a block of the view. */
	get block(): CellBlock {
		const { firstRow, lastRow, firstColumn, lastColumn } = this.cursor.selection;
		return {
			view: this.view,
			start: firstRow,
			rows: lastRow - firstRow + 1,
			field: FIELDS[firstColumn] ?? 'firstName',
			fields: lastColumn - firstColumn + 1
		};
	}

	show(filter: RowFilter, problem: string | null = null) {
		this.#look({ ...this.view, filter, problem });
	}

	search(text: string) {
		this.searched = text;
		this.#searching.do(() => this.#look({ ...this.view, search: text }));
	}

	sort(sort: RowSort) {
		this.#look({ ...this.view, sort });
	}

	showAll() {
		this.#searching.drop();
		this.searched = '';
		this.#look(EVERYTHING);
	}

	#look(view: ViewRequest) {
		this.view = view;
		this.pages.reset();
		this.cursor.to(0, this.cursor.column);
	}

	/** Writes one text into the active cell; says why when it was not taken. */
	async write(text: string): Promise<CommandFailure | null> {
		const row = this.activeRow;
		if (!row) return null;
		const edits: CellEdit[] = [{ key: row.key, field: this.activeField, text }];
		try {
			this.#takeChange(await this.#gateway.edit(this.id, edits));
			this.failure = null;
			return null;
		} catch (thrown) {
			return CommandFailure.from(thrown);
		}
	}

	/** Whether the sheet has a place for a field: a column, or the full name that it is a part of. */
	hasPlaceFor(field: Field): boolean {
		const isName = field === 'firstName' || field === 'surname';
		return this.review.columns.some(({ role }) => role === field || (isName && role === 'fullName'));
	}

	paste(text: string) {
		return this.#change(() => this.#gateway.paste(this.id, this.block, text));
	}

	clear(block = this.block) {
		return this.#change(() => this.#gateway.clear(this.id, block));
	}

	copy(block = this.block): Promise<string> {
		return this.#gateway.copy(this.id, block);
	}

	leaveOut(rows: RowChoice, out: boolean) {
		return this.#change(() => this.#gateway.leaveOut(this.id, rows, out));
	}

	/** Leaves the selected rows out, or takes them in again when the active one is out. */
	toggleLeftOut() {
		const { view, start, rows } = this.block;
		return this.leaveOut({ kind: 'block', view, start, rows }, !this.activeRow?.leftOut);
	}

	async undo() {
		if (this.review.history.undo) await this.#change(() => this.#gateway.undo(this.id));
	}

	async redo() {
		if (this.review.history.redo) await this.#change(() => this.#gateway.redo(this.id));
	}

	previewFix(fix: Fix, scope: FixScope): Promise<FixPreview> {
		return this.#gateway.previewFix(this.id, fix, scope);
	}

	applyFix(fix: Fix, scope: FixScope) {
		return this.#change(() => this.#gateway.applyFix(this.id, fix, scope));
	}

	changeSource(change: SourceChange) {
		return this.#reread(() => this.#gateway.changeSource(this.id, change));
	}

	setRole(column: number, role: ColumnRole) {
		return this.#reread(() => this.#gateway.setColumnRole(this.id, column, role));
	}

	/** Goes to the next row with a problem, round the end. */
	toProblem(backwards: boolean) {
		return this.#attempt(() => this.#toProblem(backwards));
	}

	async #toProblem(backwards: boolean) {
		const from = this.cursor.row;
		const place = await this.#gateway.nextProblem(this.id, this.view, from, backwards);
		if (place === null) return;
		const row = await this.pages.get(place);
		const column = row?.cells.findIndex((cell) => cell.problems.length > 0) ?? -1;
		this.cursor.to(place, column < 0 ? this.cursor.column : column);
	}

	/** The password of a row, asked for by a person; nothing when it cannot be told. */
	async password(key: number): Promise<string | null> {
		let password: string | null = null;
		await this.#attempt(async () => {
			password = await this.#gateway.revealPassword(this.id, key);
		});
		return password;
	}

	async toggleRevealed(key: number) {
		const shown = this.revealed.has(key) ? null : await this.password(key);
		const next = new Map(this.revealed);
		next.delete(key);
		if (shown !== null) next.set(key, shown);
		this.revealed = next;
	}

	/** Asks again for everything: after a failure, or when the view was away. */
	async reload() {
		await this.#reread(() => this.#gateway.review(this.id));
	}

	async #change(work: () => Promise<ReviewChange>) {
		await this.#attempt(async () => this.#takeChange(await work()));
	}

	#takeChange({ tally, history }: ReviewChange) {
		this.review = { ...this.review, tally, history };
		this.revealed = new Map();
		this.pages.refresh();
	}

	async #reread(work: () => Promise<Review>) {
		await this.#attempt(async () => {
			this.review = await work();
			this.revealed = new Map();
			this.pages.reset();
		});
	}

	async #attempt(work: () => Promise<void>) {
		this.busy = true;
		try {
			await work();
			this.failure = null;
		} catch (thrown) {
			this.failure = CommandFailure.from(thrown);
		} finally {
			this.busy = false;
		}
	}
}
