import { m } from '../paraglide/messages';
import type { Fix, FixKind } from '../shared/bindings/fix';
import type { StepLabel } from '../shared/bindings/review';
import type { Settings } from '../shared/bindings/settings';

const NAMES: Record<FixKind, () => string> = {
	phoneFormat: m.fix_phone_format,
	restoreZeros: m.fix_restore_zeros,
	cleanPhones: m.fix_clean_phones,
	clearPlaceholders: m.fix_clear_placeholders,
	repairEncoding: m.fix_repair_encoding,
	trim: m.fix_trim,
	lowerCaseEmails: m.fix_lower_case_emails,
	fillColumn: m.fix_fill_column,
	dropDuplicates: m.fix_drop_duplicates,
	generatePasswords: m.fix_generate_passwords,
	splitNames: m.fix_split_names,
	replace: m.fix_replace,
	leaveOutErrors: m.fix_leave_out_errors,
	leaveOutSentEarlier: m.fix_leave_out_sent_earlier
};

/** The fixes in the order of a menu. */
export const FIX_MENU: (FixKind | 'line')[] = [
	'phoneFormat',
	'cleanPhones',
	'restoreZeros',
	'line',
	'clearPlaceholders',
	'trim',
	'repairEncoding',
	'lowerCaseEmails',
	'splitNames',
	'replace',
	'fillColumn',
	'line',
	'generatePasswords',
	'line',
	'dropDuplicates',
	'leaveOutErrors',
	'leaveOutSentEarlier'
];

export function fixName(kind: FixKind): string {
	return NAMES[kind]();
}

/** A fix with what is usual for it and for the problem that it was offered for, for a dialog to change. */
export function usualFix(kind: FixKind, settings: Settings, problem: string | null = null): Fix {
	switch (kind) {
		case 'phoneFormat': {
			const format = settings.phoneFormat === 'asIs' ? 'doubleZero' : settings.phoneFormat;
			return { kind, format, country: settings.defaultCountry };
		}
		case 'restoreZeros':
			return { kind, prefix: 'auto' };
		case 'clearPlaceholders':
			return { kind, evenNames: problem === 'perhaps-placeholder' };
		case 'fillColumn':
			return { kind, field: 'password', text: '', onlyEmpty: true };
		case 'dropDuplicates':
			return { kind, keep: 'first' };
		case 'generatePasswords':
			return { kind, onlyMissing: problem !== 'password-weak' };
		case 'splitNames':
			return { kind, order: 'auto' };
		case 'replace':
			return { kind, field: 'phone', find: '', with: '' };
		default:
			return { kind };
	}
}

const STEPS: Record<string, (inputs: { count: number }) => string> = {
	edit: m.step_edit,
	'leave-out': m.step_leave_out,
	'map-column': m.step_map,
	'join-names': m.step_join_names
};

/** What an undo or redo is about. */
export function stepText({ code, rows }: StepLabel): string {
	const name = STEPS[code];
	if (name) return name({ count: rows });
	return code in NAMES ? m.step_fix({ fix: fixName(code as FixKind), count: rows }) : code;
}
