/** Something to be said at a moment, epoch ms of the city. */
export interface Due<T> {
  at: number;
  what: T;
}

/** What lies ahead, earliest first. A binary heap: hours of closings wait here. */
export class LiveQueue<T> {
  private readonly heap: Due<T>[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(at: number, what: T): void {
    const { heap } = this;
    let i = heap.push({ at, what }) - 1;
    for (let up = (i - 1) >> 1; i > 0 && (heap[up] as Due<T>).at > at; i = up, up = (i - 1) >> 1) this.swap(i, up);
  }

  /** Takes everything due at or before `now`, in order. */
  take(now: number): Due<T>[] {
    const out: Due<T>[] = [];
    while (this.heap.length > 0 && (this.heap[0] as Due<T>).at <= now) out.push(this.pop());
    return out;
  }

  private pop(): Due<T> {
    const { heap } = this;
    const first = heap[0] as Due<T>;
    const last = heap.pop() as Due<T>;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      if (left < heap.length && (heap[left] as Due<T>).at < (heap[least] as Due<T>).at) least = left;
      if (right < heap.length && (heap[right] as Due<T>).at < (heap[least] as Due<T>).at) least = right;
      if (least === i) return first;
      this.swap(i, least);
      i = least;
    }
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    [heap[a], heap[b]] = [heap[b] as Due<T>, heap[a] as Due<T>];
  }
}
