// npm run accuracy [-- --fit | --fit-puller | --fit-standing]
// Runs the shipped pipeline over labelled recordings and prints how right it is: what goes into docs/accuracy.md.
// --fit prints the weights of the behaviour model as fitted to all sea lions, and does nothing else.
// --fit-puller and --fit-standing print those of who pulled and of whether the cat stands, as fitted to synthetic walks.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DETECTOR_VERSION } from '../lib/app/pipeline';
import { BEHAVIOUR_MODEL } from '../lib/events/behaviour';
import { fitBehaviour, glancesOf } from './accuracy/fit-behaviour';
import { fitPuller } from './accuracy/fit-puller';
import { fitStanding } from './accuracy/fit-standing';
import { loadRecordings } from './accuracy/recordings';
import { reportLeash } from './accuracy/report-leash';
import { reportBolts, reportStillness } from './accuracy/report-others';
import { reportScratch } from './accuracy/report-scratch';
import { reportStanding } from './accuracy/report-standing';
import { reportTagSeat } from './accuracy/report-tag-seat';
import { reportSeaLions } from './accuracy/report-sea-lions';

const ROOT = process.env.CATPACE_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data');

function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function main(): void {
  if (process.argv.includes('--fit-puller')) return print(JSON.stringify(fitPuller(), null, 2));
  if (process.argv.includes('--fit-standing')) return print(JSON.stringify(fitStanding(), null, 2));
  if (process.argv.includes('--fit')) {
    const own = existsSync(ROOT) ? loadRecordings(ROOT).filter(({ set }) => set === 'ladds') : [];
    if (own.length === 0) {
      process.stderr.write(`No recordings in ${ROOT}: nothing to fit to.\n`);
      process.exitCode = 2;
      return;
    }
    return print(JSON.stringify(fitBehaviour(own.map(glancesOf), BEHAVIOUR_MODEL), null, 2));
  }
  print(`# Accuracy of the detectors, version ${DETECTOR_VERSION}\n`);
  print(
    "No figure here is a cat's: no public raw recording of a cat exists. Each table names its species.\n",
  );
  const recordings = existsSync(ROOT) ? loadRecordings(ROOT) : [];
  if (recordings.length === 0) {
    print(
      `No recordings in ${ROOT} (environment variable CATPACE_DATA names another folder): only the synthetic set is scored.\n`,
    );
  } else {
    reportSeaLions(
      recordings.filter(({ set }) => set === 'ladds'),
      print,
    );
    reportStillness(recordings, print);
    reportBolts(recordings, print);
  }
  reportLeash(print);
  if (recordings.length > 0) reportStanding(recordings, print);
  reportTagSeat(recordings, print);
  const seaLions = recordings.filter(({ set }) => set === 'ladds');
  if (seaLions.length > 0) reportScratch(seaLions, print);
}

main();
