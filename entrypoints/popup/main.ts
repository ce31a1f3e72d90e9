import '@/components/theme.css';
import { mount } from 'svelte';
import { applyTheme, followTheme } from '@/lib/app/theme';
import { locale } from '@/lib/words/locale';
import App from './Popup.svelte';

applyTheme();
followTheme();
document.documentElement.lang = locale();
mount(App, { target: document.getElementById('app')! });
