import { m } from '../paraglide/messages';
import type { ColumnRole, Field } from '../shared/bindings/review';

/** The fields of a user in the order of the grid's columns. */
export const FIELDS: Field[] = ['firstName', 'surname', 'phone', 'email', 'password'];

const NAMES: Record<ColumnRole, () => string> = {
	firstName: m.field_first_name,
	surname: m.field_surname,
	phone: m.field_phone,
	email: m.field_email,
	password: m.field_password,
	fullName: m.field_full_name,
	surnamePrefix: m.field_surname_prefix,
	secondSurname: m.field_second_surname,
	middleName: m.field_middle_name,
	countryCode: m.field_country_code,
	areaCode: m.field_area_code,
	extra: m.field_extra
};

/** What a column may be used for, in the order of a menu. */
export const ROLES = Object.keys(NAMES) as ColumnRole[];

export function roleName(role: ColumnRole): string {
	return NAMES[role]();
}

/** Fields that every user needs. */
export function isNeeded(field: Field): boolean {
	return field === 'firstName' || field === 'phone';
}
