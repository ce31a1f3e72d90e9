import { browser } from 'wxt/browser';
import type { ForceUnit, MassUnit } from '../units';

const MASS_KEY = 'catpace-mass-unit';
const FORCE_KEY = 'catpace-force-unit';

/** Where a scale at home shows pounds (CLDR 46, measurement system `ussystem`; Britain weighs its pets in kilograms). */
const POUND_REGIONS = new Set(['US', 'LR', 'PR']);

/** The owner's choice of units. Asked for at every figure of a live picture, so it is read once and kept. */
let massInUse: MassUnit | null = null;
let forceInUse: ForceUnit | null = null;

/** In what masses are shown and typed: as chosen, or as the reader's region weighs. */
export function massUnit(): MassUnit {
  return (massInUse ??= readMassUnit());
}

/** In what the pull is shown: as chosen, else newtons, which every region's scale of force is made in. */
export function forceUnit(): ForceUnit {
  return (forceInUse ??= readForceUnit());
}

export function chooseMassUnit(unit: MassUnit): void {
  massInUse = unit;
  stored()?.setItem(MASS_KEY, unit);
}

export function chooseForceUnit(unit: ForceUnit): void {
  forceInUse = unit;
  stored()?.setItem(FORCE_KEY, unit);
}

/** What is chosen in one page is shown in the others with their next picture. */
export function followUnits(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === MASS_KEY || key === FORCE_KEY) massInUse = forceInUse = null;
  });
}

function readMassUnit(): MassUnit {
  const chosen = stored()?.getItem(MASS_KEY);
  if (chosen === 'kg' || chosen === 'lb') return chosen;
  const { region = '' } = new Intl.Locale(browser.i18n.getUILanguage()).maximize();
  return POUND_REGIONS.has(region) ? 'lb' : 'kg';
}

function readForceUnit(): ForceUnit {
  const chosen = stored()?.getItem(FORCE_KEY);
  return chosen === 'gf' || chosen === 'share' ? chosen : 'n';
}

/** Null outside a browser. */
function stored(): Storage | null {
  return typeof localStorage === 'undefined' ? null : localStorage;
}
