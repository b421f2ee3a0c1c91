import { TestBed } from '@angular/core/testing';
import { FocusPlace } from './focus-place';

describe('the place of the focus', () => {
  const button = () => document.body.appendChild(document.createElement('button'));
  let place: FocusPlace;
  beforeEach(() => {
    document.body.replaceChildren();
    place = TestBed.inject(FocusPlace);
  });

  it('is given back to what had it', () => {
    const here = button();
    here.focus();
    const back = place.wayBack();
    button().focus();
    back();
    expect(document.activeElement).toBe(here);
  });

  it('is given back by an area that draws its parts anew, also where it was lost with one of them', () => {
    const area = document.body.appendChild(document.createElement('div'));
    const giveBack = jest.fn();
    const leave = place.area(area, giveBack);
    const cell = area.appendChild(document.createElement('button'));
    cell.focus();
    const back = place.wayBack();
    cell.remove();
    back();
    place.wayBack()();
    expect(giveBack).toHaveBeenCalledTimes(2);
    leave();
    place.wayBack()();
    expect(giveBack).toHaveBeenCalledTimes(2);
  });
});
