import type { Cell, Field, Level, Problem, Row } from '../lib/shared/bindings/review';
import type { FixKind } from '../lib/shared/bindings/fix';

const FIELDS: Field[] = ['firstName', 'surname', 'phone', 'email', 'password'];
const MASK = '••••••••';

/** What the fake takes for a sign for nothing. */
export const PLACEHOLDER = /^(-|n\/a|无)$/i;

/** The one letter from a wrong encoding that the fake knows. */
export const repaired = (text: string): string => text.replaceAll('Ã«', 'ë');

/** The column of what is found about a row as a whole. */
const WHOLE_ROW = -1;

export interface Finding {
	code: string;
	level: Level;
	column: number;
	found?: string;
	expected?: string;
	fixes: FixKind[];
}

/** One step of a person, with what it takes to go back. */
interface Step {
	label: string;
	rows: number;
	before: [place: number, text: string | undefined][];
	after: [place: number, text: string][];
	out: [row: number, out: boolean][];
}

/** A roster small enough for a browser: the sheet's texts, what was changed, what is wrong. */
export class FakeRoster {
	revision = 0;
	readonly leftOut = new Set<number>();
	readonly done: Step[] = [];
	readonly undone: Step[] = [];
	readonly #edits = new Map<number, string>();
	#phones: Map<string, number[]> | undefined;

	constructor(
		readonly size: number,
		readonly raw: (row: number) => string[],
		readonly sent: ReadonlySet<string> = new Set(),
		/** Whether the sheet has passwords at all. */
		readonly passwords = true
	) {}

	text(row: number, column: number): string {
		return this.#edits.get(row * 5 + column) ?? this.raw(row)[column] ?? '';
	}

	isChanged(row: number): boolean {
		return FIELDS.some((_, column) => this.#edits.has(row * 5 + column));
	}

	/** Writes texts as one step. */
	write(label: string, changes: [row: number, column: number, text: string][]) {
		const real = changes.filter(([row, column, text]) => this.text(row, column) !== text);
		if (real.length === 0) return;
		this.#take({
			label,
			rows: new Set(real.map(([row]) => row)).size,
			before: real.map(([row, column]) => [row * 5 + column, this.#edits.get(row * 5 + column)]),
			after: real.map(([row, column, text]) => [row * 5 + column, text]),
			out: []
		});
	}

	leaveOut(label: string, rows: number[], out: boolean) {
		const real = rows.filter((row) => this.leftOut.has(row) !== out);
		if (real.length === 0) return;
		this.#take({ label, rows: real.length, before: [], after: [], out: real.map((row) => [row, out]) });
	}

	#take(step: Step) {
		this.done.push(step);
		this.undone.length = 0;
		this.#redoStep(step);
	}

	undo() {
		const step = this.done.pop();
		if (!step) return;
		this.undone.push(step);
		for (const [place, text] of step.before) {
			if (text === undefined) this.#edits.delete(place);
			else this.#edits.set(place, text);
		}
		for (const [row, out] of step.out) this.#setOut(row, !out);
		this.#touch();
	}

	redo() {
		const step = this.undone.pop();
		if (!step) return;
		this.done.push(step);
		this.#redoStep(step);
	}

	#redoStep(step: Step) {
		for (const [place, text] of step.after) this.#edits.set(place, text);
		for (const [row, out] of step.out) this.#setOut(row, out);
		this.#touch();
	}

	#setOut(row: number, out: boolean) {
		if (out) this.leftOut.add(row);
		else this.leftOut.delete(row);
	}

	#touch() {
		this.revision += 1;
		this.#phones = undefined;
	}

	findings(row: number): Finding[] {
		const [first = '', surname = '', phone = '', email = '', password = ''] = FIELDS.map((_, column) =>
			this.text(row, column)
		);
		const found: Finding[] = [];
		const add = (code: string, level: Level, column: number, text: string, fixes: FixKind[] = []) =>
			found.push({ code, level, column, found: text, fixes });
		if (first.trim() === '') add('first-name-missing', 'error', 0, first);
		if (phone.trim() === '') add('phone-missing', 'error', 2, phone);
		else if (/E\+/i.test(phone)) add('phone-digits-lost', 'error', 2, phone);
		else if (/[^0-9+]/.test(phone)) add('phone-needs-cleaning', 'warning', 2, phone, ['cleanPhones']);
		else if (phone.length < 10) add('phone-zeros-lost', 'warning', 2, phone, ['restoreZeros']);
		if (repaired(first) !== first) {
			found.push({
				code: 'double-encoded',
				level: 'error',
				column: 0,
				found: first,
				expected: repaired(first),
				fixes: ['repairEncoding']
			});
		}
		if (surname === 'null') add('perhaps-placeholder', 'warning', 1, surname, ['clearPlaceholders']);
		if (PLACEHOLDER.test(email)) add('placeholder', 'error', 3, email, ['clearPlaceholders']);
		else if (email !== email.trim()) add('email-needs-cleaning', 'warning', 3, email, ['trim']);
		else if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) add('email-invalid', 'error', 3, email);
		if (PLACEHOLDER.test(password)) add('placeholder', 'error', 4, '', ['clearPlaceholders']);
		else if (password === '' && this.passwords) add('password-missing', 'warning', 4, '', ['generatePasswords']);
		else if (password !== '' && password.length < 8) add('password-weak', 'error', 4, '', ['generatePasswords']);
		const twins = this.twins(row);
		if (twins.length > 0) {
			const other = String((twins[0] ?? 0) + 2);
			found.push({
				code: 'duplicate-phone',
				level: 'error',
				column: 2,
				found: phone,
				expected: other,
				fixes: ['dropDuplicates']
			});
		}
		if (this.sent.has(phone)) {
			found.push({
				code: 'sent-earlier',
				level: 'warning',
				column: WHOLE_ROW,
				found: phone,
				expected: '2026-11-03 · 1893596414966089600',
				fixes: ['leaveOutSentEarlier']
			});
		}
		return found;
	}

	/** Other rows with the same phone. Only for rosters that a browser can search at once. */
	twins(row: number): number[] {
		if (this.size > 50_000 || this.leftOut.has(row)) return [];
		const phone = this.text(row, 2);
		if (phone.trim() === '') return [];
		return (this.#index().get(phone) ?? []).filter((other) => other !== row);
	}

	#index(): Map<string, number[]> {
		if (this.#phones) return this.#phones;
		const index = new Map<string, number[]>();
		for (let row = 0; row < this.size; row += 1) {
			if (this.leftOut.has(row)) continue;
			const phone = this.text(row, 2);
			const rows = index.get(phone);
			if (rows) rows.push(row);
			else index.set(phone, [row]);
		}
		this.#phones = index;
		return index;
	}

	row(key: number): Row {
		const findings = this.findings(key);
		return {
			key,
			number: key + 2,
			leftOut: this.leftOut.has(key),
			problems: findings.filter(({ column }) => column === WHOLE_ROW).map(asProblem),
			cells: FIELDS.map((field, column) => this.#cell(key, field, column, findings))
		};
	}

	#cell(key: number, field: Field, column: number, findings: Finding[]): Cell {
		const text = this.text(key, column);
		const raw = this.raw(key)[column] ?? '';
		const changed = this.#edits.has(key * 5 + column);
		const masked = field === 'password' && text !== '';
		return {
			field,
			text: masked ? MASK : text,
			raw: changed && raw !== text ? (field === 'password' && raw ? MASK : raw) : null,
			masked,
			changed,
			problems: findings.filter((finding) => finding.column === column).map(asProblem)
		};
	}
}

export function asProblem(finding: Finding): Problem {
	return {
		code: finding.code,
		level: finding.level,
		field: FIELDS[finding.column] ?? null,
		found: finding.found ?? null,
		expected: finding.expected ?? null,
		text: finding.code,
		fixes: finding.fixes
	};
}
