/**
 * The gateway across the bridge. This is the only module that imports `@tauri-apps/*`; a command's
 * name here is its name in `src-tauri/src/commands`.
 */
import { Channel, invoke } from '@tauri-apps/api/core';

import type { AppEvent } from '../bindings/app';
import type { ProgressUpdate } from '../bindings/submission';
import { writeClipboard } from './clipboard';
import { CommandFailure } from './failure';
import type { Gateway } from './gateway';

async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
	try {
		return await invoke<T>(command, args);
	} catch (thrown) {
		throw CommandFailure.from(thrown);
	}
}

export const tauriGateway: Gateway = {
	listen(onEvent) {
		const events = new Channel<AppEvent>();
		events.onmessage = onEvent;
		return call('listen', { events });
	},
	appState: () => call('app_state'),
	saveSettings: (settings) => call('save_settings', { settings }),
	checkKeychain: () => call('check_keychain'),
	quit: () => call('quit'),
	supportBundle: () => call('support_bundle'),
	saveSupportBundle: () => call('save_support_bundle'),
	copyText: writeClipboard,

	showRecoveryCode: () => call('show_recovery_code'),
	restoreLedger: (code) => call('restore_ledger', { code }),
	setLedgerAside: () => call('set_ledger_aside'),
	leaveDamagedLedger: () => call('leave_damaged_ledger'),
	reopenLedger: () => call('reopen_ledger'),
	receipts: () => call('receipts'),

	saveConnection: (draft) => call('save_connection', { draft }),
	saveKeys: (keys) => call('save_keys', { keys }),
	removeConnection: (id) => call('remove_connection', { id }),
	activateConnection: (id) => call('activate_connection', { id }),
	testConnection: (id) => call('test_connection', { id }),
	chooseCaFile: (id) => call('choose_ca_file', { id }),
	clearCaFile: (id) => call('clear_ca_file', { id }),
	startPractice: () => call('start_practice'),

	chooseSheet: () => call('choose_sheet'),
	openPasted: (text) => call('open_pasted', { text }),
	openSampleSheet: () => call('open_sample_sheet'),
	openFailures: (submissionId) => call('open_failures', { submissionId }),
	review: (id) => call('review', { id }),
	closeReview: (id, keepDraft) => call('close_review', { id, keepDraft }),
	changeSource: (id, change) => call('change_source', { id, change }),
	setColumnRole: (id, column, role) => call('set_column_role', { id, column, role }),
	rows: (id, view, start, count) => call('rows', { id, view, start, count }),
	nextProblem: (id, view, from, backwards) =>
		call('next_problem', { id, view, from, backwards }),
	revealPassword: (id, key) => call('reveal_password', { id, key }),
	edit: (id, edits) => call('edit', { id, edits }),
	paste: (id, block, text) => call('paste', { id, block, text }),
	clear: (id, block) => call('clear', { id, block }),
	copy: (id, block) => call('copy', { id, block }),
	leaveOut: (id, rows, out) => call('leave_out', { id, rows, out }),
	undo: (id) => call('undo', { id }),
	redo: (id) => call('redo', { id }),
	previewFix: (id, fix, scope) => call('preview_fix', { id, fix, scope }),
	applyFix: (id, fix, scope) => call('apply_fix', { id, fix, scope }),
	saveTemplate: (language) => call('save_template', { language }),

	plan: (reviewId, connectionId) => call('plan', { reviewId, connectionId }),
	submit: (planId, typedCount) => call('submit', { planId, typedCount }),
	submission: (id) => call('submission', { id }),
	async follow(id, onUpdate) {
		const updates = new Channel<ProgressUpdate>();
		updates.onmessage = onUpdate;
		await call('follow', { id, updates });
		return () => {
			updates.onmessage = () => {};
			void call('unfollow', { id, channel: updates.id });
		};
	},
	pause: (id) => call('pause', { id }),
	resume: (id) => call('resume', { id }),
	cancel: (id) => call('cancel', { id }),
	settle: (id, batchId, settlement) => call('settle', { id, batchId, settlement }),
	results: (id) => call('results', { id }),
	resultRows: (id, view, start, count) => call('result_rows', { id, view, start, count }),
	saveReport: (id, format) => call('save_report', { id, format }),
	saveHandover: (id, passphrase) => call('save_handover', { id, passphrase }),

	history: (request) => call('history', { request }),
	forget: (id) => call('forget', { id }),
	discardDraft: (reviewId) => call('discard_draft', { reviewId })
};
