import type { SampleSheet } from '@passerelle/exchange/api';
import { decodeSheetText } from '@passerelle/exchange/model';
import { acceptedSheet } from '@passerelle/shared/dossiers';

/** The sheets at hand on the import screen: an invented Dutch one, and the one that the demo has taken in already. */
export const sampleSheets = (): SampleSheet[] => [
  { name: 'oevers-in-beweging', title: 'Oevers in beweging (NL, 60 %)', text: decodeSheetText(acceptedSheet('oevers-in-beweging')) },
  { name: 'ab-refugies', title: 'AB Réfugiés (FR, 50 %)', text: decodeSheetText(acceptedSheet('ab-refugies')) },
];
