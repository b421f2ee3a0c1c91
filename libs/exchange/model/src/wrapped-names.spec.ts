import { readSheet } from './read-sheet';
import { programmeOfThreeVersants as programme } from './testing';

const row = (name: string, versant = 'FR') => `${name}\t${versant}\t2,00\t1,00`;
function joined(...lines: string[]) {
  const text = ['1.1.1 - Essai', '1. CHEF DE FILE', 'Maison du Canal et des Écluses', '2. OPERATEURS ET BUDGET', ...lines].join('\n');
  const { sheet, findings } = readSheet(text, programme);
  const unclear = findings.filter(({ code }) => code === 'sheet.name-unclear' || code === 'sheet.unclear-line').map(({ code, line }) => `${code.slice(6)}@${line! - 4}`);
  return [...sheet.operators.map(({ name }) => name), ...unclear];
}

describe('a line without columns', () => {
  it.each<[string, string[], string[]]>([
    ['above the first row belongs to it', ['Centre', row('des Rives'), row('Atelier')], ['Centre des Rives', 'Atelier']],
    ['below the last row belongs to it', [row('Centre'), row('Atelier'), 'des Ponts', 'TOTAL\t\t4,00\t2,00'], ['Centre', 'Atelier des Ponts']],
    ['closes the parenthesis of the row above', [row('Centre (service'), 'Patrimoine)', row('Atelier')], ['Centre (service Patrimoine)', 'Atelier']],
    ['opens a parenthesis that the row below closes', [row('Centre'), 'Atelier (service', row('Patrimoine)')], ['Centre', 'Atelier (service Patrimoine)']],
    ['follows a comma', [row('Centre des Rives,'), 'Berges et Canaux', row('Atelier')], ['Centre des Rives, Berges et Canaux', 'Atelier']],
    ['ends with a comma', [row('Centre'), 'Atelier des Rives,', row('Berges et Canaux')], ['Centre', 'Atelier des Rives, Berges et Canaux']],
    ['follows a preposition', [row('Huis van het'), 'Water', row('Atelier')], ['Huis van het Water', 'Atelier']],
    ['ends with an apostrophe', [row('Centre'), "Maison de l'", row('Eau')], ['Centre', "Maison de l' Eau"]],
    ['follows a hyphen', [row('Région Hauts-'), 'de-France', row('Atelier')], ['Région Hauts-de-France', 'Atelier']],
    ['begins with a small letter', [row('Centre'), 'des Rives', row('Atelier')], ['Centre des Rives', 'Atelier']],
    ['stands apart from the row above', [row('Centre'), '', 'Atelier', row('Patrimoine')], ['Centre', 'Atelier Patrimoine']],
    ['stands apart from the row below', [row('Centre'), 'Patrimoine', '', row('Atelier')], ['Centre Patrimoine', 'Atelier']],
    ['belongs to columns without a name', [row('Centre'), 'Atelier', row(''), row('Maison')], ['Centre', 'Atelier', 'Maison']],
    ['completes the name of the lead', [row('Centre'), 'Maison du Canal et', row('des Écluses')], ['Centre', 'Maison du Canal et des Écluses']],
    ['leaves the whole name of the lead alone', [row('Maison du Canal et des Écluses'), 'Centre', row('Patrimoine')], ['Maison du Canal et des Écluses', 'Centre Patrimoine']],
    ['goes on below a name that has ended', [row('Centre (DDCS)'), 'Atelier', row('Patrimoine')], ['Centre (DDCS)', 'Atelier Patrimoine']],
    ['ends the name above with its legal form', [row('Centre'), 'Patrimoine asbl', row('Atelier')], ['Centre Patrimoine asbl', 'Atelier']],
    ['with cells but no amounts is no name', ['ORGANISATION\tPLACE\tSUM', row('Centre'), row('Atelier')], ['Centre', 'Atelier', 'unclear-line@1']],
    ['shares a gap with others', [row('Centre des'), 'Rives', 'Atelier du', row('Pont')], ['Centre des Rives', 'Atelier du Pont']],
    ['that nothing decides belongs to the row above, with a warning', [row('Centre'), 'Patrimoine', row('Atelier')], ['Centre Patrimoine', 'Atelier', 'name-unclear@2']],
    ['that nothing decides follows the others of the table', [row('Centre'), 'Huis van', row('Water'), 'Patrimoine', row('Atelier')], ['Centre', 'Huis van Water', 'Patrimoine Atelier', 'name-unclear@4']],
    ['apart from the last row is no name', [row('Centre'), row('Atelier'), '', 'Autre texte'], ['Centre', 'Atelier', 'unclear-line@4']],
    ['apart from the first row is no name', ['Budget prévisionnel', '', row('Centre'), row('Atelier')], ['Centre', 'Atelier', 'unclear-line@1']],
    ['with an asterisk is a note', [row('Centre'), '* provisoire', row('Atelier')], ['Centre', 'Atelier', 'unclear-line@2']],
    ['after the total is no name', [row('Centre'), 'TOTAL\t\t2,00\t1,00', 'Patrimoine'], ['Centre', 'unclear-line@3']],
  ])('%s', (_, lines, expected) => expect(joined(...lines)).toEqual(expected));
});
