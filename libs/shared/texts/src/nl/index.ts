import access from './access.json' with { type: 'json' };
import account from './account.json' with { type: 'json' };
import budget from './budget.json' with { type: 'json' };
import exchange from './exchange.json' with { type: 'json' };
import explain from './explain.json' with { type: 'json' };
import general from './general.json' with { type: 'json' };
import history from './history.json' with { type: 'json' };
import identity from './identity.json' with { type: 'json' };
import journal from './journal.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import partnership from './partnership.json' with { type: 'json' };
import programme from './programme.json' with { type: 'json' };
import provider from './provider.json' with { type: 'json' };
import request from './request.json' with { type: 'json' };
import screens from './screens.json' with { type: 'json' };
import sheet from './sheet.json' with { type: 'json' };
import terms from './terms.json' with { type: 'json' };

export default { ...access, ...account, ...budget, ...exchange, ...explain, ...general, ...history, ...identity, ...journal, ...mail, ...partnership, ...programme, ...provider, ...request, ...screens, ...sheet, ...terms } as Readonly<Record<string, string>>;
