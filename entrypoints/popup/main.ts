import '@/components/theme.css';
import { mount } from 'svelte';
import { applyTheme, followTheme } from '@/lib/app/theme';
import { followUnits } from '@/lib/words/units-in-use';
import { locale } from '@/lib/words/locale';
import App from './Popup.svelte';

applyTheme();
followTheme();
followUnits();
document.documentElement.lang = locale();
mount(App, { target: document.getElementById('app')! });
