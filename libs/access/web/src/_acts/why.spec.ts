import { TestBed } from '@angular/core/testing';
import type { CoverageView } from '@passerelle/access/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { LanguageStore, Say, provideTexts } from '@passerelle/shared/web-kit';
import { placeOf, whyOf } from './why';

const covers = (over: Partial<CoverageView> = {}): CoverageView => ({ programmeId: 'i', versantCode: null, projectId: null, projectCode: null, projectAcronym: null, operatorId: null, operatorName: null, operatorRole: null, ...over });
const through = (...names: string[]) => names.map((operatorName) => ({ operatorName, versantCode: 'WA' }));

describe('why somebody has access', () => {
  let say: Say;
  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    await TestBed.inject(LanguageStore).use('fr');
    say = TestBed.inject(Say);
  });
  const why = (role: PersonRole, operators: string[] = [], versantCode: string | null = null): string => whyOf(say, { role, covers: covers({ versantCode }), through: through(...operators) }, 'fr').replace(/\s/g, ' ');

  it.each<[PersonRole, string[], string | null, string]>([
    ['LEAD_OFFICER', ['SGAR'], null, 'Travaille pour le chef de file, SGAR.'],
    ['PARTNER_OFFICER', ['SETIS'], null, 'Travaille pour SETIS.'],
    ['ASSOCIATED_OFFICER', ['ARS'], null, 'Travaille pour ARS, opérateur associé.'],
    ['VERIFIER', ['SETIS'], 'WA', 'Contrôle le versant WA : SETIS s’y trouve.'],
    ['VERIFIER', ['SETIS', 'CRéSaM'], 'WA', 'Contrôle le versant WA : SETIS et CRéSaM s’y trouvent.'],
    ['VERIFIER', ['SETIS', 'CRéSaM', 'A', 'B'], 'WA', 'Contrôle le versant WA : SETIS, CRéSaM et 2 autres opérateurs s’y trouvent.'],
    ['CONTACT_POINT', ['SGAR'], 'FR', 'Antenne du versant FR, d’où SGAR mène le projet.'],
    ['SECRETARIAT', [], null, 'Secrétariat conjoint : tout le programme.'],
    ['AUDITOR', [], null, 'Audite ce projet, qui est dans son échantillon.'],
  ])('is a sentence for %s through %s', (role, operators, versant, sentence) => expect(why(role, operators, versant)).toBe(sentence));

  it('says for what a role is, and within a project does not name it again', () => {
    const ofSetis = covers({ projectId: 'j', projectCode: '4.8.337', projectAcronym: 'AB', operatorId: 'o', operatorName: 'SETIS' });
    const audit = covers({ projectId: 'j', projectCode: '4.8.337', projectAcronym: 'AB' });
    expect([placeOf(say, ofSetis, false), placeOf(say, ofSetis, true)]).toEqual(['SETIS · 4.8.337 AB', 'SETIS']);
    expect([placeOf(say, audit, false), placeOf(say, audit, true)]).toEqual(['4.8.337 AB', 'ce projet']);
    expect([placeOf(say, covers({ versantCode: 'WA' }), false), placeOf(say, covers(), false), placeOf(say, covers({ programmeId: null }), false)]).toEqual(['versant WA', 'tout le programme', 'tous les programmes']);
  });
});
