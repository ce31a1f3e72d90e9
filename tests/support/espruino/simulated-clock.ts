interface Task {
  id: number;
  atMs: number;
  run: () => void;
  everyMs: number | null;
}

/** Time that passes when told. Tasks run in order of time, then of their making. */
export class SimulatedClock {
  nowMs = 0;
  #tasks = new Map<number, Task>();
  #nextId = 1;

  after(ms: number, run: () => void): number {
    return this.#add(ms, run, null);
  }

  every(ms: number, run: () => void): number {
    return this.#add(ms, run, ms);
  }

  cancel(id: number): void {
    this.#tasks.delete(id);
  }

  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (let task = this.#due(endMs); task !== null; task = this.#due(endMs)) {
      this.nowMs = Math.max(this.nowMs, task.atMs);
      if (task.everyMs === null) this.#tasks.delete(task.id);
      else task.atMs += task.everyMs;
      task.run();
    }
    this.nowMs = endMs;
  }

  #add(ms: number, run: () => void, everyMs: number | null): number {
    const id = this.#nextId++;
    this.#tasks.set(id, { id, atMs: this.nowMs + Math.max(0, ms), run, everyMs });
    return id;
  }

  #due(endMs: number): Task | null {
    let first: Task | null = null;
    for (const task of this.#tasks.values())
      if (task.atMs <= endMs && (first === null || task.atMs < first.atMs)) first = task;
    return first;
  }
}
