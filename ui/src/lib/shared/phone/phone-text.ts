import { m } from '../../paraglide/messages';
import type { PhoneFormat } from '../bindings/settings';

const FORMATS: Record<PhoneFormat, () => string> = {
	asIs: m.phone_as_is,
	digits: m.phone_digits,
	doubleZero: m.phone_double_zero,
	e164: m.phone_e164
};

export const PHONE_FORMATS = Object.keys(FORMATS) as PhoneFormat[];

export const phoneFormatName = (format: PhoneFormat): string => FORMATS[format]();

/** Countries to choose a default from, with their dialling codes (ITU-T E.164). */
export const COUNTRIES = [
	{ code: 'SG', dial: '65' },
	{ code: 'CN', dial: '86' },
	{ code: 'HK', dial: '852' },
	{ code: 'MO', dial: '853' },
	{ code: 'TW', dial: '886' },
	{ code: 'MY', dial: '60' },
	{ code: 'TH', dial: '66' },
	{ code: 'ID', dial: '62' },
	{ code: 'PH', dial: '63' },
	{ code: 'VN', dial: '84' },
	{ code: 'JP', dial: '81' },
	{ code: 'KR', dial: '82' },
	{ code: 'IN', dial: '91' },
	{ code: 'AU', dial: '61' },
	{ code: 'NZ', dial: '64' },
	{ code: 'AE', dial: '971' },
	{ code: 'SA', dial: '966' },
	{ code: 'QA', dial: '974' },
	{ code: 'KW', dial: '965' },
	{ code: 'EG', dial: '20' },
	{ code: 'ZA', dial: '27' },
	{ code: 'NG', dial: '234' },
	{ code: 'KE', dial: '254' },
	{ code: 'TR', dial: '90' },
	{ code: 'DE', dial: '49' },
	{ code: 'FR', dial: '33' },
	{ code: 'ES', dial: '34' },
	{ code: 'PT', dial: '351' },
	{ code: 'IT', dial: '39' },
	{ code: 'GB', dial: '44' },
	{ code: 'US', dial: '1' },
	{ code: 'CA', dial: '1' },
	{ code: 'MX', dial: '52' },
	{ code: 'BR', dial: '55' },
	{ code: 'AR', dial: '54' },
	{ code: 'CL', dial: '56' },
	{ code: 'CO', dial: '57' },
	{ code: 'PE', dial: '51' }
];
