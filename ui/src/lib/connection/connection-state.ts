import { m } from '../paraglide/messages';
import type { Connection, ConnectionColor, TestStepKind } from '../shared/bindings/connection';

export const COLORS: ConnectionColor[] = [
	'blue',
	'teal',
	'green',
	'amber',
	'orange',
	'red',
	'pink',
	'violet'
];

const COLOR_NAMES: Record<ConnectionColor, () => string> = {
	blue: m.color_blue,
	teal: m.color_teal,
	green: m.color_green,
	amber: m.color_amber,
	orange: m.color_orange,
	red: m.color_red,
	pink: m.color_pink,
	violet: m.color_violet
};

export const colorName = (color: ConnectionColor): string => COLOR_NAMES[color]();

const STEP_NAMES: Record<TestStepKind, () => string> = {
	address: m.step_address,
	dns: m.step_dns,
	proxy: m.step_proxy,
	tcp: m.step_tcp,
	tls: m.step_tls,
	clock: m.step_clock,
	signature: m.step_signature,
	userId: m.step_user_id,
	permission: m.step_permission
};

export const stepName = (step: TestStepKind): string => STEP_NAMES[step]();

const STEP_HINTS: Partial<Record<TestStepKind, () => string>> = {
	address: m.step_address_hint,
	dns: m.step_dns_hint,
	proxy: m.step_proxy_hint,
	tcp: m.step_tcp_hint,
	tls: m.step_tls_hint,
	signature: m.step_signature_hint,
	userId: m.step_user_id_hint,
	permission: m.step_permission_hint
};

/** What to do when a step failed, in the screens' language. */
export const stepHint = (step: TestStepKind): string | null => STEP_HINTS[step]?.() ?? null;

export interface Standing {
	tone: 'neutral' | 'success' | 'warning' | 'danger';
	words: string;
}

/** How a connection stands, in a few words. */
export function standing(connection: Connection): Standing {
	if (connection.practice) return { tone: 'warning', words: m.connection_practice() };
	if (connection.keys === 'missing') return { tone: 'danger', words: m.connection_keys_missing() };
	if (!connection.lastTest) return { tone: 'neutral', words: m.connection_untested() };
	if (connection.lastTest.works) return { tone: 'success', words: m.connection_works() };
	return { tone: 'danger', words: m.connection_failed() };
}
