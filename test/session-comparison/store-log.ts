/** What is asked of an app's store, and whether it answers. */
export class StoreLog {
  /** What it fails at; `silently`: it does not answer at all. */
  failing: 'nothing' | 'reads' | 'writes' | 'silently' = 'nothing';
  reads = 0;
  /** The keys under which something was written. */
  readonly keys = new Set<string>();

  read(): void {
    this.reads += 1;
    if (this.failing === 'reads') throw new Error('the store is down');
  }

  write(key: string): void {
    this.keys.add(key);
    if (this.failing === 'writes') throw new Error('the store is down');
  }
}
