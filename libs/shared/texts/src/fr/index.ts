import access from './access.json' with { type: 'json' };
import account from './account.json' with { type: 'json' };
import budget from './budget.json' with { type: 'json' };
import budgetRules from './budget-rules.json' with { type: 'json' };
import budgetFrame from './budgetFrame.json' with { type: 'json' };
import coFinancing from './coFinancing.json' with { type: 'json' };
import crossTables from './crossTables.json' with { type: 'json' };
import erase from './erase.json' with { type: 'json' };
import exchange from './exchange.json' with { type: 'json' };
import explain from './explain.json' with { type: 'json' };
import general from './general.json' with { type: 'json' };
import grid from './grid.json' with { type: 'json' };
import history from './history.json' with { type: 'json' };
import identity from './identity.json' with { type: 'json' };
import journal from './journal.json' with { type: 'json' };
import lines from './lines.json' with { type: 'json' };
import live from './live.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import partnership from './partnership.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import personal from './personal.json' with { type: 'json' };
import programme from './programme.json' with { type: 'json' };
import provider from './provider.json' with { type: 'json' };
import records from './records.json' with { type: 'json' };
import request from './request.json' with { type: 'json' };
import screens from './screens.json' with { type: 'json' };
import sheet from './sheet.json' with { type: 'json' };
import terms from './terms.json' with { type: 'json' };
import versions from './versions.json' with { type: 'json' };
import workPlan from './workPlan.json' with { type: 'json' };
import workbook from './workbook.json' with { type: 'json' };

<<<<<<< HEAD
export default { ...access, ...account, ...budget, ...budgetRules, ...budgetFrame, ...coFinancing, ...crossTables, ...erase, ...exchange, ...explain, ...general, ...grid, ...history, ...identity, ...journal, ...lines, ...live, ...mail, ...partnership, ...people, ...personal, ...programme, ...provider, ...records, ...request, ...screens, ...sheet, ...terms, ...versions, ...workPlan, ...workbook } as Readonly<Record<string, string>>;
=======
export default { ...access, ...account, ...budget, ...budgetRules, ...coFinancing, ...erase, ...exchange, ...explain, ...general, ...grid, ...history, ...identity, ...journal, ...lines, ...live, ...mail, ...partnership, ...people, ...personal, ...programme, ...provider, ...records, ...request, ...screens, ...sheet, ...terms, ...workPlan, ...workbook } as Readonly<Record<string, string>>;
>>>>>>> 4f3b547
