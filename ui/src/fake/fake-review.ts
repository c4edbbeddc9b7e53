import type { CellBlock, CellEdit, ReviewChange, RowChoice } from '../lib/shared/bindings/edit';
import type { Fix, FixPreview, FixScope } from '../lib/shared/bindings/fix';
import type {
	Column,
	ColumnRole,
	Field,
	ProblemCount,
	Review,
	RowWindow,
	Source,
	SourceChange,
	Tally,
	ViewRequest
} from '../lib/shared/bindings/review';
import { asProblem, FakeRoster, type Finding, PLACEHOLDER, repaired } from './fake-roster';

const FIELDS: Field[] = ['firstName', 'surname', 'phone', 'email', 'password'];
const HEADERS = ['名', '姓', '手机号码', '邮箱', '初始密码', '部门'];

type Change = [row: number, column: number, text: string];

/** A review in a browser: views, edits and fixes over a {@link FakeRoster}. */
export class FakeReview {
	roles: ColumnRole[] = [...FIELDS, 'extra'];
	#view: { key: string; rows: number[] } | undefined;

	constructor(
		readonly id: string,
		readonly source: Source,
		readonly roster: FakeRoster,
		readonly batchSize: () => number,
		readonly resubmits: string | null = null
	) {}

	review(): Review {
		const unmapped = (['firstName', 'phone'] as const).filter((role) => !this.roles.includes(role));
		return {
			id: this.id,
			source: { ...this.source, rows: this.roster.size },
			columns: this.#columns(),
			unmapped,
			tally: this.tally(),
			history: this.#history(),
			resubmits: this.resubmits
		};
	}

	changeSource(change: SourceChange): Review {
		if (change.sheet) this.source.sheet = change.sheet;
		if (change.headerRow !== undefined) this.source.headerRow = change.headerRow;
		if (change.encoding) this.source.encoding = change.encoding;
		if (change.delimiter) this.source.delimiter = change.delimiter;
		return this.review();
	}

	setRole(column: number, role: ColumnRole): Review {
		const single = role !== 'extra';
		this.roles = this.roles.map((old, index) => {
			if (index === column) return role;
			return single && old === role ? 'extra' : old;
		});
		return this.review();
	}

	#columns(): Column[] {
		return HEADERS.map((header, index) => ({
			index,
			letter: String.fromCharCode(65 + index),
			header,
			samples: this.#samples(index),
			role: this.roles[index] ?? 'extra',
			decided: index === 5 ? 'undecided' : 'byHeader',
			candidates: index === 5 ? [] : [this.roles[index] ?? 'extra']
		}));
	}

	#samples(column: number): string[] {
		if (column === 4) return ['••••••••', '••••••••'];
		if (column === 5) return ['Sales', 'Research', 'Support'];
		return [0, 1, 2].map((row) => this.roster.text(row, column)).filter(Boolean);
	}

	tally(): Tally {
		const { size, leftOut } = this.roster;
		const tally = { errors: 0, warnings: 0, changed: 0, duplicates: 0, sentEarlier: 0, readySentEarlier: 0 };
		const problems = new Map<string, ProblemCount>();
		for (let row = 0; row < size; row += 1) {
			if (this.roster.isChanged(row)) tally.changed += 1;
			const findings = this.roster.findings(row);
			if (findings.length === 0 || leftOut.has(row)) continue;
			if (hasError(findings)) tally.errors += 1;
			else tally.warnings += 1;
			if (findings.some(({ code }) => code === 'duplicate-phone')) tally.duplicates += 1;
			if (findings.some(({ code }) => code === 'sent-earlier')) {
				tally.sentEarlier += 1;
				if (!hasError(findings)) tally.readySentEarlier += 1;
			}
			for (const finding of findings) countProblem(problems, finding);
		}
		const ready = size - leftOut.size - tally.errors;
		return {
			all: size,
			ready,
			batches: Math.ceil((ready - tally.readySentEarlier) / this.batchSize()),
			leftOut: leftOut.size,
			problems: [...problems.values()].sort(byWeight),
			...tally
		};
	}

	#history() {
		const name = (step: { label: string; rows: number } | undefined) =>
			step ? { code: step.label, rows: step.rows } : null;
		return { undo: name(this.roster.done.at(-1)), redo: name(this.roster.undone.at(-1)) };
	}

	change(rows = 0): ReviewChange {
		return {
			revision: this.roster.revision,
			rows,
			tally: this.tally(),
			history: this.#history()
		};
	}

	rows(view: ViewRequest, start: number, count: number): RowWindow {
		const places = this.view(view);
		return {
			start,
			total: places.length,
			revision: this.roster.revision,
			rows: places.slice(start, start + count).map((row) => this.roster.row(row))
		};
	}

	/** The rows of a view by key, kept while nothing changes. */
	view(view: ViewRequest): number[] {
		const key = JSON.stringify([view, this.roster.revision]);
		if (this.#view?.key !== key) this.#view = { key, rows: this.#search(view) };
		return this.#view.rows;
	}

	#search(view: ViewRequest): number[] {
		const needle = view.search.toLowerCase();
		const rows: number[] = [];
		for (let row = 0; row < this.roster.size; row += 1) {
			if (this.#passes(row, view) && this.#mentions(row, needle)) rows.push(row);
		}
		if (view.sort === 'problem') rows.sort((a, b) => this.#weight(b) - this.#weight(a) || a - b);
		return rows;
	}

	#weight(row: number): number {
		const findings = this.roster.findings(row);
		return hasError(findings) ? 2 : Math.min(1, findings.length);
	}

	#mentions(row: number, needle: string): boolean {
		if (needle === '') return true;
		return [0, 1, 2, 3].some((column) => this.roster.text(row, column).toLowerCase().includes(needle));
	}

	#passes(row: number, { filter, problem }: ViewRequest): boolean {
		const out = this.roster.leftOut.has(row);
		if (filter === 'all' && !problem) return true;
		if (filter === 'leftOut') return out;
		if (filter === 'changed') return this.roster.isChanged(row);
		if (out) return false;
		const findings = this.roster.findings(row);
		if (problem) return findings.some(({ code }) => code === problem);
		switch (filter) {
			case 'errors':
				return hasError(findings);
			case 'warnings':
				return findings.length > 0 && !hasError(findings);
			case 'duplicates':
				return findings.some(({ code }) => code === 'duplicate-phone');
			case 'sentEarlier':
				return findings.some(({ code }) => code === 'sent-earlier');
			default:
				return !hasError(findings);
		}
	}

	nextProblem(view: ViewRequest, from: number, backwards: boolean): number | null {
		const rows = this.view(view);
		for (let step = 1; step <= rows.length; step += 1) {
			const place = (from + (backwards ? -step : step) + rows.length) % rows.length;
			const row = rows[place] ?? 0;
			if (!this.roster.leftOut.has(row) && this.roster.findings(row).length > 0) return place;
		}
		return null;
	}

	edit(edits: CellEdit[]): ReviewChange {
		const changes = edits.map(({ key, field, text }): Change => [key, FIELDS.indexOf(field), text]);
		this.roster.write('edit', changes);
		return this.change(changes.length);
	}

	paste(block: CellBlock, text: string): ReviewChange {
		const lines = text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'));
		const rows = this.view(block.view);
		const first = FIELDS.indexOf(block.field);
		// One cell pasted into a larger selection fills it, as spreadsheet programs do.
		const single = lines.length === 1 && lines[0]?.length === 1;
		const height = single ? block.rows : lines.length;
		const changes: Change[] = [];
		for (let down = 0; down < height; down += 1) {
			const row = rows[block.start + down];
			const line = single ? Array<string>(block.fields).fill(lines[0]?.[0] ?? '') : (lines[down] ?? []);
			if (row === undefined) break;
			line.forEach((cell, right) => {
				if (first + right < FIELDS.length) changes.push([row, first + right, cell]);
			});
		}
		this.roster.write('paste', changes);
		return this.change(height);
	}

	#cells({ view, start, rows, field, fields }: CellBlock): [row: number, column: number][] {
		const first = FIELDS.indexOf(field);
		return this.view(view)
			.slice(start, start + rows)
			.flatMap((row) => Array.from({ length: fields }, (_, i): [number, number] => [row, first + i]));
	}

	clear(block: CellBlock): ReviewChange {
		this.roster.write('clear', this.#cells(block).map(([row, column]): Change => [row, column, '']));
		return this.change(block.rows);
	}

	copy({ view, start, rows, field, fields }: CellBlock): string {
		const first = FIELDS.indexOf(field);
		return this.view(view)
			.slice(start, start + rows)
			.map((row) =>
				Array.from({ length: fields }, (_, i) =>
					first + i === 4 ? '' : this.roster.text(row, first + i)
				).join('\t')
			)
			.join('\n');
	}

	leaveOut(choice: RowChoice, out: boolean): ReviewChange {
		const rows = this.#chosen(choice);
		this.roster.leaveOut(out ? 'leave-out' : 'take-in', rows, out);
		return this.change(rows.length);
	}

	#chosen(choice: RowChoice): number[] {
		if (choice.kind === 'rows') return choice.keys;
		const rows = this.view(choice.view);
		return choice.kind === 'view' ? rows : rows.slice(choice.start, choice.start + choice.rows);
	}

	previewFix(fix: Fix, scope: FixScope): FixPreview {
		const out = this.#leavesOut(fix, scope);
		if (out) {
			return {
				rows: out.length,
				beyond: 0,
				samples: out.slice(0, 50).map((row) => ({
					number: row + 2,
					field: null,
					before: `${this.roster.text(row, 0)} ${this.roster.text(row, 1)} · ${this.roster.text(row, 2)}`,
					after: null
				}))
			};
		}
		const changes = this.#rewrites(fix, scope);
		return {
			rows: new Set(changes.map(([row]) => row)).size,
			beyond: fix.kind === 'phoneFormat' ? 2 : 0,
			samples: changes.slice(0, 50).map(([row, column, text]) => ({
				number: row + 2,
				field: FIELDS[column] ?? null,
				before: hidden(column, this.roster.text(row, column)),
				after: hidden(column, text)
			}))
		};
	}

	applyFix(fix: Fix, scope: FixScope): ReviewChange {
		const out = this.#leavesOut(fix, scope);
		if (out) this.roster.leaveOut(fix.kind, out, true);
		else this.roster.write(fix.kind, this.#rewrites(fix, scope));
		return this.change();
	}

	#scope(scope: FixScope): number[] {
		const all = scope.kind === 'rows' ? scope.keys : [...Array(this.roster.size).keys()];
		return all.filter((row) => !this.roster.leftOut.has(row));
	}

	#leavesOut(fix: Fix, scope: FixScope): number[] | null {
		const rows = this.#scope(scope);
		const having = (code: string) =>
			rows.filter((row) => this.roster.findings(row).some((finding) => finding.code === code));
		if (fix.kind === 'leaveOutErrors') return rows.filter((row) => hasError(this.roster.findings(row)));
		if (fix.kind === 'leaveOutSentEarlier') return having('sent-earlier');
		if (fix.kind !== 'dropDuplicates') return null;
		return having('duplicate-phone').filter((row) => {
			const twins = this.roster.twins(row);
			return fix.keep === 'first' ? twins.some((twin) => twin < row) : twins.some((twin) => twin > row);
		});
	}

	#rewrites(fix: Fix, scope: FixScope): Change[] {
		const changes: Change[] = [];
		for (const row of this.#scope(scope)) {
			FIELDS.forEach((_, column) => {
				const before = this.roster.text(row, column);
				const after = rewrite(fix, column, before, row);
				if (after !== before) changes.push([row, column, after]);
			});
		}
		return changes;
	}
}

/** Passwords leave as dots. */
const hidden = (column: number, text: string) => (column === 4 && text !== '' ? '••••••••••••' : text);

function rewrite(fix: Fix, column: number, text: string, row: number): string {
	switch (fix.kind) {
		case 'trim':
			return column === 4 ? text : text.trim();
		case 'cleanPhones':
			return column === 2 && !/E\+/i.test(text) ? text.replace(/[^0-9+]/g, '') : text;
		case 'restoreZeros':
			return column === 2 && /^\d{5,9}$/.test(text) ? (fix.prefix === 'auto' ? '0' : fix.prefix) + text : text;
		case 'clearPlaceholders':
			return PLACEHOLDER.test(text) || (fix.evenNames && text === 'null') ? '' : text;
		case 'repairEncoding':
			return repaired(text);
		case 'lowerCaseEmails':
			return column === 3 ? text.toLowerCase() : text;
		case 'phoneFormat':
			return column === 2 ? formatted(text, fix.format) : text;
		case 'generatePasswords':
			return column === 4 && (text.length < 8 || !fix.onlyMissing) ? `Gen!${(row * 7919) % 100000}aZ` : text;
		case 'fillColumn':
			return FIELDS[column] === fix.field && (text === '' || !fix.onlyEmpty) ? fix.text : text;
		case 'replace':
			return FIELDS[column] === fix.field && fix.find ? text.replaceAll(fix.find, fix.with) : text;
		default:
			return text;
	}
}

function formatted(text: string, format: string): string {
	const digits = text.trim().replace(/^\+|^00/, '').replace(/\D/g, '');
	if (digits === '' || /E\+/i.test(text)) return text;
	if (format === 'e164') return `+${digits}`;
	if (format === 'doubleZero') return `00${digits}`;
	return format === 'digits' ? digits : text;
}

function hasError(findings: Finding[]): boolean {
	return findings.some(({ level }) => level === 'error');
}

function countProblem(problems: Map<string, ProblemCount>, finding: Finding) {
	const known = problems.get(finding.code);
	if (known) known.rows += 1;
	else {
		const { code, level, field, text, fixes } = asProblem(finding);
		problems.set(code, { code, level, field, text, fixes, rows: 1 });
	}
}

function byWeight(a: ProblemCount, b: ProblemCount): number {
	return (a.level === 'error' ? 0 : 1) - (b.level === 'error' ? 0 : 1) || b.rows - a.rows;
}
