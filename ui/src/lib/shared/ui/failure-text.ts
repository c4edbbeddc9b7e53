import { m } from '../../paraglide/messages';
import type { ErrorCode } from '../bindings/error';
import type { CommandFailure } from '../gateway/failure';

interface Words {
	title: () => string;
	hint?: () => string;
}

const WORDS: Record<ErrorCode, Words> = {
	'file-unreadable': { title: m.error_file_unreadable, hint: m.error_file_unreadable_hint },
	'not-a-sheet': { title: m.error_not_a_sheet, hint: m.error_not_a_sheet_hint },
	'sheet-protected': { title: m.error_sheet_protected, hint: m.error_sheet_protected_hint },
	'sheet-damaged': { title: m.error_sheet_damaged, hint: m.error_sheet_damaged_hint },
	'sheet-empty': { title: m.error_sheet_empty, hint: m.error_sheet_empty_hint },
	'sheet-too-large': { title: m.error_sheet_too_large, hint: m.error_sheet_too_large_hint },
	'review-gone': { title: m.error_review_gone, hint: m.error_review_gone_hint },
	'field-unmapped': { title: m.error_field_unmapped, hint: m.error_field_unmapped_hint },
	'nothing-to-send': { title: m.error_nothing_to_send, hint: m.error_nothing_to_send_hint },
	'plan-stale': { title: m.error_plan_stale, hint: m.error_plan_stale_hint },
	'count-differs': { title: m.error_count_differs },
	'connection-gone': { title: m.error_connection_gone, hint: m.error_connection_gone_hint },
	'connection-invalid': { title: m.error_connection_invalid },
	'proxy-invalid': { title: m.error_proxy_invalid, hint: m.error_proxy_invalid_hint },
	'keys-missing': { title: m.error_keys_missing, hint: m.error_keys_missing_hint },
	'keychain-unavailable': {
		title: m.error_keychain_unavailable,
		hint: m.error_keychain_unavailable_hint
	},
	'ledger-unavailable': { title: m.error_ledger_unavailable, hint: m.error_ledger_unavailable_hint },
	'ledger-in-use': { title: m.error_ledger_in_use, hint: m.error_ledger_in_use_hint },
	'ledger-locked': { title: m.error_ledger_locked, hint: m.error_ledger_locked_hint },
	'ledger-damaged': { title: m.error_ledger_damaged, hint: m.error_ledger_damaged_hint },
	'ledger-newer': { title: m.error_ledger_newer, hint: m.error_ledger_newer_hint },
	'recovery-code-invalid': {
		title: m.error_recovery_code_invalid,
		hint: m.error_recovery_code_invalid_hint
	},
	'recovery-code-other': {
		title: m.error_recovery_code_other,
		hint: m.error_recovery_code_other_hint
	},
	'not-found': { title: m.error_not_found },
	'wrong-state': { title: m.error_wrong_state },
	'file-unwritable': { title: m.error_file_unwritable, hint: m.error_file_unwritable_hint },
	'practice-unavailable': { title: m.error_practice_unavailable },
	network: { title: m.error_network, hint: m.error_network_hint },
	unexpected: { title: m.error_unexpected, hint: m.error_unexpected_hint }
};

/** What happened, in the screens' language. */
export function failureTitle(failure: CommandFailure): string {
	return WORDS[failure.code]?.title() ?? m.error_unexpected();
}

/** What to do about it; the program's own hint where the code has none. */
export function failureHint(failure: CommandFailure): string | null {
	return WORDS[failure.code]?.hint?.() ?? failure.hint;
}
