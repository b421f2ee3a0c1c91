import { presentIn, type Screen } from './present';

const screen = (stream: string, personId: string, more: Partial<Screen> = {}): Screen => ({
  stream, personId, projectId: 'ab', name: personId.toUpperCase(), operatorId: null, cell: null, since: '2026-11-21T14:00:00Z', heardAt: 0, movedAt: 0, ...more,
});

describe('who is in a budget', () => {
  it('is everybody else who has it open, longest present first, and nobody of another project', () => {
    const screens = [screen('1', 'anne'), screen('2', 'jeroen', { since: '2026-11-21T15:00:00Z' }), screen('3', 'fatima', { since: '2026-11-21T14:30:00Z' }), screen('4', 'lea', { projectId: 'zwin' })];
    expect(presentIn(screens, 'ab', 'anne').map(({ personId }) => personId)).toEqual(['fatima', 'jeroen']);
  });

  it('names a person with several screens once: since the first, where she moved last', () => {
    const screens = [screen('1', 'jeroen', { cell: 'STAFF', operatorId: 'o', movedAt: 5 }), screen('2', 'jeroen', { cell: 'TRAVEL', operatorId: 'o', movedAt: 3, since: '2026-11-21T13:00:00Z' })];
    const told = { personId: 'jeroen', name: 'JEROEN', operatorId: 'o', cell: 'STAFF', since: '2026-11-21T13:00:00Z' };
    expect(presentIn(screens, 'ab', 'anne')).toEqual([told]);
    expect(presentIn(screens.reverse(), 'ab', 'anne')).toEqual([told]);
  });

  it('is nobody whose name is not known yet', () => expect(presentIn([screen('1', 'jeroen', { name: '' })], 'ab', 'anne')).toEqual([]));
});
