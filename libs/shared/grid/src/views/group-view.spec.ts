import { readGroups, writeGroups } from './group-view';

describe('the groups that somebody chose', () => {
  beforeEach(() => localStorage.clear());

  it('are hers on this device', () => {
    writeGroups(localStorage, 'lines.anne', { keys: ['operator'], closed: ['group:1'] });
    expect(readGroups(localStorage, 'lines.anne')).toEqual({ keys: ['operator'], closed: ['group:1'] });
    expect(readGroups(localStorage, 'lines.bert')).toBeNull();
  });

  it('are as the grid was made where nothing can be read', () => {
    localStorage.setItem('passerelle.groups.lines.anne', '{');
    expect([readGroups(localStorage, 'lines.anne'), readGroups(null, 'lines.anne')]).toEqual([null, null]);
  });
});
