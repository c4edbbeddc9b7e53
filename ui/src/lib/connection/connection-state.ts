import { m } from '../paraglide/messages';
import type { Advice, Connection, ConnectionColor, TestStepKind } from '../shared/bindings/connection';

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

const ADVICE: Record<Advice, () => string> = {
	'check-name': m.advice_check_name,
	'check-port': m.advice_check_port,
	'check-network': m.advice_check_network,
	'check-proxy': m.advice_check_proxy,
	'proxy-password': m.advice_proxy_password,
	'proxy-refuses': m.advice_proxy_refuses,
	'choose-company-ca': m.advice_choose_company_ca,
	'choose-site-ca': m.advice_choose_site_ca,
	'certificate-of-another': m.advice_certificate_of_another,
	'check-date': m.advice_check_date,
	'not-tls': m.advice_not_tls,
	'certificate-bad': m.advice_certificate_bad,
	'check-keys': m.advice_check_keys,
	'other-scheme': m.advice_other_scheme,
	'check-clock': m.advice_check_clock,
	'check-user-id': m.advice_check_user_id,
	'ask-permission': m.advice_ask_permission,
	'check-address': m.advice_check_address,
	'not-the-service': m.advice_not_the_service,
	'try-later': m.advice_try_later,
	'read-words': m.advice_read_words
};

/** What to do when a step failed. */
export const adviceText = (advice: Advice): string => ADVICE[advice]();

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
