import '@/components/theme.css';
import { mount } from 'svelte';
import { applyTheme, followTheme } from '@/lib/app/theme';
import { readyMessages } from '@/lib/words/install-messages';

applyTheme();
followTheme();
await readyMessages();
const [{ default: App }, { locale }] = await Promise.all([
  import('./Walk.svelte'),
  import('@/lib/words/locale'),
]);
document.documentElement.lang = locale();
mount(App, { target: document.getElementById('app')! });
