import { KEPT_DELETED_MS } from '../store/trash';
import { formatCount } from '../words/format-number';
import { t } from '../words/words';

export interface PolicySection {
  title: string;
  /** Each a paragraph. */
  texts: readonly string[];
}

const DAY_MS = 86_400_000;

/** The privacy policy, as the page shows it and `docs/privacy.md` has it. What it says is held by tests: `docs/threats.md`. */
export function privacyPolicy(): { title: string; short: string; sections: PolicySection[] } {
  const days = formatCount(KEPT_DELETED_MS / DAY_MS);
  return {
    title: t('privacy.title'),
    short: t('privacy.short'),
    sections: [
      {
        title: t('privacy.kept.title'),
        texts: [
          t('privacy.kept.walks'),
          t('privacy.kept.cats'),
          t('privacy.kept.choices'),
          t('privacy.kept.log'),
        ],
      },
      {
        title: t('privacy.leaves.title'),
        texts: [t('privacy.leaves.nothing'), t('privacy.leaves.files'), t('privacy.leaves.radio')],
      },
      { title: t('privacy.pictures.title'), texts: [t('privacy.pictures.text')] },
      {
        title: t('privacy.permissions.title'),
        texts: [
          t('privacy.permissions.storage'),
          t('privacy.permissions.power'),
          t('privacy.permissions.none'),
        ],
      },
      {
        title: t('privacy.away.title'),
        texts: [t('privacy.away.walk', { days }), t('privacy.away.all')],
      },
      { title: t('privacy.shared.title'), texts: [t('privacy.shared.text')] },
    ],
  };
}

/** The same as a page of Markdown. */
export function privacyMarkdown(): string {
  const { title, short, sections } = privacyPolicy();
  const parts = sections.map((section) => `## ${section.title}\n\n${section.texts.join('\n\n')}`);
  return `# Catpace: ${title}\n\n${short}\n\n${parts.join('\n\n')}\n`;
}
