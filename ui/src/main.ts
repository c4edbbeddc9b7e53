import { mount, unmount } from 'svelte';

import App from './App.svelte';
import { LedgerDamage } from './lib/ledger/ledger-damage.svelte';
import './lib/shared/styles/base.css';
import { CommandFailure } from './lib/shared/gateway/failure';
import type { Gateway } from './lib/shared/gateway/gateway';
import { language } from './lib/shared/language/language.svelte';
import { theme } from './lib/shared/theme/theme.svelte';
import { AppSession } from './views/app-session.svelte';
import StartFailedView from './views/StartFailedView.svelte';
import StartingView from './views/StartingView.svelte';

/** Rust across the bridge; in the mode `fake`, the fake, which no other build contains. */
async function gateway(): Promise<Gateway> {
	if (import.meta.env.MODE === 'fake') return (await import('./fake/start')).startFake();
	return (await import('./lib/shared/gateway/tauri')).tauriGateway;
}

/** A start that takes no longer than this many milliseconds says nothing of itself. */
const SHORT_START = 400;

/** Says that the program starts when that takes its time: while the system asks to unlock the keychain, it waits. */
function tellOfStart(target: HTMLElement): () => void {
	let shown: ReturnType<typeof mount> | null = null;
	const wait = setTimeout(() => (shown = mount(StartingView, { target })), SHORT_START);
	return () => {
		clearTimeout(wait);
		if (shown) void unmount(shown);
	};
}

/** A window that stays empty says nothing; one that could not start says why. */
async function open(target: HTMLElement) {
	const bridge = await gateway();
	language.use(null, navigator.language);
	theme.use('system');
	const started = tellOfStart(target);
	try {
		const app = await AppSession.start(bridge);
		started();
		mount(App, { target, props: { app } });
	} catch (thrown) {
		started();
		const failure = CommandFailure.from(thrown);
		const damage = new LedgerDamage(bridge, async () => location.reload());
		mount(StartFailedView, { target, props: { failure, damage } });
	}
}

const target = document.getElementById('app');
if (target) await open(target);
