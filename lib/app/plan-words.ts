import { formatReached } from '../charts/format-time';
import type { HalfStepWords } from '../training/half-steps';
import { DEFAULT_PLAN } from '../training/plan';
import type { Plan, PlanStep, RuleKey } from '../training/plan-schema';
import { t } from '../words/words';

/** The shipped plan's texts, each with its key below `planText`. A text that stands there twice has the key of the first. */
export const PLAN_TEXT_KEYS: ReadonlyMap<string, string> = keysOf(DEFAULT_PLAN);

/**
 * A plan as people read it: each text that is word for word the shipped one's in the reader's language, all others as their author
 * wrote them. The names of sources are citations and stay. The same object where nothing changes.
 */
export function planInWords(plan: Plan): Plan {
  let said = inWords.get(plan);
  if (!said) inWords.set(plan, (said = translated(plan)));
  return said;
}

/** The library asks once for each walk. */
const inWords = new WeakMap<Plan, Plan>();

function translated(plan: Plan): Plan {
  let changes = false;
  const said = mapTexts(plan, (text) => {
    const key = PLAN_TEXT_KEYS.get(text);
    const words = key === undefined ? text : t(textKey(key));
    changes ||= words !== text;
    return words;
  });
  return changes ? said : plan;
}

/** One key stands for all of them: checking a call with any key of the catalogue takes the compiler minutes. */
function textKey(key: string): 'planText.name' {
  return `planText.${key}` as 'planText.name';
}

function keysOf(plan: Plan): Map<string, string> {
  const keys = new Map<string, string>();
  mapTexts(plan, (text, key) => {
    if (!keys.has(text)) keys.set(text, key);
    return text;
  });
  return keys;
}

/** Every text of a plan that pages show, through a function that gets the text and its place. */
function mapTexts(plan: Plan, map: (text: string, place: string) => string): Plan {
  const rules = { ...plan.rules };
  for (const key of Object.keys(rules) as RuleKey[])
    rules[key] = { ...rules[key], what: map(rules[key].what, `rule.${key}`) };
  const steps = plan.steps.map((step): PlanStep => {
    const at = `step${step.number}`;
    return {
      ...step,
      title: map(step.title, `${at}.title`),
      purpose: map(step.purpose, `${at}.purpose`),
      how: step.how.map((line, i) => map(line, `${at}.how${i + 1}`)),
      good: map(step.good, `${at}.good`),
      criteria: step.criteria.map((criterion, i) => ({
        ...criterion,
        text: map(criterion.text, `${at}.criterion${i + 1}`),
      })),
    };
  });
  return { ...plan, name: map(plan.name, 'name'), rules, steps };
}

/** What a half step says, in the reader's language. */
export const HALF_STEP_WORDS: HalfStepWords = {
  title: (title) => t('halfStep.title', { title }),
  purpose: () => t('halfStep.purpose'),
  how: (easier) => t(`halfStep.how.${easier}`),
  lasts: (ms) => t('halfStep.lasts', { length: formatReached(ms) }),
};
