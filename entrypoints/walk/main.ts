import '@/components/theme.css';
import { showPage } from '@/lib/app/show-page';

await showPage(() => import('./Walk.svelte'));
