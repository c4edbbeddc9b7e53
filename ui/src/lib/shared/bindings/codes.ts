// Generated from the Rust lists in `contract/codes.rs`.

export const PROBLEMS: string[] = [
	'first-name-missing',
	'name-split-uncertain',
	'phone-missing',
	'phone-invalid',
	'phone-digits-lost',
	'phone-is-date',
	'phone-zeros-lost',
	'phone-needs-cleaning',
	'email-invalid',
	'email-needs-cleaning',
	'email-mixed-scripts',
	'password-missing',
	'password-weak',
	'too-long',
	'needs-trimming',
	'control-characters',
	'invisible-characters',
	'damaged-characters',
	'double-encoded',
	'placeholder',
	'perhaps-placeholder',
	'cell-error',
	'formula-without-result',
	'date-cell',
	'duplicate-phone',
	'duplicate-email',
	'duplicate-row',
	'sent-earlier',
	'refused-earlier',
	'unknown-earlier',
	'waiting-earlier',
	'first-name-placeholder',
	'phone-placeholder'
];

export const STOPS: string[] = [
	'key-refused',
	'user-id-refused',
	'permission-refused',
	'connection-refused',
	'refused-in-a-row',
	'host-not-found',
	'not-secure',
	'proxy',
	'not-reached',
	'clock-refused',
	'throttled',
	'unknown-in-a-row',
	'ledger',
	'left-sending',
	'practice-over'
];

export const WAITS: string[] = [
	'rate-limited',
	'service-busy',
	'not-reached'
];

export const UNKNOWNS: string[] = [
	'timed-out',
	'connection-lost',
	'server-error',
	'redirected',
	'unreadable',
	'no-task-id',
	'too-large',
	'stopped-while-sending'
];

export const UNANSWERED: string[] = [
	'not-reached',
	'in-trouble',
	'busy',
	'refused'
];

export const FOUND: string[] = [
	'dns',
	'connect-refused',
	'connect-timed-out',
	'connect-unreachable',
	'connect-interrupted',
	'connect-failed',
	'proxy-unreachable',
	'proxy-authentication',
	'proxy-refused',
	'tls-unknown-issuer',
	'tls-wrong-name',
	'tls-expired',
	'tls-not-yet-valid',
	'tls-revoked',
	'tls-not-spoken',
	'tls-failed',
	'throttled',
	'unavailable',
	'timed-out',
	'connection-lost',
	'server-error',
	'redirected',
	'unreadable',
	'no-task-id',
	'too-large',
	'refused',
	'other-scheme',
	'script-ignored',
	'scheme-koodrive',
	'scheme-gateway',
	'other'
];

export const NOTES: string[] = [
	'hidden-rows',
	'hidden-columns',
	'hidden-sheets',
	'merged-cells',
	'footer-rows',
	'repeated-headers',
	'list-beside',
	'formulas-without-result'
];

export const STEPS: string[] = [
	'edit',
	'leave-out',
	'map-column',
	'join-names'
];
