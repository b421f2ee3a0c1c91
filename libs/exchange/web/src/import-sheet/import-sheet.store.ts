import { Injectable, computed, inject, signal } from '@angular/core';
import type { AcceptedSheet, FindingView, SheetPreview } from '@passerelle/exchange/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

export interface SampleSheet {
  readonly name: string;
  readonly title: string;
}
export type Severity = FindingView['severity'];

/** The server refuses larger sheets; asking it first would only take the reader's time. */
export const MAX_SHEET_BYTES = 10 * 1024 * 1024;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** Lines that carry no fact of their own: shown in the source, not in the list of what was understood. */
const FURNITURE: ReadonlySet<string> = new Set(['heading', 'tableHead', 'pageMark', 'operator', 'printedTotal']);

/** A sheet on its way in: chosen, previewed, accepted. Nothing is stored before the last step. */
@Injectable()
export class ImportSheetStore {
  readonly #api = inject(ApiClient);
  #programme = '';
  #asked = 0;
  #file: { readonly content: Blob; readonly name: string } | null = null;

  readonly samples = signal<readonly SampleSheet[]>([]);
  readonly step = signal<'choose' | 'reading' | 'preview' | 'accepting' | 'accepted'>('choose');
  readonly fileName = signal('');
  readonly preview = signal<SheetPreview | null>(null);
  readonly accepted = signal<AcceptedSheet | null>(null);
  readonly problem = signal<ApiProblem | null>(null);

  readonly findings = computed(() => {
    const findings = this.preview()?.findings ?? [];
    return SEVERITIES.map((severity) => ({ severity, findings: findings.filter((finding) => finding.severity === severity) })).filter(
      (group) => group.findings.length > 0,
    );
  });
  /** What was understood of each line; a long text stands there shortened, and in full beside it. */
  readonly understood = computed(() => {
    const preview = this.preview();
    const summary = preview?.project.summary ?? '';
    const facts = (preview?.understood ?? []).filter(({ field }) => !FURNITURE.has(field));
    return facts.map((fact) => ({ ...fact, full: fact.field === 'summary' && summary.length > fact.value.length ? summary : '' }));
  });
  /** The source, each line with the worst of what was found on it and whether anything was understood. */
  readonly lines = computed(() => {
    const preview = this.preview();
    if (!preview) return [];
    const severities = new Map<number, Severity>();
    for (const { severity, line } of preview.findings) {
      const known = line === null ? undefined : severities.get(line);
      if (line !== null && (known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known))) severities.set(line, severity);
    }
    const clear = new Set<number>();
    for (const { line, lastLine } of preview.understood) for (let number = line; number <= lastLine; number += 1) clear.add(number);
    return preview.lines.map((text, index) => ({ number: index + 1, text, severity: severities.get(index + 1) ?? null, understood: clear.has(index + 1) }));
  });
  readonly versantTotals = computed(() => Object.entries(this.preview()?.byVersant ?? {}).map(([code, amounts]) => ({ code, ...amounts })));
  readonly mayAccept = computed(() => this.step() === 'preview' && this.preview()?.outcome === 'NEW');

  async begin(programme: string): Promise<void> {
    this.#programme = `/api/programmes/${encodeURIComponent(programme)}/sheet-imports`;
    this.again();
    try {
      this.samples.set((await this.#api.get<SampleSheet[]>('/api/sample-sheets')).body);
    } catch {
      this.samples.set([]); // samples are a help for trying out; without them a file is still chosen
    }
  }

  async readFile(content: Blob, name: string): Promise<void> {
    const asked = this.#start(name);
    if (content.size > MAX_SHEET_BYTES) return this.#refuse(new ApiProblem({ status: 413, code: 'import.tooLarge', params: { fileName: name } }));
    await this.#read(asked, content, name);
  }

  async readSample(sample: SampleSheet): Promise<void> {
    const fileName = `${sample.name}.txt`;
    const asked = this.#start(fileName);
    try {
      const { body } = await this.#api.get<string>(`/api/sample-sheets/${encodeURIComponent(sample.name)}`);
      if (asked === this.#asked) await this.#read(asked, new Blob([body], { type: 'text/plain' }), fileName);
    } catch (thrown) {
      if (asked === this.#asked) this.#refuse(ApiProblem.from(thrown));
    }
  }

  /** Sends the same file with the fingerprint of its preview: what is stored is what was shown. */
  async accept(): Promise<void> {
    const preview = this.preview();
    if (!preview || !this.#file || !this.mayAccept()) return;
    this.step.set('accepting');
    this.problem.set(null);
    try {
      const { body } = await this.#api.upload<AcceptedSheet>(this.#programme, { fingerprint: preview.fingerprint }, this.#file.content, this.#file.name);
      this.accepted.set(body);
      this.step.set('accepted');
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
      this.step.set('preview');
    }
  }

  /** Another sheet. */
  again(): void {
    this.#asked += 1;
    this.#file = null;
    this.preview.set(null);
    this.accepted.set(null);
    this.problem.set(null);
    this.fileName.set('');
    this.step.set('choose');
  }

  #start(name: string): number {
    this.again();
    this.fileName.set(name);
    this.step.set('reading');
    return this.#asked;
  }

  async #read(asked: number, content: Blob, name: string): Promise<void> {
    try {
      const { body } = await this.#api.upload<SheetPreview>(`${this.#programme}/preview`, {}, content, name);
      if (asked !== this.#asked) return;
      this.#file = { content, name };
      this.preview.set(body);
      this.step.set('preview');
    } catch (thrown) {
      if (asked === this.#asked) this.#refuse(ApiProblem.from(thrown));
    }
  }

  #refuse(problem: ApiProblem): void {
    this.problem.set(problem);
    this.step.set('choose');
  }
}
