import { mount } from 'svelte';

import App from './App.svelte';
import './lib/shared/styles/base.css';
import type { Gateway } from './lib/shared/gateway/gateway';
import { AppSession } from './views/app-session.svelte';

/** Rust across the bridge; in the mode `fake`, the fake, which no other build contains. */
async function gateway(): Promise<Gateway> {
	if (import.meta.env.MODE === 'fake') return (await import('./fake/start')).startFake();
	return (await import('./lib/shared/gateway/tauri')).tauriGateway;
}

const target = document.getElementById('app');
if (target) mount(App, { target, props: { app: await AppSession.start(await gateway()) } });
