/** What is asked of a key event, for tests to make. */
interface Key {
	isComposing?: boolean;
	keyCode?: number;
}

/**
 * Whether a key is the input method's. WebKit ends the composition before it tells of the key that
 * ended it: that one is known by the code that all keys of input methods have (UI Events, 7.3.1).
 */
export function isComposing({ isComposing = false, keyCode }: Key): boolean {
	return isComposing || keyCode === 229;
}
