/** Puts text on the clipboard; the old way serves web views that keep the new one from custom schemes. */
export async function writeClipboard(text: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		copyThroughSelection(text);
	}
}

function copyThroughSelection(text: string) {
	const before = document.activeElement;
	const area = document.createElement('textarea');
	area.value = text;
	area.className = 'visually-hidden';
	document.body.append(area);
	area.select();
	const copied = document.execCommand('copy');
	area.remove();
	if (before instanceof HTMLElement) before.focus();
	if (!copied) throw new Error('the clipboard refused the text');
}
