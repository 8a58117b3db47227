/** Kills a host's process at every kill place, and audits the database file that the process leaves. */
export { type AuditOptions, type AuditReport, audit } from './audit/audit.ts';
export { runHost } from './host/host.ts';
export { type KillOptions, type KillReport, killAndAudit, reportsOf } from './kill-and-audit.ts';
export { describeKill, type KillPlace, type KillPoint, killPlaces } from './kill-point.ts';
export { planKills } from './plan-kills.ts';
export { openReports, type Report, type Reporter, readReports, type ShownEvent } from './report.ts';
export { type SurvivalReport, type SurviveOptions, survive } from './survive.ts';
