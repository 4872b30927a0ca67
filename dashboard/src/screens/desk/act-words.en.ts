/** Words of what stands beside the moves of a procedure. */
export const actWords = {
  aside: {
    supervise: 'Supervise',
    remind: 'Remind',
    extend: 'Ask for more time',
    decide: 'Decide on more time',
    withdraw: 'Withdraw',
  },
  then: {
    supervise: 'Then: supervised by a shift lead, its units are told, the reason stands in the course',
    remind: 'Then: its units are told, one reminder more',
    extend: 'Then: it waits for a shift lead; the limit stays until he grants it',
    decide: 'Granted, the whole limit moves; refused, it stays; both stand in the course',
    withdraw: 'The unit is told; with nobody left on it, it goes back to be dispatched',
  },
  granted: 'more time granted',
  denied: 'more time refused',
  withdrawn: '{no} withdrawn from {unit}',
  withdrawTitle: 'Withdraw from {unit}',
  more: {
    legend: 'How much more',
    asked: '{who} asks for {span} more:',
    verdict: 'Granted or not',
    yes: 'Grant',
    no: 'Refuse',
    due: 'Its whole limit now: {at}',
  },
  override: {
    title: 'Override',
    then: 'Gives it to units that cannot take more: marked as an override, the reason stands in the course',
    load: 'has {n} of {of}',
    mark: 'override',
  },
};
