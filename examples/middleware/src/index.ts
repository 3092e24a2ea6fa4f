/** `tsgi-maintenance`: planned maintenance, announced beforehand and answered for while it lasts. */

// The middleware
export { maintenance } from './maintenance.ts';
export type { MaintenanceOptions } from './maintenance.ts';

// What applications can ask
export { plannedMaintenance } from './planned-maintenance.ts';
export type { Phase, PlannedMaintenance } from './planned-maintenance.ts';
