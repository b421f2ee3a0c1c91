import type { Page } from '@playwright/test';

export interface Watched {
  readonly frames: number;
  /** The longest that the screen waited, in milliseconds. */
  readonly longest: number;
  readonly longTasks: number[];
}

/** Frames and long tasks while something is done. */
export async function watched(page: Page, act: () => Promise<void>): Promise<Watched> {
  await page.evaluate(() => {
    const seen = { frames: [] as number[], tasks: [] as number[], on: true };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
    const frame = (at: number) => {
      seen.frames.push(at);
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number[]; tasks: number[]; on: boolean } };
    seen.on = false;
    const gaps = seen.frames.slice(1).map((at, index) => at - seen.frames[index]!);
    const seconds = (seen.frames.at(-1)! - seen.frames[0]!) / 1000;
    return { frames: gaps.length / seconds, longest: Math.max(...gaps), longTasks: seen.tasks };
  });
}

/** The time of the processor that the page's own thread needs for each frame, in milliseconds: it does not depend on what else the machine does. */
export async function processorTimeOf(page: Page, act: () => Promise<number>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  const before = await spent();
  const frames = await act();
  const after = await spent();
  await session.detach();
  return (after - before) / frames;
}

/** Scrolls the rows on by so many frames, of 60 pixels each; gives back how many. */
export const scrollFrames = (page: Page, frames: number): Promise<number> =>
  page.evaluate(async (count) => {
    const body = document.querySelector('.ag-grid-viewport')!;
    for (let frame = 0; frame < count; frame += 1) {
      body.scrollTop += 60;
      await new Promise(requestAnimationFrame);
    }
    return count;
  }, frames);

/** Scrolls the rows on, frame by frame, for so many milliseconds. */
export const scrollRows = (page: Page, milliseconds: number): Promise<void> =>
  page.evaluate(async (duration) => {
    const body = document.querySelector('.ag-grid-viewport')!;
    const end = performance.now() + duration;
    while (performance.now() < end) {
      body.scrollTop += 60;
      await new Promise(requestAnimationFrame);
    }
  }, milliseconds);

/** From the key that applies the block to the frame in which the cell shows the text, in milliseconds. */
export const untilShown = (page: Page, cell: string, text: string): Promise<number> =>
  page.evaluate(
    ([selector, wanted]) =>
      new Promise<number>((resolve) => {
        document.querySelector('pa-paste-preview .primary')!.addEventListener('click', () => {
          const pressed = performance.now();
          const look = () => {
            const shown = document.querySelector(selector!)?.textContent === wanted;
            if (shown) requestAnimationFrame(() => resolve(performance.now() - pressed));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
      }),
    [cell, text] as const,
  );
