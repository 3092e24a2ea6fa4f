import { EventEmitter, once } from 'node:events';

/** Something that changes while many look on. Nothing is kept for those who are slow: they see what there is when they look. */
export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #count = 0;

  /** How many changes there were. */
  get count(): number {
    return this.#count;
  }

  /** Says that there is one more. */
  tell(): void {
    this.#count++;
    this.#emitter.emit('change');
  }

  /** Resolves to true once there were more than `count`, and to false where the signal is aborted first. */
  async since(count: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#count > count) return true;
    return once(this.#emitter, 'change', { signal }).then(
      () => true,
      () => false,
    );
  }
}
