import { m } from '../paraglide/messages';
import type { Problem, ProblemCount } from '../shared/bindings/review';

interface Words {
	/** A few words, for a list of problems. */
	name: () => string;
	/** What was found and what to do, for the cell a person stands on. */
	detail: (inputs: { found: string; expected: string }) => string;
}

/** The codes of `crates/roster`, and those that only rows have: how it stands with users of other submissions, and
 * placeholders of what is missing. */
const WORDS: Record<string, Words> = {
	'first-name-missing': {
		name: m.problem_first_name_missing,
		detail: m.problem_first_name_missing_detail
	},
	'first-name-placeholder': {
		name: m.problem_first_name_missing,
		detail: m.problem_first_name_placeholder_detail
	},
	'name-split-uncertain': {
		name: m.problem_name_split_uncertain,
		detail: m.problem_name_split_uncertain_detail
	},
	'phone-missing': {
		name: m.problem_phone_missing,
		detail: m.problem_phone_missing_detail
	},
	'phone-placeholder': {
		name: m.problem_phone_missing,
		detail: m.problem_phone_placeholder_detail
	},
	'phone-invalid': {
		name: m.problem_phone_invalid,
		detail: m.problem_phone_invalid_detail
	},
	'phone-digits-lost': {
		name: m.problem_phone_digits_lost,
		detail: m.problem_phone_digits_lost_detail
	},
	'phone-is-date': {
		name: m.problem_phone_is_date,
		detail: m.problem_phone_is_date_detail
	},
	'phone-zeros-lost': {
		name: m.problem_phone_zeros_lost,
		detail: m.problem_phone_zeros_lost_detail
	},
	'phone-needs-cleaning': {
		name: m.problem_phone_needs_cleaning,
		detail: m.problem_phone_needs_cleaning_detail
	},
	'email-invalid': {
		name: m.problem_email_invalid,
		detail: m.problem_email_invalid_detail
	},
	'email-needs-cleaning': {
		name: m.problem_email_needs_cleaning,
		detail: m.problem_email_needs_cleaning_detail
	},
	'email-mixed-scripts': {
		name: m.problem_email_mixed_scripts,
		detail: m.problem_email_mixed_scripts_detail
	},
	'password-missing': {
		name: m.problem_password_missing,
		detail: m.problem_password_missing_detail
	},
	'password-weak': {
		name: m.problem_password_weak,
		detail: m.problem_password_weak_detail
	},
	'too-long': {
		name: m.problem_too_long,
		detail: m.problem_too_long_detail
	},
	'needs-trimming': {
		name: m.problem_needs_trimming,
		detail: m.problem_needs_trimming_detail
	},
	'control-characters': {
		name: m.problem_control_characters,
		detail: m.problem_control_characters_detail
	},
	'invisible-characters': {
		name: m.problem_invisible_characters,
		detail: m.problem_invisible_characters_detail
	},
	'damaged-characters': {
		name: m.problem_damaged_characters,
		detail: m.problem_damaged_characters_detail
	},
	'double-encoded': {
		name: m.problem_double_encoded,
		detail: m.problem_double_encoded_detail
	},
	placeholder: {
		name: m.problem_placeholder,
		// What stands in the place of a password is not shown.
		detail: (inputs) =>
			inputs.found === '' ? m.problem_placeholder_password_detail() : m.problem_placeholder_detail(inputs)
	},
	'perhaps-placeholder': {
		name: m.problem_perhaps_placeholder,
		detail: m.problem_perhaps_placeholder_detail
	},
	'cell-error': {
		name: m.problem_cell_error,
		detail: m.problem_cell_error_detail
	},
	'formula-without-result': {
		name: m.problem_formula_without_result,
		detail: m.problem_formula_without_result_detail
	},
	'date-cell': {
		name: m.problem_date_cell,
		detail: m.problem_date_cell_detail
	},
	'duplicate-phone': {
		name: m.problem_duplicate_phone,
		detail: m.problem_duplicate_phone_detail
	},
	'duplicate-email': {
		name: m.problem_duplicate_email,
		detail: m.problem_duplicate_email_detail
	},
	'duplicate-row': {
		name: m.problem_duplicate_row,
		detail: m.problem_duplicate_row_detail
	},
	'sent-earlier': {
		name: m.problem_sent_earlier,
		detail: m.problem_sent_earlier_detail
	},
	'unknown-earlier': {
		name: m.problem_unknown_earlier,
		detail: m.problem_unknown_earlier_detail
	},
	'waiting-earlier': {
		name: m.problem_waiting_earlier,
		detail: m.problem_waiting_earlier_detail
	},
	'refused-earlier': {
		name: m.problem_refused_earlier,
		detail: m.problem_refused_earlier_detail
	}
};

/** A problem in a few words. */
export function problemName(problem: Problem | ProblemCount): string {
	return WORDS[problem.code]?.name() ?? problem.text;
}

/** A problem with what was found, what was expected and what to do. */
export function problemDetail(problem: Problem): string {
	const found = problem.found ?? '';
	const expected = problem.expected ?? '';
	return WORDS[problem.code]?.detail({ found, expected }) ?? problem.text;
}
