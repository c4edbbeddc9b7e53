import type { Component } from 'svelte';

/** Something a menu offers. */
export interface Action {
	label: string;
	icon?: Component<{ size: number }>;
	note?: string;
	danger?: boolean;
	disabled?: boolean;
	run: () => void;
}
