import { m } from '../paraglide/messages';
import type { Found } from '../shared/bindings/connection';

/** What a test found, by its code: sentences of ours, about what others call by its name. */
const FOUND: Record<string, (about: string) => string> = {
	dns: () => m.found_dns(),
	'connect-refused': () => m.found_connect_refused(),
	'connect-timed-out': () => m.found_connect_timed_out(),
	'connect-unreachable': () => m.found_connect_unreachable(),
	'connect-interrupted': () => m.found_connect_interrupted(),
	'connect-failed': () => m.found_connect_failed(),
	'proxy-unreachable': () => m.found_proxy_unreachable(),
	'proxy-authentication': () => m.found_proxy_authentication(),
	'proxy-refused': () => m.found_proxy_refused(),
	'tls-unknown-issuer': () => m.found_tls_unknown_issuer(),
	'tls-wrong-name': () => m.found_tls_wrong_name(),
	'tls-expired': () => m.found_tls_expired(),
	'tls-not-yet-valid': () => m.found_tls_not_yet_valid(),
	'tls-revoked': () => m.found_tls_revoked(),
	'tls-not-spoken': () => m.found_tls_not_spoken(),
	'tls-failed': () => m.found_tls_failed(),
	throttled: () => m.found_throttled(),
	unavailable: () => m.found_unavailable(),
	'timed-out': () => m.found_timed_out(),
	'connection-lost': () => m.found_connection_lost(),
	'server-error': (about) => m.found_server_error({ about }),
	redirected: () => m.found_redirected(),
	unreadable: () => m.found_unreadable(),
	'no-task-id': () => m.answer_no_task_id(),
	'too-large': () => m.answer_too_large(),
	refused: (about) => m.found_refused({ about }),
	'other-scheme': () => m.found_other_scheme(),
	'script-ignored': (about) => m.found_script_ignored({ about }),
	'scheme-koodrive': () => m.scheme_app(),
	'scheme-gateway': () => m.scheme_gateway()
};

/** What is wrong with a certificate is told with who issued it. */
const isCertificate = (code: string): boolean => code.startsWith('tls-');

/** The sentence; the words of others, where there is none. */
export function foundText({ code, about, words }: Found): string {
	const sentence = FOUND[code]?.(about ?? '') ?? words ?? '';
	if (!about) return sentence;
	if (isCertificate(code)) return `${sentence} · ${m.found_issuer({ issuer: about })}`;
	return code === 'redirected' ? `${sentence} · ${about}` : sentence;
}

/** The words of the service or the system beside the sentence. */
export const foundWords = ({ code, words }: Found): string | null => (FOUND[code] ? words : null);
