import type { Fault } from '../../../protocol/problem.js';
import type { CapInfo, CapMessage } from '../../../protocol/warning.js';
import { textOf } from './cap-message.rules.js';
import type { XmlElement } from './xml.rules.js';

/** Kinds that speak of an earlier message. @source CAP 1.2 §3.2.1 msgType */
const REFERRING = ['Update', 'Cancel', 'Ack', 'Error'];
/** Sent further ahead of our clock than this, a message is from a broken clock or a forger, ms. */
const MAX_AHEAD_MS = 5 * 60_000;

type Say = (pointer: string, code: string, detail: string) => void;

/** Checks what the standard says in words and the schema cannot; `nowMs` city time. @source CAP 1.2 §3.2 */
export function businessFaults(message: CapMessage, alert: XmlElement, nowMs: number): Fault[] {
  const faults: Fault[] = [];
  const say: Say = (pointer, code, detail) => faults.push({ pointer, code, detail });
  for (const name of ['identifier', 'sender'] as const) {
    if (message[name] === '') say(`/alert/${name}`, 'cap/empty', `${name} is empty`);
    else if (/[\s,<&]/.test(message[name]))
      say(`/alert/${name}`, 'cap/bad-name', `${name} holds no spaces, commas, < or &`);
  }
  if (Date.parse(message.sent) > nowMs + MAX_AHEAD_MS)
    say('/alert/sent', 'cap/from-the-future', `sent ${message.sent} lies ahead of the city's clock`);
  scopeFaults(message, alert, say);
  referenceFaults(message, say);
  const warns = message.msgType === 'Alert' || message.msgType === 'Update';
  if (warns && message.infos.length === 0)
    say('/alert/info', 'cap/nothing-said', `an ${message.msgType} without info warns nobody of anything`);
  message.infos.forEach((info, i) => infoFaults(info, `/alert/info/${i}`, { message, say }));
  return faults;
}

function scopeFaults({ scope }: CapMessage, alert: XmlElement, say: Say): void {
  if (scope === 'Restricted' && textOf(alert, 'restriction') === null)
    say('/alert/restriction', 'cap/missing', 'scope Restricted says by restriction who may read it');
  if (scope === 'Private' && textOf(alert, 'addresses') === null)
    say('/alert/addresses', 'cap/missing', 'scope Private says by addresses who may read it');
}

function referenceFaults({ msgType, references, sent, sender, identifier }: CapMessage, say: Say): void {
  if (REFERRING.includes(msgType) && references.length === 0)
    say('/alert/references', 'cap/missing', `an ${msgType} names the messages that it is about`);
  for (const other of references) {
    // A later one must not be undone by what was written before it.
    if (Date.parse(other.sent) > Date.parse(sent))
      say('/alert/references', 'cap/reference-not-older', `${other.identifier} was sent after this message`);
    if (other.sender === sender && other.identifier === identifier && other.sent === sent)
      say('/alert/references', 'cap/refers-to-itself', 'a message is not about itself');
  }
}

function infoFaults(info: CapInfo, pointer: string, { message, say }: { message: CapMessage; say: Say }): void {
  if (info.event === '') say(`${pointer}/event`, 'cap/empty', 'event is empty');
  const [start, end] = [Date.parse(info.effective ?? message.sent), Date.parse(info.expires ?? '')];
  if (end <= start)
    say(`${pointer}/expires`, 'cap/over-before-it-begins', `it expires ${info.expires}, not after it takes effect`);
  if (Date.parse(info.onset ?? '') >= end)
    say(
      `${pointer}/onset`,
      'cap/over-before-it-begins',
      `the event is expected ${info.onset}, when the warning is over`,
    );
  info.areas.forEach((area, i) => {
    if (area.description === '') say(`${pointer}/area/${i}/areaDesc`, 'cap/empty', 'areaDesc is empty');
  });
  for (const list of ['eventCode', 'parameter'] as const) {
    const pairs = list === 'eventCode' ? info.eventCodes : info.parameters;
    pairs.forEach(({ name }, i) => {
      if (name === '') say(`${pointer}/${list}/${i}/valueName`, 'cap/empty', 'valueName is empty');
    });
  }
}
