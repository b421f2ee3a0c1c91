import { Injectable } from '@nestjs/common';
import { countJournal, UnitOfWork, verifyJournal, type JournalCount } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { ActCount, HalfYearCount, IntegrityFault, IntegrityReport } from '@passerelle/overview/model';
import { PartnershipReader } from '@passerelle/partnership/api';

/** A chain of which nothing is there at all: its first entry is missing. */
const NOTHING = { length: 0, hash: '0'.repeat(64), fault: { position: 1, kind: 'MISSING' } } as const;

/** The integrity report: a project's chain, computed anew while others go on writing. */
@Injectable()
export class VerifyJournalUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
  ) {}

  verify(actor: Actor, programmeCode: string, code: string): Promise<IntegrityReport> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const { projectId, projectCode } = await this.partnerships.projectFor(tx, actor, 'journal.verify', programmeCode, code);
      const computedAt = new Date().toISOString();
      const [chain = NOTHING] = await verifyJournal(tx, { projectId });
      const counts = await countJournal(tx, projectId);
      return {
        programmeCode,
        projectCode,
        chainId: projectId,
        entries: counts.reduce((sum, { entries }) => sum + entries, 0),
        verifiedEntries: chain.length,
        firstAt: counts.map(({ firstAt }) => firstAt).reduce<string | null>((first, at) => (first === null || at < first ? at : first), null),
        lastAt: counts.map(({ lastAt }) => lastAt).reduce<string | null>((last, at) => (last === null || at > last ? at : last), null),
        hash: chain.hash,
        // Without anchors no chain is measured by one.
        fault: chain.fault as IntegrityFault | null,
        acts: actCounts(counts),
        halfYears: halfYearCounts(counts),
        computedAt,
        computedBy: actor.name,
      };
    });
  }
}

function actCounts(counts: readonly JournalCount[]): ActCount[] {
  const found = new Map<string, number>();
  for (const { act, entries } of counts) found.set(act, (found.get(act) ?? 0) + entries);
  return [...found].map(([act, entries]) => ({ act, entries })).sort((a, b) => b.entries - a.entries || a.act.localeCompare(b.act));
}

function halfYearCounts(counts: readonly JournalCount[]): HalfYearCount[] {
  const found = new Map<string, HalfYearCount>();
  for (const { year, half, entries } of counts) {
    const key = `${year} ${half}`;
    found.set(key, { year, half, entries: (found.get(key)?.entries ?? 0) + entries });
  }
  return [...found.values()];
}
