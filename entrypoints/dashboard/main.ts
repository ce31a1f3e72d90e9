import '@/components/theme.css';
import { mount } from 'svelte';
import { applyTheme, followTheme } from '@/lib/app/theme';
import App from './Dashboard.svelte';

applyTheme();
followTheme();
mount(App, { target: document.getElementById('app')! });
