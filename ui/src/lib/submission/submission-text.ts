import { m } from '../paraglide/messages';
import type { Outcome, UserResult } from '../shared/bindings/results';
import type {
	Batch,
	BatchState,
	LeftOutReason,
	StopReason,
	SubmissionState,
	Unanswered,
	Wait
} from '../shared/bindings/submission';
import { count, dateTime, rowList, span } from '../shared/language/format';
import { now } from '../shared/time/now.svelte';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

const STATES: Record<SubmissionState, [tone: Tone, words: () => string]> = {
	ready: ['warning', m.state_ready],
	sending: ['accent', m.state_sending],
	paused: ['warning', m.state_paused],
	stopped: ['danger', m.state_stopped],
	following: ['accent', m.state_following],
	finished: ['success', m.state_finished],
	cancelled: ['neutral', m.state_cancelled]
};

export const stateTone = (state: SubmissionState): Tone => STATES[state][0];
export const stateText = (state: SubmissionState): string => STATES[state][1]();

const BATCHES: Record<BatchState, [tone: Tone, words: () => string]> = {
	queued: ['neutral', m.batch_queued],
	sending: ['accent', m.batch_sending],
	accepted: ['accent', m.batch_accepted],
	finished: ['success', m.batch_finished],
	refused: ['danger', m.batch_refused],
	split: ['neutral', m.batch_split],
	unknown: ['warning', m.batch_unknown],
	leftOut: ['neutral', m.batch_left_out],
	cancelled: ['neutral', m.batch_cancelled]
};

export const batchTone = (state: BatchState): Tone => BATCHES[state][0];
export const batchText = (state: BatchState): string => BATCHES[state][1]();

const WAITS: Record<string, (inputs: { time: string }) => string> = {
	'rate-limited': m.wait_rate_limited,
	'service-busy': m.wait_service_busy,
	'not-reached': m.wait_not_reached
};

const ANSWERS: Record<string, () => string> = {
	'timed-out': m.answer_timed_out,
	'connection-lost': m.answer_cut_off,
	'server-error': m.answer_server_error,
	redirected: m.answer_redirected,
	unreadable: m.answer_unreadable,
	'no-task-id': m.answer_no_task_id,
	'too-large': m.answer_too_large,
	'stopped-while-sending': m.answer_stopped
};

function waitText({ code, until }: Wait): string {
	const left = Math.ceil((Date.parse(until) - now()) / 1000);
	return (WAITS[code] ?? m.wait_other)({ time: span(Math.max(1, left)) });
}

/** What is to be said about a batch beside its state: why it waits, what the service said. */
export function batchNote(batch: Batch): string | null {
	if (batch.wait) return waitText(batch.wait);
	if (!batch.answer) return null;
	const { code, message } = batch.answer;
	return ANSWERS[code]?.() ?? `${code} · ${message}`;
}

const STOPS: Record<string, [title: () => string, hint: () => string]> = {
	'key-refused': [m.stop_key_refused, m.stop_key_refused_hint],
	'user-id-refused': [m.stop_user_refused, m.stop_user_refused_hint],
	'permission-refused': [m.stop_permission_refused, m.stop_permission_refused_hint],
	'connection-refused': [m.stop_connection_refused, m.stop_connection_refused_hint],
	'refused-in-a-row': [m.stop_refused_in_a_row, m.stop_refused_in_a_row_hint],
	'host-not-found': [m.stop_host_unknown, m.stop_host_unknown_hint],
	'not-secure': [m.stop_certificate, m.stop_certificate_hint],
	proxy: [m.stop_proxy, m.stop_proxy_hint],
	'not-reached': [m.stop_not_reached, m.stop_not_reached_hint],
	'clock-refused': [m.stop_clock_refused, m.stop_clock_refused_hint],
	throttled: [m.stop_throttled, m.stop_throttled_hint],
	'unknown-in-a-row': [m.stop_several_unknown, m.stop_several_unknown_hint],
	ledger: [m.stop_ledger, m.stop_ledger_hint],
	'left-sending': [m.stop_left_sending, m.stop_left_sending_hint],
	'practice-over': [m.stop_practice_over, m.stop_practice_over_hint]
};

export const stopTitle = ({ code }: StopReason): string => (STOPS[code]?.[0] ?? m.stop_other)();
export const stopHint = ({ code }: StopReason): string | null => STOPS[code]?.[1]() ?? null;

const UNANSWERED: Record<string, [title: (inputs: { time: string }) => string, hint: () => string]> = {
	'not-reached': [m.unanswered_not_reached, m.unanswered_not_reached_hint],
	'in-trouble': [m.unanswered_in_trouble, m.unanswered_in_trouble_hint],
	busy: [m.unanswered_busy, m.unanswered_busy_hint],
	refused: [m.unanswered_refused, m.unanswered_refused_hint]
};

/** What is over within so many milliseconds is asked again before anybody could read about it. */
const PASSING = 15_000;

export const isWorthTelling = ({ since, givenUp }: Unanswered, at: number): boolean =>
	givenUp > 0 || at - Date.parse(since) >= PASSING;

export const unansweredTitle = ({ code, since }: Unanswered): string =>
	(UNANSWERED[code]?.[0] ?? m.unanswered_other)({ time: dateTime(since) });
export const unansweredHint = ({ code }: Unanswered): string => UNANSWERED[code]?.[1]() ?? '';

const OUTCOMES: Record<Outcome, [tone: Tone, words: () => string]> = {
	waiting: ['neutral', m.outcome_waiting],
	pending: ['accent', m.outcome_pending],
	succeeded: ['success', m.outcome_succeeded],
	failed: ['danger', m.outcome_failed_user],
	skipped: ['neutral', m.outcome_skipped_user],
	refused: ['danger', m.outcome_refused],
	unknown: ['warning', m.outcome_unknown],
	leftOut: ['neutral', m.outcome_left_out]
};

export const outcomeTone = (outcome: Outcome): Tone => OUTCOMES[outcome][0];
export const outcomeText = (outcome: Outcome): string => OUTCOMES[outcome][1]();

/** Where the number of a result without a row is in the sheet after all: in short, and in a sentence. */
export function strayText({ sameNumber }: UserResult): [short: string, whole: string] {
	const [first] = sameNumber;
	if (first === undefined) return [m.result_stray_nowhere(), m.result_stray_nowhere_text()];
	if (sameNumber.length === 1) {
		const row = count(first);
		return [m.result_stray_one({ row }), m.result_stray_one_text({ row })];
	}
	return [
		m.result_stray_several({ rows: rowList(sameNumber, 'disjunction') }),
		m.result_stray_several_text({ rows: rowList(sameNumber, 'conjunction') })
	];
}

const LEFT_OUT: Record<LeftOutReason, (inputs: { count: number }) => string> = {
	byChoice: m.left_out_by_choice,
	errors: m.left_out_errors,
	sentEarlier: m.left_out_sent_earlier,
	duplicates: m.left_out_duplicates
};

export const leftOutText = (reason: LeftOutReason, rows: number): string =>
	LEFT_OUT[reason]({ count: rows });
