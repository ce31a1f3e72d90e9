import { afterEach, describe, expect, it } from 'vitest';
import { TagEmitter } from '../../../lib/tag/tag-emitter';

describe('TagEmitter', () => {
  const others = process.listeners('unhandledRejection');
  afterEach(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  });

  it('tells each listener of its own kind of event', () => {
    const emitter = new TagEmitter();
    const heard: unknown[] = [];
    emitter.on('link', (link) => heard.push(link));
    emitter.on('battery', (percent) => heard.push(percent));
    emitter.emit('link', 'live');
    emitter.emit('battery', null);
    expect(heard).toEqual(['live', null]);
  });

  it('takes the same function twice, and each off alone', () => {
    const emitter = new TagEmitter();
    let times = 0;
    const listener = (): void => {
      times += 1;
    };
    const off = emitter.on('link', listener);
    emitter.on('link', listener);
    emitter.emit('link', 'live');
    off();
    off();
    emitter.emit('link', 'silent');
    expect(times).toBe(3);
  });

  it('tells all who were there, though one takes itself off meanwhile', () => {
    const emitter = new TagEmitter();
    const heard: string[] = [];
    const off = emitter.on('link', () => {
      heard.push('first');
      off();
    });
    emitter.on('link', () => heard.push('second'));
    emitter.emit('link', 'live');
    emitter.emit('link', 'live');
    expect(heard).toEqual(['first', 'second', 'second']);
  });

  it('does not let a listener that throws harm the others, nor hides its error', async () => {
    process.removeAllListeners('unhandledRejection');
    const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
    const emitter = new TagEmitter();
    let isTold = false;
    const mistake = new Error('a mistake in the page');
    emitter.on('link', () => {
      throw mistake;
    });
    emitter.on('link', () => {
      isTold = true;
    });
    emitter.emit('link', 'live');
    expect(isTold).toBe(true);
    expect(await unhandled).toBe(mistake);
  });
});
