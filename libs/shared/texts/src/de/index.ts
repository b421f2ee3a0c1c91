import budget from './budget.json';
import exchange from './exchange.json';
import explain from './explain.json';
import general from './general.json';
import identity from './identity.json';
import journal from './journal.json';
import partnership from './partnership.json';
import programme from './programme.json';
import screens from './screens.json';
import sheet from './sheet.json';
import terms from './terms.json';

export default { ...budget, ...exchange, ...explain, ...general, ...identity, ...journal, ...partnership, ...programme, ...screens, ...sheet, ...terms } as Readonly<Record<string, string>>;
