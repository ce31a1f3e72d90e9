// The clock of the link's watchdog, in a worker of its own: a hidden page's timers are slowed down, a worker's are not.
import type { TickOrder } from './ticker';

const timers = new Map<number, ReturnType<typeof setTimeout>>();

self.onmessage = ({ data: order }: MessageEvent<TickOrder>): void => {
  const { id } = order;
  if (order.order === 'after') {
    const call = (): void => {
      timers.delete(id);
      self.postMessage(id);
    };
    timers.set(id, setTimeout(call, order.ms));
  } else if (order.order === 'every') {
    timers.set(
      id,
      setInterval(() => self.postMessage(id), order.ms),
    );
  } else {
    // One kind of number names both, and either call takes both (HTML, 8.6 Timers).
    clearTimeout(timers.get(id));
    timers.delete(id);
  }
};
