/** Kills a host's process at every place where it matters, and audits what it leaves behind. */
export { type AuditOptions, audit, type Tally } from './audit/audit.ts';
export { type Breach, BrokenGuaranteeError, type Guarantee } from './broken-guarantee.ts';
export { runHost } from './host/host.ts';
export { killAndAudit, type Life, type LifeOptions, reportsOf } from './kill-and-audit.ts';
export { describeKill, type KillPlace, type KillPoint, killPlaces } from './kill-point.ts';
export { planKills } from './plan-kills.ts';
export { openReports, type Report, type Reporter, readReports, type ShownEvent } from './report.ts';
export { type Survival, type SurviveOptions, survive } from './survive.ts';
