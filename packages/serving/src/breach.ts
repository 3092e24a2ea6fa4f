import { ContractError } from '@tsgi/contract';

/** A breach of the specification by the application. */
export function breach(rule: string, message: string): ContractError {
  return new ContractError(rule, 'application', message);
}
