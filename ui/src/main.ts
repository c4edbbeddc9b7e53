import { mount } from 'svelte';

import App from './App.svelte';
import { LedgerDamage } from './lib/ledger/ledger-damage.svelte';
import './lib/shared/styles/base.css';
import { CommandFailure } from './lib/shared/gateway/failure';
import type { Gateway } from './lib/shared/gateway/gateway';
import { language } from './lib/shared/language/language.svelte';
import { theme } from './lib/shared/theme/theme.svelte';
import { AppSession } from './views/app-session.svelte';
import StartFailedView from './views/StartFailedView.svelte';

/** Rust across the bridge; in the mode `fake`, the fake, which no other build contains. */
async function gateway(): Promise<Gateway> {
	if (import.meta.env.MODE === 'fake') return (await import('./fake/start')).startFake();
	return (await import('./lib/shared/gateway/tauri')).tauriGateway;
}

/** A window that stays empty says nothing; one that could not start says why. */
async function open(target: HTMLElement) {
	const bridge = await gateway();
	try {
		mount(App, { target, props: { app: await AppSession.start(bridge) } });
	} catch (thrown) {
		language.use(null, navigator.language);
		theme.use('system');
		const failure = CommandFailure.from(thrown);
		const damage = new LedgerDamage(bridge, async () => location.reload());
		mount(StartFailedView, { target, props: { failure, damage } });
	}
}

const target = document.getElementById('app');
if (target) await open(target);
