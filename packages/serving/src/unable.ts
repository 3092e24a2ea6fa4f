/** Options that a server cannot honour, by name (`fd`, `limits.headerCount`), and why. */
export type Unable = Readonly<Record<string, string>>;

/** @throws {TypeError} where a server cannot honour the option `name`. */
export function refuseUnable(name: string, unable: Unable): void {
  if (Object.hasOwn(unable, name)) {
    throw new TypeError(`serve(): ${name} cannot be honoured by this server: ${unable[name]}`);
  }
}
