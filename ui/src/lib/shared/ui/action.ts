/** Something a menu offers. */
export interface Action {
	label: string;
	note?: string;
	danger?: boolean;
	disabled?: boolean;
	run: () => void;
}
